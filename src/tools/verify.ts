import type { Config } from '../config/config.ts';
import { accounts } from '../store/accounts.ts';
import { verifyLog } from '../store/audit.ts';
import { besideCheck } from '../store/beside.ts';
import type { Database } from '../store/database.ts';
import { headFileOf, headsIn, readHead } from '../store/head.ts';
import { readSnapshots } from '../store/snapshots.ts';
import { noHome, openHome } from './home.ts';
import { snapshotCheck } from './snapshotCheck.ts';

type Verdict = { readonly whole: boolean; readonly says: string };

/**
 * Walks the audit chain of every account from its first row, and holds its snapshots against what the rows add up to, and its intents,
 * fills and deliveries against the rows that tell of them; one printed line each. An account is every one that the database or a head kept outside of it knows. Resolves with the exit status: 0 when all
 * are whole, 1 otherwise, also where there is no home. Throws StoreError where the database cannot be read.
 */
export async function verifyAudit(config: Config, print: (line: string) => void): Promise<number> {
  const heads = await headsIn(config.home);
  const database = await openHome(config);
  if (database === undefined) {
    if (heads.length === 0) print(noHome(config));
    for (const key of heads) print(`${key}: its head is kept in ${config.home}, but the database is gone`);
    return 1;
  }
  let whole = true;
  try {
    const known = (await accounts(database)).map(({ key }) => key);
    const lost = heads.filter((key) => !known.includes(key));
    if (known.length + lost.length === 0) print(`No account has been opened in ${config.home} yet`);
    for (const key of known) {
      const verdict = await verify(database, key, config.home);
      whole &&= verdict.whole;
      print(`${key}: ${verdict.says}`);
    }
    for (const key of lost) {
      whole = false;
      print(`${key}: its head is kept in ${config.home}, but the database does not know the account`);
    }
  } finally {
    await database.close();
  }
  return whole ? 0 : 1;
}

async function verify(database: Database, key: string, home: string): Promise<Verdict> {
  const file = headFileOf(home, key);
  const head = await readHead(file);
  const snapshots = snapshotCheck(await readSnapshots(database, key, head?.snapshots ?? []));
  const beside = besideCheck();
  const result = await verifyLog(database, key, head, (row) => {
    snapshots.take(row);
    beside.take(row);
  });
  if (!result.ok) return { whole: false, says: `row ${result.seq} ${result.fault}: ${result.says}` };
  if (snapshots.wrong !== undefined)
    return {
      whole: false,
      says: `the rows are as they were written, but the snapshot at row ${snapshots.wrong} is not what they add up to`,
    };
  const { seq } = result.head;
  const fault = await beside.end(database, key, seq);
  if (fault !== undefined)
    return { whole: false, says: `the rows are as they were written, but beside them one is ${fault.fault}: ${fault.says}` };
  if (head === undefined && seq > 0)
    return {
      whole: false,
      says: `${seq} rows hang together, but the head kept outside is gone (${file}): a cut-off end would not show`,
    };
  return { whole: true, says: `${seq} rows, each as it was written` };
}
