import { setImmediate } from 'node:timers/promises';
import { type HistoryQuery, namesIn } from '../core/facts/eventLog.ts';
import type { Database } from './database.ts';
import { type StoredRow, storedRow } from './rows.ts';

/** Read and parsed at once: a few ms. Between two pages the desk does what else is due, as SQLite answers synchronously. */
const PAGE = 100;

/** The newest events of an account, newest first, without a look at the chain. Throws StoreError. */
export async function readHistory(database: Database, account: string, query: HistoryQuery): Promise<readonly StoredRow[]> {
  const found: StoredRow[] = [];
  let before = query.before;
  while (found.length < query.limit) {
    const wanted = Math.min(PAGE, query.limit - found.length);
    const rows = await readPage(database, account, { ...query, limit: wanted, ...(before === undefined ? {} : { before }) });
    found.push(...rows);
    const last = rows.at(-1);
    if (last === undefined || rows.length < wanted) break;
    before = last.seq - 1;
    await setImmediate();
  }
  return found;
}

async function readPage(database: Database, account: string, query: HistoryQuery): Promise<readonly StoredRow[]> {
  const { types, from, to, limit, before } = query;
  const at = { ...(from === undefined ? {} : { gte: BigInt(from) }), ...(to === undefined ? {} : { lte: BigInt(to) }) };
  const names = namesIn(query);
  const rows = await database.run(`read the log of ${account}`, (tables) =>
    tables.event.findMany({
      where: {
        account,
        ...(before === undefined ? {} : { seq: { lte: before } }),
        ...(types === undefined ? {} : { type: { in: [...types] } }),
        ...(from === undefined && to === undefined ? {} : { at }),
        AND: names.symbol.map((text) => ({ body: { contains: text } })),
        ...(names.position.length === 0 ? {} : { OR: names.position.map((text) => ({ body: { contains: text } })) }),
      },
      orderBy: [{ seq: 'desc' }],
      take: limit,
    }),
  );
  return rows.map(storedRow);
}
