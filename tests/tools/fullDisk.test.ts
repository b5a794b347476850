import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Config } from '../../src/config/config.ts';
import { openDatabase } from '../../src/store/database.ts';
import { backupHome } from '../../src/tools/backup.ts';
import { runProcess } from '../support/processDesk.ts';
import { configOf, fillHome, freshState } from './auditedHome.ts';

let made: ReturnType<typeof freshState>;
let config: Config;
let to: string;
beforeEach(async () => {
  made = freshState();
  config = configOf({ home: join(made.state, 'home'), url: undefined }, made.state);
  to = join(made.state, 'backups');
  mkdirSync(to);
  const database = await openDatabase({ url: undefined, home: config.home });
  await fillHome(database, config);
  await database.close();
});
afterEach(() => made.remove());

test('a backup that finds no room names the disk it goes to, and leaves nothing there', async () => {
  const { status, errors } = await runProcess(['backup', '--to', to], config.home, { largestFile: 16 });
  expect([status, errors]).toEqual([
    1,
    `countersign: there is no room on the disk of ${to}. No backup was made. Free space there, or name another place with --to.\n`,
  ]);
  expect(readdirSync(to)).toEqual([]);
});

test('what is restored where there is no room names the disk of its home, and makes none', async () => {
  const file = join(to, 'b.tar');
  await backupHome({ to: file }, config, '0.1.0', 0, () => undefined);
  const home = join(made.state, 'restored');
  const { status, errors } = await runProcess(['restore', file, '--home', home], to, { largestFile: 16 });
  expect([status, errors]).toEqual([
    1,
    `countersign: there is no room on the disk of ${home}. Free space there, or name another folder with --home, and restore again.\n`,
  ]);
  expect(readdirSync(made.state)).not.toContain('restored');
});
