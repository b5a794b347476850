import type { Config } from '../config/config.ts';
import { timeText } from '../core/time.ts';
import { lastRow } from '../store/chain.ts';
import type { Database } from '../store/database.ts';
import { followingHead, forgetReplays, lostFrom, readSecondHead, type SecondHead } from '../store/secondHead.ts';
import type { AccountRow } from '../store/tables.ts';

/**
 * The second head of the account that is opened, among those that its database has. `warn` is told what is wrong with it, and of what is
 * lost: nothing of that keeps the desk from starting. `note` is told that there is one now.
 */
export async function openSecondHead(given: {
  readonly config: Pick<Config, 'home' | 'secondHeads'>;
  readonly database: Database;
  readonly account: AccountRow;
  readonly accounts: readonly AccountRow[];
  readonly warn: (says: string) => void;
  readonly note: (says: string) => void;
}): Promise<SecondHead> {
  const { config, database, account, accounts, warn, note } = given;
  const { home, secondHeads: place } = config;
  const { name } = database.place;
  const isNew = (await lastRow(database, account.key)) === undefined;
  const { file, head, trouble, other } = await readSecondHead(place, account);
  if (isNew) await forgetReplays(place, name, accounts);
  if (trouble !== undefined) warn(`${trouble}; it is written anew. An older backup would not have been noticed`);
  else if (other !== undefined)
    warn(
      `${file} was the second head of ${other.account} in ${other.home}, up to row ${other.seq}, and is that of ${account.key} now`,
    );
  else if (head === undefined && !isNew)
    note(`There was no second head of the log: it is kept in ${file} from now on. An older backup would not have been noticed`);
  for (const lost of await lostFrom(place, name, accounts)) {
    if (lost.file === file) continue;
    const { account: key, seq, at } = lost.head;
    warn(`${key} had ${seq} rows here by ${timeText(at)} and is lost. If it was given up, remove ${lost.file}`);
  }
  return followingHead({
    file,
    head,
    account,
    home,
    database: name,
    now: Date.now,
    failed: (says) => warn(`the second head of the log cannot be written, an older backup will not be noticed: ${says}`),
  });
}
