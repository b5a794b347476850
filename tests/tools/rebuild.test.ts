import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Config } from '../../src/config/config.ts';
import { readConfig } from '../../src/config/config.ts';
import type { EventOf } from '../../src/core/facts/events.ts';
import { createAccount } from '../../src/store/accounts.ts';
import { headFileOf } from '../../src/store/head.ts';
import { lockWriter } from '../../src/store/lock.ts';
import { openLog } from '../../src/store/log.ts';
import { rebuildModels } from '../../src/tools/rebuild.ts';
import { START } from '../core/state/story.ts';
import { type Ground, places } from '../store/databases.ts';
import { entries } from '../store/events.ts';

const KEY = 'binance/paper/main';

const closed: EventOf<'positionClosed'> = {
  type: 'positionClosed',
  at: START,
  position: 7,
  symbol: 'SOL/USDT',
  direction: 'long',
  strategy: 'momentum',
  why: 'target',
  quantity: '1',
  entry: '100',
  exit: '114.25',
  profit: '14.25',
  fees: '0',
  r: 1.5,
  openedAt: START - 1,
};

describe.each(places)('models rebuild on $name', (place) => {
  let ground: Ground;
  let config: Config;
  const symbols = async () => {
    const raw = await ground.raw();
    const rows = await raw.rows('SELECT "symbol" FROM "trade"');
    await raw.close();
    return rows.flat();
  };
  const rebuilt = async (): Promise<readonly string[]> => {
    const lines: string[] = [];
    await rebuildModels(config, (line) => lines.push(line));
    return lines;
  };

  beforeEach(async () => {
    ground = await place.make();
    config = readConfig({
      COUNTERSIGN_HOME: ground.home,
      ...(ground.url === undefined ? {} : { DATABASE_URL: ground.url }),
    });
    const database = await ground.open();
    await createAccount(database, { key: KEY, market: 'binance', mode: 'paper', name: 'main', createdAt: '', runIdentity: '' });
    const log = await openLog(database, KEY, { headFile: headFileOf(ground.home, KEY), channels: [] });
    await log.append(entries(closed));
    await log.close();
    await database.close();
    const raw = await ground.raw();
    await raw.script(`UPDATE "trade" SET "symbol" = 'WRONG'`);
    await raw.close();
  });
  afterEach(() => ground.clear());

  test('puts right what was changed, from the log', async () => {
    expect(await symbols()).toEqual(['WRONG']);
    expect(await rebuilt()).toEqual([`${KEY}: the read models are made anew from 1 rows`]);
    expect(await symbols()).toEqual(['SOL/USDT']);
  });

  test('waits for no desk that runs on the home: it is refused', async () => {
    const lock = await lockWriter({ home: ground.home, url: ground.url, account: 'main', since: '2026-11-30' });
    await expect(rebuilt()).rejects.toMatchObject({ kind: 'in use' });
    await lock.release();
    expect(await symbols()).toEqual(['WRONG']);
  });
});
