import type { Config } from '../config/config.ts';
import { timeText } from '../core/time.ts';
import { accounts } from '../store/accounts.ts';
import { verifyLog } from '../store/audit.ts';
import { besideCheck } from '../store/beside.ts';
import type { Head } from '../store/chain.ts';
import type { Database } from '../store/database.ts';
import { placeOf } from '../store/driver.ts';
import { headFileOf, headsIn, readHead } from '../store/head.ts';
import type { StoredRow } from '../store/rows.ts';
import { lackOf, lostFrom, readSecondHead, unheardOf } from '../store/secondHead.ts';
import { readSnapshots } from '../store/snapshots.ts';
import type { AccountRow } from '../store/tables.ts';
import { waitingFor } from '../store/waiting.ts';
import { noHome, openHome } from './home.ts';
import { snapshotCheck } from './snapshotCheck.ts';

type Verdict = { readonly whole: boolean; readonly says: string };

/** An account that a head kept outside of the database knows, and the database does not. */
type Lost = { readonly key: string; readonly where: string };

/**
 * Walks the audit chain of every account from its first row, and holds its snapshots against what the rows add up to, its intents, fills
 * and deliveries against the rows that tell of them, and the whole of it against the second head; one printed line each. An account is
 * every one that the database or a head kept outside of it knows. Resolves with the exit status: 0 when all are whole, 1 otherwise,
 * also where there is no home. Throws StoreError where the database cannot be read.
 */
export async function verifyAudit(config: Config, print: (line: string) => void): Promise<number> {
  const database = await openHome(config);
  if (database === undefined) {
    const lost = await lostAccounts(config, []);
    if (lost.length === 0) print(noHome(config));
    for (const { key, where } of lost) print(`${key}: ${where}, but the database is gone`);
    return 1;
  }
  let whole = true;
  try {
    const known = await accounts(database);
    const lost = await lostAccounts(config, known);
    if (known.length + lost.length === 0) print(`No account has been opened in ${config.home} yet`);
    for (const account of known) {
      const verdict = await verify(database, account, config);
      whole &&= verdict.whole;
      print(`${account.key}: ${verdict.says}`);
    }
    for (const { key, where } of lost) {
      whole = false;
      print(`${key}: ${where}, but the database does not know the account`);
    }
  } finally {
    await database.close();
  }
  return whole ? 0 : 1;
}

/** Accounts that are not among those that the database has: of the heads in the home, then those that only a second head remembers. */
export async function lostAccounts(
  { home, databaseUrl, secondHeads }: Config,
  known: readonly AccountRow[],
): Promise<readonly Lost[]> {
  const inHome = (await headsIn(home)).filter((key) => !known.some((account) => account.key === key));
  const second = await lostFrom(secondHeads, placeOf(databaseUrl, home).name, known);
  return [
    ...inHome.map((key) => ({ key, where: `its head is kept in ${home}` })),
    ...second
      .filter(({ head }) => !inHome.includes(head.account))
      .map(({ file, head }) => ({
        key: head.account,
        where: `row ${head.seq} had been written by ${timeText(head.at)} (${file}; remove it if the account was given up)`,
      })),
  ];
}

/** What is wrong with an account's log, its snapshots or what stands beside it, by the head in its home; else where it ends, and what waits. */
export type LogSoundness = { readonly fault: string } | { readonly head: Head; readonly waiting: readonly StoredRow[] };

/** Looks at every row of an account, without its second head. Throws StoreError. */
export async function soundnessOf(database: Database, key: string, home: string): Promise<LogSoundness> {
  const file = headFileOf(home, key);
  const head = await readHead(file);
  const snapshots = snapshotCheck(await readSnapshots(database, key, head?.snapshots ?? []));
  const beside = besideCheck();
  const result = await verifyLog(database, key, head, (row) => {
    snapshots.take(row);
    beside.take(row);
  });
  if (!result.ok) return { fault: `row ${result.seq} ${result.fault}: ${result.says}` };
  if (snapshots.wrong !== undefined)
    return { fault: `the rows are as they were written, but the snapshot at row ${snapshots.wrong} is not what they add up to` };
  const { seq } = result.head;
  const fault = await beside.end(database, key, seq);
  if (fault !== undefined)
    return { fault: `the rows are as they were written, but beside them one is ${fault.fault}: ${fault.says}` };
  if (head === undefined && seq > 0)
    return { fault: `${seq} rows hang together, but the head kept outside is gone (${file}): a cut-off end would not show` };
  return { head: result.head, waiting: await waitingFor(database, key, file, result.head) };
}

async function verify(database: Database, account: AccountRow, { home, secondHeads }: Config): Promise<Verdict> {
  const second = await readSecondHead(secondHeads, account);
  const broken = (says: string): Verdict => ({ whole: false, says });
  const sound = await soundnessOf(database, account.key, home);
  if ('fault' in sound) return broken(sound.fault);
  const { waiting } = sound;
  const { seq } = sound.head;
  if (second.trouble !== undefined) return broken(`${seq} rows, each as it was written, but ${second.trouble}`);
  const rows = `${seq} rows${waiting.length === 0 ? '' : `, and ${waiting.length} that wait in their journal`}, each as it was written`;
  if (second.head === undefined) return { whole: true, says: `${rows}; no second head is kept of them` };
  const lack = await lackOf(database, sound.head, second.head, waiting);
  if (lack !== undefined) return broken(`an older backup, or a copy that went on: ${lack} (${second.file})`);
  const strange = unheardOf(second.head, waiting);
  if (strange > 0)
    return broken(`${rows}, but the second head has not heard of ${strange} of those in the journal (${second.file})`);
  return { whole: true, says: rows };
}
