import { setImmediate } from 'node:timers/promises';
import type { HistoryQuery } from '../core/facts/eventLog.ts';
import { positionSubject, STORIES, subjectsOf } from '../core/facts/subjects.ts';
import type { Database } from './database.ts';
import { mention } from './projections/mentions.ts';
import { selectFrom } from './projections/select.ts';
import type { Condition, RowOf } from './projections/table.ts';
import { type StoredRow, storedRow } from './rows.ts';
import type { Tables } from './tables.ts';

/** Read and parsed at once: a few ms. Between two pages the desk does what else is due, as SQLite answers synchronously. */
const PAGE = 100;

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
  const at = { ...(from === undefined ? {} : { gte: BigInt(from) }), ...(to === undefined ? {} : { lte: BigInt(to) }) };
  const found: StoredRow[] = [];
  let { before } = query;
  while (found.length < limit) {
    const wanted = Math.min(PAGE, limit - found.length);
    const where = {
      // One that somebody has put before the first is none of the log's.
      seq: { gte: 1, ...(before === undefined ? {} : { lte: before }) },
      ...(types === undefined ? {} : { type: { in: [...types] } }),
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

/** Only what speaks of a subject is looked at, kind by kind: each is found where the one before it ends. */
async function readStory(
  database: Database,
  account: string,
  subject: string,
  { types = STORIES, from, to, before, symbol = subject, limit }: HistoryQuery,
): Promise<readonly StoredRow[]> {
  const bounds: readonly Condition<RowOf<typeof mention>>[] = [
    ...(before === undefined ? [] : [['seq', '<=', before] as const]),
    ...(from === undefined ? [] : [['at', '>=', from] as const]),
    ...(to === undefined ? [] : [['at', '<=', to] as const]),
  ];
  const select = selectFrom(database, account);
  const most = symbol === subject ? { limit } : {};
  const seqs: number[] = [];
  for (const type of types) {
    const where: readonly Condition<RowOf<typeof mention>>[] = [['about', '=', subject], ['type', '=', type], ...bounds];
    for (const { seq } of await select(mention, { where, order: ['seq'], newestFirst: true, ...most })) seqs.push(seq);
  }
  const newest = seqs.toSorted((a, b) => b - a);
  const found: StoredRow[] = [];
  for (let i = 0; i < newest.length && found.length < limit; i += PAGE) {
    const page = newest.slice(i, i + PAGE);
    const rows = await rowsOf(database, account, { seq: { in: page } }, PAGE);
    // A position is found by itself; that it is one of the symbol is seen only here.
    found.push(...rows.filter(({ event }) => subjectsOf(event).includes(symbol)));
    await setImmediate();
  }
  return found.slice(0, limit);
}
