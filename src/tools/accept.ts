import type { Config } from '../config/config.ts';
import type { EventOf } from '../core/facts/events.ts';
import { counted } from '../core/reply/format.ts';
import { TERMINAL } from '../core/state/people.ts';
import { InputError } from '../plugins/inputError.ts';
import { verifyLog } from '../store/audit.ts';
import { genesis, type Head, lastRow, rowAt } from '../store/chain.ts';
import { type Database, hasDatabase, openDatabase } from '../store/database.ts';
import { headFileOf, readHead, writeHead } from '../store/head.ts';
import { acquireLease } from '../store/lease.ts';
import { lockWriter } from '../store/lock.ts';
import { openLog } from '../store/log.ts';
import { followingHead, readSecondHead, unheardOf } from '../store/secondHead.ts';
import type { AccountRow } from '../store/tables.ts';
import { assertFollows, waitingFor } from '../store/waiting.ts';
import { noHome, ownAccounts } from './home.ts';

type Verdict = { readonly sound: boolean; readonly says: string };

/**
 * Goes on with each log of the home as it stands, where a head that was kept outside says that more of it, or something else, had been
 * written: an older backup that is meant. That is a row of the log. A log that does not hang together is not taken. One printed line an
 * account; resolves with the exit status. `channels` are those that alerts go to. Throws StoreError, `in use` while a desk runs on the home, and InputError where there is none.
 */
export async function acceptLogs(config: Config, print: (line: string) => void, channels: readonly string[]): Promise<number> {
  const { home, databaseUrl: url, account } = config;
  if (!hasDatabase({ url, home })) throw new InputError(noHome(config));
  const lock = await lockWriter({ home, url, account, since: new Date().toISOString() });
  let status = 0;
  try {
    const database = await openDatabase({ url, home });
    try {
      const all = await ownAccounts(database, config);
      if (all.length === 0) print(`No account has been opened in ${home} yet`);
      for (const one of all) {
        const { sound, says } = await accept(database, config, one, { print, channels });
        if (!sound) status = 1;
        print(`${one.key}: ${says}`);
      }
    } finally {
      await database.close();
    }
  } finally {
    await lock.release();
  }
  return status;
}

/** Whether a log, with what waits in its journal, holds the row that a head names. */
const holds = async (database: Database, account: string, waiting: readonly Head[], { seq, hash }: Head): Promise<boolean> =>
  (seq === 0 ? genesis(account) : (waiting.find((row) => row.seq === seq) ?? (await rowAt(database, account, seq))))?.hash ===
  hash;

async function accept(
  database: Database,
  { home, secondHeads }: Config,
  account: AccountRow,
  { print, channels }: { readonly print: (line: string) => void; readonly channels: readonly string[] },
): Promise<Verdict> {
  const { key, runIdentity } = account;
  const headFile = headFileOf(home, key);
  const result = await verifyLog(database, key, undefined);
  if (!result.ok) return { sound: false, says: `not accepted, row ${result.seq} ${result.fault}: ${result.says}` };
  const waiting = await waitingFor(database, key, headFile, result.head);
  await assertFollows(database, key, headFile, { ...result.head, snapshots: [], waiting });
  // One that is damaged says as little as one that is gone.
  const first = await readHead(headFile).catch(() => undefined);
  const { file, head: second } = await readSecondHead(secondHeads, account);
  const isLost = first === undefined && result.head.seq > 0;
  const strange = second === undefined ? 0 : unheardOf(second, waiting);
  const ahead: Head[] = [];
  for (const head of [first, second]) if (head !== undefined && !(await holds(database, key, waiting, head))) ahead.push(head);
  const [newest] = ahead.toSorted((a, b) => b.seq - a.seq);
  if (newest === undefined && !isLost && strange === 0)
    return { sound: true, says: `${result.head.seq} rows, and its heads agree: there is nothing to accept` };
  if (first === undefined || ahead.includes(first)) await writeHead(headFile, { ...result.head, snapshots: [] });
  const log = await openLog(database, key, {
    headFile,
    // What the journal tells of is owed to them.
    channels,
    lease: () => acquireLease(database, key, `pid ${process.pid}`),
    second: followingHead({
      file,
      head: undefined,
      account,
      home,
      database: database.place.name,
      now: Date.now,
      failed: (says) => print(`The second head of the log cannot be written: ${says}`),
    }),
  });
  // With what was in its journal.
  const to = { seq: log.head.seq, hash: log.head.hash };
  const from = newest ?? second;
  const event: EventOf<'logAccepted'> = {
    type: 'logAccepted',
    // A replay goes by the time of its market.
    at: runIdentity === '' ? Date.now() : Number((await lastRow(database, key))?.at ?? 0),
    who: TERMINAL,
    ...(from === undefined ? {} : { from: { seq: from.seq, hash: from.hash } }),
    to,
  };
  await log.append([{ step: null, event }]);
  await log.close();
  const had = from === undefined ? 'no head was left of it' : `row ${from.seq} had been written`;
  const taken = waiting.length === 0 ? '' : `, with ${counted(waiting.length, 'row')} of its journal`;
  return { sound: true, says: `accepted at row ${to.seq}${taken}, though ${had}; that is row ${log.head.seq} of its log` };
}
