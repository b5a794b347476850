/**
 * A queue of one: each piece of work starts when the one before it has ended, whether well or badly. Both databases are
 * used through a single connection, so that a query can never fall into another one's open transaction.
 */
export function serial(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const next = last.then(work);
    last = next.catch(() => undefined);
    return next;
  };
}
