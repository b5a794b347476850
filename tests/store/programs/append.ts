/**
 * Appends batches for ever and prints each acknowledged sequence number; killed by the test that started it.
 * Arguments: home folder, database URL or nothing.
 */
import { openDatabase } from '../../../src/store/database.ts';
import { headFileOf } from '../../../src/store/head.ts';
import { lockWriter } from '../../../src/store/lock.ts';
import { openLog } from '../../../src/store/log.ts';
import { alert, commands, entries, intent } from '../events.ts';

const [home = '', url] = process.argv.slice(2);
const account = 'a';
await lockWriter({ home, url, account, since: '2024-06-01T00:00:00Z' });
const log = await openLog(await openDatabase({ url, home }), account, {
  headFile: headFileOf(home, account),
  channels: ['terminal'],
});
for (;;) {
  const next = `${log.head.seq}`;
  await log.append([...commands(10), ...entries(alert(next, 'notice'), intent(next, '0', next))]);
  process.stdout.write(`${log.head.seq}\n`);
}
