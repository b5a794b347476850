import type { Config } from '../config/config.ts';
import { accounts } from '../store/accounts.ts';
import { verifyLog } from '../store/audit.ts';
import { headFileOf, readHead } from '../store/head.ts';
import { readSnapshots } from '../store/snapshots.ts';
import { noHome, openHome } from './home.ts';
import { snapshotCheck } from './snapshotCheck.ts';

/**
 * Walks the audit chain of every account from its first row, and holds its snapshots against what the rows add up to; one printed
 * line each. Resolves with the exit status: 0 when all are whole, 1 otherwise, also where there is no home. Throws StoreError where the database cannot be read.
 */
export async function verifyAudit(config: Config, print: (line: string) => void): Promise<number> {
  const database = await openHome(config);
  if (database === undefined) {
    print(noHome(config));
    return 1;
  }
  let broken = 0;
  try {
    const all = await accounts(database);
    if (all.length === 0) print(`No account has been opened in ${config.home} yet`);
    for (const { key } of all) {
      const head = await readHead(headFileOf(config.home, key));
      const check = snapshotCheck(await readSnapshots(database, key, head?.snapshots ?? []));
      const result = await verifyLog(database, key, head, check.take);
      if (result.ok && check.wrong !== undefined) {
        broken++;
        print(`${key}: the rows are as they were written, but the snapshot at row ${check.wrong} is not what they add up to`);
      } else if (result.ok) {
        const witness = head === undefined ? '; no head is kept outside the database, a cut-off end would not show' : '';
        print(`${key}: ${result.head.seq} rows, each as it was written${witness}`);
      } else {
        broken++;
        print(`${key}: row ${result.seq} ${result.fault}: ${result.says}`);
      }
    }
  } finally {
    await database.close();
  }
  return broken === 0 ? 0 : 1;
}
