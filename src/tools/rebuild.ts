import type { Config } from '../config/config.ts';
import { InputError } from '../plugins/inputError.ts';
import { lastRow } from '../store/chain.ts';
import { hasDatabase, openDatabase } from '../store/database.ts';
import { lockWriter } from '../store/lock.ts';
import { forgetModels, openModels } from '../store/projections/models.ts';
import { rebuildNotes } from '../store/projections/rebuildNotes.ts';
import { noHome, ownAccounts } from './home.ts';

/**
 * Makes the read models of the home's accounts anew from its log, one printed line each. Killed in between, the next start goes on.
 * Throws StoreError, `in use` while a desk runs on the home, and InputError where there is none.
 */
export async function rebuildModels(config: Config, print: (line: string) => void): Promise<void> {
  const { home, databaseUrl: url, account } = config;
  if (!hasDatabase({ url, home })) throw new InputError(noHome(config));
  const lock = await lockWriter({ home, url, account, since: new Date().toISOString() });
  try {
    const database = await openDatabase({ url, home });
    try {
      const all = await ownAccounts(database, config);
      if (all.length === 0) print(`No account has been opened in ${home} yet`);
      for (const { key } of all) {
        const head = (await lastRow(database, key))?.seq ?? 0;
        await forgetModels(database, key);
        await openModels(database, key, head, rebuildNotes(print, Date.now));
        print(`${key}: the read models are made anew from ${head} rows`);
      }
    } finally {
      await database.close();
    }
  } finally {
    await lock.release();
  }
}
