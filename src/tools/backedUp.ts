import { StoreError } from '../core/facts/storeError.ts';
import { accounts } from '../store/accounts.ts';
import type { BackupManifest } from '../store/backupFile.ts';
import type { Head } from '../store/chain.ts';
import { type Database, openDatabase } from '../store/database.ts';
import { headsIn } from '../store/head.ts';
import type { AccountRow } from '../store/tables.ts';
import { soundnessOf } from './verify.ts';

/** The file of the rows in a backup. */
export const DATABASE_PART = 'countersign.db';

/** An account as it stands in a backup, with where its log ends and what waits in its journal. */
type BackedUp = AccountRow & BackupManifest['accounts'][number] & { readonly waiting: readonly Head[] };

export type Unpacked = {
  readonly accounts: readonly BackedUp[];
  /** Whether somebody's one-time codes are in it, sealed under a key that is not. */
  readonly hasCodes: boolean;
};

/**
 * Looks through a folder that holds the parts of a backup, every row of it, and gives what is in it; `also` may ask the database more
 * about each account. Throws StoreError `broken` that names `what` and the first fault.
 */
export async function lookThrough(
  folder: string,
  what: string,
  advice: string,
  also: (database: Database, account: BackedUp) => Promise<void> = async () => undefined,
): Promise<Unpacked> {
  const broken = (key: string, says: string): StoreError =>
    new StoreError('broken', `${what} is not whole: ${key}: ${says}`, { advice });
  const database = await openDatabase({ url: undefined, home: folder });
  try {
    const found: BackedUp[] = [];
    for (const account of await accounts(database)) {
      const sound = await soundnessOf(database, account.key, folder);
      if ('fault' in sound) throw broken(account.key, sound.fault);
      const backedUp = { ...account, ...sound.head, waiting: sound.waiting };
      await also(database, backedUp);
      found.push(backedUp);
    }
    for (const key of await headsIn(folder))
      if (!found.some((account) => account.key === key)) throw broken(key, 'its head is there, but its account is lost');
    const codes = await database.run('look for one-time codes', (tables) => tables.secondFactor.findMany({ where: {}, take: 1 }));
    return { accounts: found, hasCodes: codes.length > 0 };
  } finally {
    await database.close();
  }
}
