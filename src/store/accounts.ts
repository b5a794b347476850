import { StoreError } from '../core/facts/storeError.ts';
import { lastRow } from './chain.ts';
import type { Database } from './database.ts';
import type { AccountRow } from './tables.ts';

/** The accounts of this database, by key. */
export const accounts = (database: Database): Promise<readonly AccountRow[]> =>
  database.run('read the accounts', (tables) => tables.account.findMany({ where: {}, orderBy: [{ key: 'asc' }] }));

/**
 * Records a new account. Throws StoreError `duplicate` when its key is taken, and `broken` where there is a log of that name already: its
 * account was lost.
 */
export async function createAccount(database: Database, account: AccountRow): Promise<void> {
  const { key } = account;
  const last = await lastRow(database, key);
  if (last !== undefined)
    throw new StoreError('broken', `${database.place.name} has ${last.seq} rows of ${key}, but the account itself is lost`);
  await database.transaction(`record the account ${key}`, (tables) => [tables.account.createMany({ data: [account] })]);
}
