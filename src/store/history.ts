import { setImmediate } from 'node:timers/promises';
import { z } from 'zod';
import type { HistoryQuery } from '../core/facts/eventLog.ts';
import type { EventType } from '../core/facts/events.ts';
import { positionSubject, STORIES, subjectsOf } from '../core/facts/subjects.ts';
import type { Database } from './database.ts';
import { mention } from './projections/mentions.ts';
import { selectFrom } from './projections/select.ts';
import { type Condition, defineTable, type RowOf } from './projections/table.ts';
import { type StoredRow, storedRow } from './rows.ts';
import type { Tables } from './tables.ts';

/** Read and parsed at once: a few ms. Between two pages the desk does what else is due, as SQLite answers synchronously. */
const PAGE = 100;

/** What of an event is looked at to find it. */
const logged = defineTable('event', { seq: z.int(), at: z.int(), type: z.string() }, ['seq']);

/** The newest events of an account, newest first, without a look at the chain. Throws StoreError. */
export function readHistory(database: Database, account: string, query: HistoryQuery): Promise<readonly StoredRow[]> {
  const { symbol, position } = query;
  if (position !== undefined) return readStory(database, account, positionSubject(position), query);
  if (symbol !== undefined) return readStory(database, account, symbol, query);
  return readNewest(database, account, query);
}

const rowsOf = async (
  database: Database,
  account: string,
  where: Parameters<Tables['event']['findMany']>[0]['where'],
  limit: number,
) => {
  const rows = await database.run(`read the log of ${account}`, (tables) =>
    tables.event.findMany({ where: { account, ...where }, orderBy: [{ seq: 'desc' }], take: limit }),
  );
  return rows.map(storedRow);
};

async function readNewest(database: Database, account: string, query: HistoryQuery): Promise<readonly StoredRow[]> {
  const { types, from, to, limit } = query;
  if (types !== undefined) return readTypes(database, account, types, query);
  const at = { ...(from === undefined ? {} : { gte: BigInt(from) }), ...(to === undefined ? {} : { lte: BigInt(to) }) };
  const found: StoredRow[] = [];
  let { before } = query;
  while (found.length < limit) {
    const wanted = Math.min(PAGE, limit - found.length);
    const where = {
      // One that somebody has put before the first is none of the log's.
      seq: { gte: 1, ...(before === undefined ? {} : { lte: before }) },
      ...(from === undefined && to === undefined ? {} : { at }),
    };
    const rows = await rowsOf(database, account, where, wanted);
    found.push(...rows);
    const last = rows.at(-1);
    if (last === undefined || rows.length < wanted) break;
    before = last.seq - 1;
    await setImmediate();
  }
  return found;
}

/** Kind by kind: each is found where the one before it ends, however seldom it is among the others. */
async function readTypes(
  database: Database,
  account: string,
  types: readonly EventType[],
  query: HistoryQuery,
): Promise<readonly StoredRow[]> {
  const { limit } = query;
  const select = selectFrom(database, account);
  const seqs: number[] = [];
  for (const type of types) {
    const where: readonly Condition<RowOf<typeof logged>>[] = [['type', '=', type], ['seq', '>=', 1], ...boundsOf(query)];
    for (const { seq } of await select(logged, { where, order: ['seq'], newestFirst: true, limit })) seqs.push(seq);
  }
  const newest = seqs.toSorted((a, b) => b - a).slice(0, limit);
  return rowsAt(database, account, newest, limit, () => true);
}

const boundsOf = ({ from, to, before }: Pick<HistoryQuery, 'from' | 'to' | 'before'>) => [
  ...(before === undefined ? [] : [['seq', '<=', before] as const]),
  ...(from === undefined ? [] : [['at', '>=', from] as const]),
  ...(to === undefined ? [] : [['at', '<=', to] as const]),
];

/** The events at these places, in their order, as many as are kept. */
async function rowsAt(
  database: Database,
  account: string,
  seqs: readonly number[],
  limit: number,
  keep: (row: StoredRow) => boolean,
): Promise<readonly StoredRow[]> {
  const found: StoredRow[] = [];
  for (let i = 0; i < seqs.length && found.length < limit; i += PAGE) {
    found.push(...(await rowsOf(database, account, { seq: { in: seqs.slice(i, i + PAGE) } }, PAGE)).filter(keep));
    await setImmediate();
  }
  return found.slice(0, limit);
}

/** Only what speaks of a subject is looked at, kind by kind: each is found where the one before it ends. */
async function readStory(
  database: Database,
  account: string,
  subject: string,
  query: HistoryQuery,
): Promise<readonly StoredRow[]> {
  const { types = STORIES, symbol = subject, limit } = query;
  const select = selectFrom(database, account);
  const most = symbol === subject ? { limit } : {};
  const seqs: number[] = [];
  for (const type of types) {
    const where: readonly Condition<RowOf<typeof mention>>[] = [['about', '=', subject], ['type', '=', type], ...boundsOf(query)];
    for (const { seq } of await select(mention, { where, order: ['seq'], newestFirst: true, ...most })) seqs.push(seq);
  }
  const newest = seqs.toSorted((a, b) => b - a);
  // A position is found by itself; that it is one of the symbol is seen only here.
  return rowsAt(database, account, newest, limit, ({ event }) => subjectsOf(event).includes(symbol));
}
