import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Config, loadConfig } from '../../src/config/config.ts';
import { createAccount } from '../../src/store/accounts.ts';
import type { Database } from '../../src/store/database.ts';
import { headFileOf } from '../../src/store/head.ts';
import { openLog } from '../../src/store/log.ts';
import { followingHead, readSecondHead } from '../../src/store/secondHead.ts';
import type { Ground } from '../store/databases.ts';
import { alert, commands, entries, fill, intent } from '../store/events.ts';

export const KEY = 'replay/paper/main-one';

/** A state folder of a test's own; the caller removes it. */
export const freshState = (): { readonly state: string; remove(): void } => {
  const state = mkdtempSync(join(tmpdir(), 'countersign-state-'));
  return { state, remove: () => rmSync(state, { recursive: true, force: true }) };
};

export const configOf = ({ home, url }: Pick<Ground, 'home' | 'url'>, state: string): Config =>
  loadConfig({ COUNTERSIGN_HOME: home, XDG_STATE_HOME: state, ...(url === undefined ? {} : { DATABASE_URL: url }) });

/** An account of a replay with its log of 14 rows, from row 8 on of all kinds, and both of its heads. */
export async function fillHome(database: Database, config: Config, createdAt = '2024-06-01T00:00:00.000Z'): Promise<void> {
  const { home, secondHeads } = config;
  const account = { key: KEY, market: 'replay', mode: 'paper', name: 'main-one', createdAt, runIdentity: 'a run' };
  await createAccount(database, account);
  const { file, head } = await readSecondHead(secondHeads, account);
  const second = followingHead({
    file,
    head,
    account,
    home,
    database: database.place.name,
    now: () => Date.UTC(2024, 5, 2, 14, 30),
    failed: (says) => {
      throw new Error(says);
    },
  });
  const log = await openLog(database, KEY, { headFile: headFileOf(home, KEY), second, channels: ['terminal', 'telegram:1'] });
  await log.append(commands(7));
  await log.append(entries(intent('d1', '0', 'a'), intent('d2', '0', 'b'), fill('BTC/USDT', 't1'), fill('ETH/USDT', 't2')));
  await log.append([...entries(alert('1', 'critical'), alert('2', 'info')), ...commands(1, 8)]);
  await log.close();
}
