import type { HistoryQuery } from '../core/facts/eventLog.ts';
import type { Ms } from '../core/time.ts';
import type { Database } from './database.ts';
import { type StoredRow, storedRow } from './rows.ts';

export type LogQuery = HistoryQuery & {
  /** Market time, both ends included. */
  readonly from?: Ms;
  readonly to?: Ms;
};

/** The newest events of an account, newest first, without a look at the chain. Throws StoreError. */
export async function readHistory(
  database: Database,
  account: string,
  { types, from, to, limit, before }: LogQuery,
): Promise<readonly StoredRow[]> {
  const at = { ...(from === undefined ? {} : { gte: BigInt(from) }), ...(to === undefined ? {} : { lte: BigInt(to) }) };
  const rows = await database.run(`read the log of ${account}`, (tables) =>
    tables.event.findMany({
      where: {
        account,
        ...(before === undefined ? {} : { seq: { lte: before } }),
        ...(types === undefined ? {} : { type: { in: [...types] } }),
        ...(from === undefined && to === undefined ? {} : { at }),
      },
      orderBy: [{ seq: 'desc' }],
      take: limit,
    }),
  );
  return rows.map(storedRow);
}
