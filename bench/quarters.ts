import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { DAY, iso } from '../src/core/time.ts';
import { SYNTHETIC_FROM } from '../src/exchange/synthetic.ts';
import { openDiscordServer } from '../tests/chats/discordServer.ts';
import { openTelegramServer } from '../tests/chats/telegramServer.ts';
import { nodeFlags } from './child.ts';
import type { Row, Workload } from './measure.ts';

/** Market days; `BENCH_DAYS` for a shorter look. */
const DAYS = Number(process.env['BENCH_DAYS'] ?? 270);
const STRETCH = 30;
const GOAL_MB = 350;
/** A share of what was held after the first stretch. */
const GOAL_GROWTH = 0.1;
/** The one who speaks with the desk on Telegram, and gets its alerts. */
const ANA = 11;

const memory = z.object({ rss: z.number(), heap: z.number() });
const instant = z.object({ type: z.literal('instant'), at: z.number() });
const MB = 2 ** 20;

async function run(): Promise<readonly Row[]> {
  const home = mkdtempSync(join(tmpdir(), 'countersign-bench-'));
  const telegram = await openTelegramServer({ now: Date.now });
  const discord = await openDiscordServer({ now: Date.now });
  telegram.addChat({ id: ANA, kind: 'private', title: 'Ana' });
  const channel = discord.addChannel('alerts');
  const began = performance.now();
  const child = spawn(
    process.execPath,
    [
      ...nodeFlags,
      '--import',
      join(import.meta.dirname, 'chatMemoryChild.ts'),
      resolve(import.meta.dirname, '../bin/countersign.mjs'),
      'start',
      '--json',
      '--daemon',
      '--speed',
      'max',
      '--authority',
      'auto',
      '--to',
      iso(SYNTHETIC_FROM + DAYS * DAY),
    ],
    {
      cwd: home,
      env: {
        PATH: process.env['PATH'],
        HOME: process.env['HOME'],
        XDG_STATE_HOME: home,
        COUNTERSIGN_HOME: home,
        TELEGRAM_TOKEN: telegram.token,
        TELEGRAM_API_ROOT: telegram.apiRoot,
        TELEGRAM_ADMIN_ID: String(ANA),
        TELEGRAM_CHAT_ID: String(ANA),
        DISCORD_TOKEN: discord.token,
        DISCORD_API_ROOT: discord.apiRoot,
        DISCORD_GUILD_ID: discord.guild,
        DISCORD_CHANNEL_ID: channel,
      },
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    },
  );
  const ended = once(child, 'close');
  const held: z.infer<typeof memory>[] = [];
  try {
    if (child.stdout === null) throw new TypeError('a child without pipes');
    for await (const line of createInterface({ input: child.stdout })) {
      if (!line.startsWith('{"type":"instant"')) continue;
      const { at } = instant.parse(JSON.parse(line));
      if (at < SYNTHETIC_FROM + (held.length + 1) * STRETCH * DAY - DAY / 24) continue;
      child.send('memory');
      const [told] = await once(child, 'message');
      const { rss, heap } = memory.parse(told);
      held.push({ rss, heap });
      const sent = [telegram.messages(ANA).length, discord.channels().find(({ id }) => id === channel)?.messages.length ?? 0];
      process.stderr.write(
        `day ${held.length * STRETCH}: ${(rss / MB).toFixed(0)} MB, heap ${(heap / MB).toFixed(1)} MB; messages ${sent.join(' and ')}\n`,
      );
    }
    const [status] = await ended;
    if (status !== 0) throw new Error(`the desk ended with ${String(status)}`);
  } finally {
    child.kill('SIGKILL');
    await Promise.all([telegram.close(), discord.close()]);
    rmSync(home, { recursive: true, force: true });
  }
  const [first, last] = [held[0], held.at(-1)];
  if (first === undefined || last === undefined) throw new Error('the desk played no stretch to its end');
  const most = Math.max(...held.map(({ rss }) => rss)) / MB;
  return [
    {
      what: `${DAYS} market days with Telegram and Discord: at most ${most.toFixed(0)} MB; heap ${(first.heap / MB).toFixed(1)} MB after ${STRETCH} days, ${(last.heap / MB).toFixed(1)} MB at the end`,
      ms: performance.now() - began,
      ratio: last.heap / first.heap,
      of: `day ${STRETCH}`,
      goal: `${GOAL_MB} MB, within ${GOAL_GROWTH * 100} %`,
      met: most <= GOAL_MB && last.heap / first.heap <= 1 + GOAL_GROWTH,
    },
  ];
}

/** Whether a desk that runs for three quarters of a year, with both chats, grows. */
export const quarters = { name: 'quarters', run } satisfies Workload;
