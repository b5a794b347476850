import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { readConfig } from '../../src/config/config.ts';
import type { DeskEvent } from '../../src/core/facts/events.ts';
import { HOUR } from '../../src/core/time.ts';
import { createAccount } from '../../src/store/accounts.ts';
import { headFileOf } from '../../src/store/head.ts';
import { openLog } from '../../src/store/log.ts';
import { runCheck } from '../../src/tools/check.ts';
import { openDiscordServer } from '../chats/discordServer.ts';
import { openTelegramServer } from '../chats/telegramServer.ts';
import { type Ground, places } from '../store/databases.ts';

let ground: Ground;
let stays: Readonly<Record<string, string>>;

beforeEach(async () => {
  const [place] = places;
  if (place === undefined) throw new Error('there is no database');
  ground = await place.make();
  stays = { COUNTERSIGN_HOME: ground.home, XDG_STATE_HOME: ground.home };
});
afterEach(() => ground.clear());

async function check(environment: Readonly<Record<string, string>>, json = false) {
  const lines: string[] = [];
  const config = readConfig({ ...stays, ...environment });
  const status = await runCheck({ json, offline: false }, config, (line) => lines.push(line));
  return { status, text: lines.join('\n') };
}

/** What was printed of one component. */
const part = (text: string, name: string): string => new RegExp(`^\\S ${name} .*(\\n .*)*`, 'm').exec(text)?.[0] ?? '';

async function bothPlatforms() {
  const telegram = await openTelegramServer({ now: Date.now });
  const discord = await openDiscordServer();
  onTestFinished(async () => {
    await Promise.all([telegram.close(), discord.close()]);
  });
  telegram.addChat({ id: -500, kind: 'group', title: 'Desk\u001b[2J' });
  const environment = {
    TELEGRAM_TOKEN: telegram.token,
    TELEGRAM_API_ROOT: telegram.apiRoot,
    TELEGRAM_CHAT_ID: '-500',
    TELEGRAM_ADMIN_ID: '11',
    DISCORD_TOKEN: discord.token,
    DISCORD_API_ROOT: discord.apiRoot,
    DISCORD_GUILD_ID: discord.guild,
    DISCORD_CHANNEL_ID: discord.addChannel('desk'),
  };
  return { telegram, discord, environment };
}

async function keep(market: string, ...events: readonly DeskEvent[]): Promise<void> {
  const database = await ground.open();
  const key = `${market}/paper/main`;
  await createAccount(database, { key, market, mode: 'paper', name: 'main', createdAt: '2026-11-21', runIdentity: '' });
  const log = await openLog(database, key, { headFile: headFileOf(ground.home, key), channels: [] });
  await log.append(events.map((event) => ({ step: null, event })));
  await log.close();
  await database.close();
}

describe('check', () => {
  test('says that a platform without a token is off', async () => {
    const { status, text } = await check({});
    expect(status).toBe(0);
    expect(text).toContain('✓ telegram       off: TELEGRAM_TOKEN is not set');
    expect(text).toContain('✓ discord        off: DISCORD_TOKEN is not set');
    expect(text).toContain('✓ strangers      nobody who is not on the list has written to a bot');
  });

  test('tries both platforms, and nothing in a title steers the terminal', async () => {
    const { environment } = await bothPlatforms();
    const { status, text } = await check(environment);
    expect(status).toBe(0);
    expect(part(text, 'telegram').split('\n')).toEqual([
      '✓ telegram       @desk_bot answers',
      '                 ✓ alerts go to the group Desk [2J, -500',
      expect.stringContaining('· privacy mode is on'),
      '                 · it can be added to groups',
      '                 ✓ telegram:11 becomes admin when the desk starts',
    ]);
    expect(part(text, 'discord').split('\n')).toEqual([
      '✓ discord        countersign answers in the server Traders',
      expect.stringContaining('✓ alerts go to #desk'),
      expect.stringContaining('· no commands yet'),
      expect.stringContaining('· no privileged intents'),
      '                 · no admin here yet',
      expect.stringContaining('The admin on the other platform sends /link there'),
    ]);
  });

  test('fails where one thing of a platform fails; JSON has every part', async () => {
    const { environment, telegram } = await bothPlatforms();
    telegram.bar(-500, 'closed');
    const { status, text } = await check(environment);
    expect(status).toBe(1);
    expect(text).toContain(
      '✗ telegram       @desk_bot answers, but:\n                 ✗ writing to Desk [2J, -500, is not possible',
    );
    const { components } = z
      .object({ ok: z.literal(false), components: z.array(z.looseObject({ name: z.string(), state: z.string() })) })
      .parse(JSON.parse((await check(environment, true)).text));
    expect(components.find(({ name }) => name === 'telegram')).toMatchObject({
      state: 'failed',
      says: '@desk_bot answers',
      more: expect.arrayContaining([{ state: 'failed', says: expect.stringContaining('the bot may not write there') }]),
    });
    expect(components.find(({ name }) => name === 'discord')).toMatchObject({ state: 'ok' });
  });

  test('a wrong token is named and not printed', async () => {
    const { environment } = await bothPlatforms();
    const tokens = { TELEGRAM_TOKEN: '1:canary', DISCORD_TOKEN: 'canary' };
    const { status, text } = await check({ ...environment, ...tokens });
    expect(status).toBe(1);
    expect(part(text, 'telegram')).toMatch(/^✗ telegram {7}TELEGRAM_TOKEN is wrong or was revoked.*$/);
    expect(part(text, 'discord')).toMatch(/^✗ discord {8}DISCORD_TOKEN is not valid.*$/);
    expect(text).not.toContain('canary');
  });

  test('without anybody configured it tells how the first admin pairs', async () => {
    const { environment } = await bothPlatforms();
    const { TELEGRAM_ADMIN_ID: _, ...nobody } = environment;
    const { text } = await check(nobody);
    for (const platform of ['telegram', 'discord']) expect(part(text, platform)).toMatch(/no admin here yet\n.*\/pair CODE/);
  });

  const at = Date.now();
  const joined: readonly DeskEvent[] = [
    { type: 'person', at, person: 'p1', name: 'Ana', role: 'admin', who: 'terminal' },
    { type: 'linked', at, person: 'p1', account: 'telegram:11', on: true, who: 'terminal' },
  ];
  const ignored = (account: string, name: string, ago: number, why: 'stranger' | 'secondhand' = 'stranger'): DeskEvent => ({
    type: 'ignored',
    at: at - ago,
    account,
    name,
    why,
    count: 1,
  });
  const knocks = [
    ignored('telegram:11', 'Ana', 9 * HOUR),
    ignored('telegram:12345', 'Robert', 5 * HOUR),
    ignored('telegram:77', 'Carl', 4 * HOUR),
    ignored('discord:others', 'others', 3 * HOUR),
    ignored('telegram:12345', 'Bob', 2 * HOUR),
    ignored('discord:8', '', HOUR, 'secondhand'),
    ignored('discord:9', '', HOUR),
    ...joined,
  ];

  test('names the admins on the list', async () => {
    await keep('synthetic', ...joined);
    const { environment } = await bothPlatforms();
    const { text } = await check(environment);
    expect(part(text, 'telegram')).toContain('✓ admin: Ana telegram:11');
  });

  test('shows who wrote and is not on the list, newest first; a replay’s clock tells no age', async () => {
    await keep('synthetic', ...knocks);
    expect(part((await check({})).text, 'strangers').split('\n')).toEqual([
      '✓ strangers      discord:9; add with /users add discord:9 NAME ROLE',
      '                 · telegram:12345 Bob; add with /users add telegram:12345 NAME ROLE',
      '                 · telegram:77 Carl; add with /users add telegram:77 NAME ROLE',
    ]);
  });

  test('on an exchange it says how long ago, for the desk of that exchange', async () => {
    await keep('nowhere', ...knocks);
    await keep('synthetic', ignored('telegram:5', 'Mallory', 0));
    const { status, text } = await check({ EXCHANGE: 'nowhere' });
    // There is no such exchange, which is the one thing that fails.
    expect(status).toBe(1);
    expect(part(text, 'strangers')).toContain('· telegram:12345 Bob, 2 h ago; add with /users add telegram:12345 NAME ROLE');
    expect(text).not.toContain('Mallory');
  });
});

test('a home whose database is gone fails by what its head tells', async () => {
  expect(part((await check({})).text, 'audit')).toContain('nothing to verify yet');
  await keep('replay');
  rmSync(join(ground.home, 'countersign.db'));
  const { status, text } = await check({});
  expect(status).toBe(1);
  expect(part(text, 'audit')).toMatch(/^✗ audit .*replay\/paper\/main: its head is kept in .*, but the database is gone/);
});
