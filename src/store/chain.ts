import { hash } from 'node:crypto';
import type { Database } from './database.ts';
import type { EventRow } from './tables.ts';

/** The last row of a log: how many rows there are, and the hash that stands for all of them. */
export type Head = { readonly seq: number; readonly hash: string };

/** The head of an empty log. It names the account, so that one account's rows cannot pass for another's. */
export const genesis = (account: string): Head => ({ seq: 0, hash: hash('sha256', `countersign log of ${account}`, 'hex') });

/**
 * SHA-256 over the hash before and the row, line by line. Only the body, which comes last, may hold anything, so that no two
 * rows have the same text.
 */
export const rowHash = (before: string, row: Pick<EventRow, 'seq' | 'step' | 'at' | 'type' | 'body'>): string =>
  hash('sha256', `${before}\n${row.seq}\n${row.step ?? ''}\n${row.at}\n${row.type}\n${row.body}`, 'hex');

const PAGE = 2_000;

/** The rows after `after`, in order, a page at a time, so that a long log is never in memory twice. */
export async function* rowsAfter(database: Database, account: string, after: number): AsyncGenerator<EventRow> {
  let last = after;
  for (;;) {
    const page = await database.run(`read the log of ${account}`, (tables) =>
      tables.event.findMany({ where: { account, seq: { gt: last } }, orderBy: [{ seq: 'asc' }], take: PAGE }),
    );
    yield* page;
    const end = page.at(-1);
    if (end === undefined || page.length < PAGE) return;
    last = end.seq;
  }
}

const outermost = async (database: Database, account: string, seq: 'asc' | 'desc'): Promise<EventRow | undefined> => {
  const rows = await database.run(`read the log of ${account}`, (tables) =>
    tables.event.findMany({ where: { account }, orderBy: [{ seq }], take: 1 }),
  );
  return rows[0];
};

/** The row with the lowest number, which is 1 unless somebody has put one before it. */
export const firstRow = (database: Database, account: string): Promise<EventRow | undefined> =>
  outermost(database, account, 'asc');

/** The row with the highest number. */
export const lastRow = (database: Database, account: string): Promise<EventRow | undefined> =>
  outermost(database, account, 'desc');

/** The row of a number; undefined where there is none. */
export async function rowAt(database: Database, account: string, seq: number): Promise<EventRow | undefined> {
  return (await database.run(`read the log of ${account}`, (tables) => tables.event.findMany({ where: { account, seq } })))[0];
}
