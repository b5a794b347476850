import type { Database } from './database.ts';
import type { AccountRow } from './tables.ts';

/** The accounts of this database, by key. */
export const accounts = (database: Database): Promise<readonly AccountRow[]> =>
  database.run('read the accounts', (tables) => tables.account.findMany({ where: {}, orderBy: [{ key: 'asc' }] }));

/** Records a new account. Throws StoreError `duplicate` when its key is taken. */
export const createAccount = (database: Database, account: AccountRow): Promise<void> =>
  database.transaction(`record the account ${account.key}`, (tables) => [tables.account.createMany({ data: [account] })]);
