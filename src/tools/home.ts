import { stat } from 'node:fs/promises';
import type { Config } from '../config/config.ts';
import { accounts } from '../store/accounts.ts';
import { type Database, hasDatabase, openDatabase } from '../store/database.ts';
import { headFileOf } from '../store/head.ts';
import type { AccountRow } from '../store/tables.ts';

/** What a tool says of a folder in which no desk has been. */
export const noHome = ({ home }: Config): string => `There is no home in ${home}: nothing was read, and nothing was made`;

/** The database of a home that is there, for those who only read; undefined where there is none. Throws StoreError. */
export async function openHome({ databaseUrl: url, home }: Config): Promise<Database | undefined> {
  return hasDatabase({ url, home }) ? openDatabase({ url, home }) : undefined;
}

/** Whether an account of this name is one that this configuration locks; others in the same database have locks of their own. */
export const isOwn = (name: string, { account }: Pick<Config, 'account'>): boolean =>
  name === account || name.startsWith(`${account}-`);

/** The accounts that this configuration locks. */
export const ownAccounts = async (database: Database, config: Config): Promise<readonly AccountRow[]> =>
  (await accounts(database)).filter(({ name }) => isOwn(name, config));

/** When an account was written last, ms; 0 where that cannot be told. */
const usedAt = async ({ key }: AccountRow, home: string): Promise<number> =>
  (await stat(headFileOf(home, key)).catch(() => undefined))?.mtimeMs ?? 0;

/** The account that this configuration would go on with: that of its exchange, else of the replay that was played last. */
export async function deskOf(all: readonly AccountRow[], { exchange, account, home }: Config): Promise<AccountRow | undefined> {
  if (exchange !== undefined) return all.find(({ market, name }) => market === exchange && name === account);
  const used = await Promise.all(all.map(async (row) => ({ row, at: await usedAt(row, home) })));
  return used.toSorted((a, b) => b.at - a.at)[0]?.row;
}
