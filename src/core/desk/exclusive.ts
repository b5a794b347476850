/** One at a time, in the order asked: the desk has a single writer, and a command waits until the instant before it is done. */
export type Exclusive = {
  <T>(work: () => Promise<T>): Promise<T>;
  /** Work that may be done at once: where nothing is under way it begins now, and undefined tells that it has ended too. */
  now(work: () => Promise<void> | undefined): Promise<void> | undefined;
};

export function createExclusive(): Exclusive {
  let last: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  const queue = <T>(work: () => Promise<T>): Promise<T> => {
    waiting += 1;
    const run = last.then(work, work);
    last = run.then(
      () => (waiting -= 1),
      () => (waiting -= 1),
    );
    return run;
  };
  const now: Exclusive['now'] = (work) => {
    if (waiting > 0) return queue(async () => work());
    waiting += 1;
    const running = begun(work);
    if (running === undefined) {
      waiting -= 1;
      return undefined;
    }
    last = running.then(
      () => (waiting -= 1),
      () => (waiting -= 1),
    );
    return running;
  };
  return Object.assign(queue, { now });
}

/** Work that throws before it waits for anything rejects like work that throws later. */
function begun(work: () => Promise<void> | undefined): Promise<void> | undefined {
  try {
    return work();
  } catch (error) {
    return Promise.reject(error);
  }
}
