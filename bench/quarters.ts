import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
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
/** Market seconds a second: no quicker than that the chats are sent what is due, as they are when a desk runs for months. */
const SPEED = 20_000;
/** How often it is looked at what is held, ms. */
const LOOK = 1_000;
const GOAL_MB = 350;
/** A share of what was held after the first stretch. */
const GOAL_GROWTH = 0.1;
/** The one who speaks with the desk on Telegram, and gets its alerts. */
const ANA = 11;

const instant = z.object({ type: z.literal('instant'), at: z.number() });
const heapTold = z.object({ type: z.literal('heap'), bytes: z.number() });
const MB = 2 ** 20;

/** What of a process's memory nobody else has, such as the code of the same program, KiB; all of it where the system does not tell. */
function ownOf(pid: number, resident: number): number {
  try {
    const text = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
    return [...text.matchAll(/^Private_(?:Clean|Dirty):\s+(\d+)/gm)].reduce((sum, [, kibibytes]) => sum + Number(kibibytes), 0);
  } catch {
    return resident;
  }
}

/** What a process and those that it has started hold together, MiB: what they share counts once. */
function heldBy(desk: number | undefined): number {
  const { stdout } = spawnSync('ps', ['-A', '-o', 'pid=,ppid=,rss='], { encoding: 'utf8' });
  const own = stdout
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number))
    .filter(([pid, parent]) => pid === desk || parent === desk);
  const held = own.map(([pid = 0, , resident = 0]) => {
    const alone = ownOf(pid, resident);
    return { alone, shared: Math.max(0, resident - alone) };
  });
  return (held.reduce((sum, { alone }) => sum + alone, 0) + Math.max(0, ...held.map(({ shared }) => shared))) / 1024;
}

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
      join(import.meta.dirname, 'chatMemoryChild.mjs'),
      resolve(import.meta.dirname, '../bin/countersign.mjs'),
      'start',
      '--json',
      '--daemon',
      '--speed',
      String(SPEED),
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
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const ended = once(child, 'close');
  const heaps: number[] = [];
  let most = 0;
  const look = (): number => {
    const held = heldBy(child.pid);
    most = Math.max(most, held);
    return held;
  };
  const looking = setInterval(look, LOOK);
  try {
    let asked = 0;
    for await (const line of createInterface({ input: child.stdout })) {
      if (line.startsWith('{"type":"heap"')) {
        heaps.push(heapTold.parse(JSON.parse(line)).bytes / MB);
        const sent = [telegram.messages(ANA).length, discord.channels().find(({ id }) => id === channel)?.messages.length ?? 0];
        process.stderr.write(
          `day ${heaps.length * STRETCH}: ${look().toFixed(0)} MB, at most ${most.toFixed(0)} MB so far; heap ${heaps.at(-1)?.toFixed(1)} MB; messages ${sent.join(' and ')}\n`,
        );
      }
      if (!line.startsWith('{"type":"instant"')) continue;
      const { at } = instant.parse(JSON.parse(line));
      if (at < SYNTHETIC_FROM + (asked + 1) * STRETCH * DAY - DAY / 24) continue;
      asked += 1;
      child.kill('SIGUSR2');
    }
    const [status] = await ended;
    if (status !== 0) throw new Error(`the desk ended with ${String(status)}`);
  } finally {
    clearInterval(looking);
    child.kill('SIGKILL');
    await Promise.all([telegram.close(), discord.close()]);
    rmSync(home, { recursive: true, force: true });
  }
  const [first, last] = [heaps[0], heaps.at(-1)];
  if (first === undefined || last === undefined) throw new Error('the desk played no stretch to its end');
  return [
    {
      what: `${DAYS} market days with Telegram and Discord: at most ${most.toFixed(0)} MB with the process that draws; heap ${first.toFixed(1)} MB after ${STRETCH} days, ${last.toFixed(1)} MB at the end`,
      ms: performance.now() - began,
      ratio: last / first,
      of: `day ${STRETCH}`,
      goal: `${GOAL_MB} MB, within ${GOAL_GROWTH * 100} %`,
      met: most <= GOAL_MB && last / first <= 1 + GOAL_GROWTH,
    },
  ];
}

/** Whether a desk that runs for three quarters of a year, with both chats, grows. */
export const quarters = { name: 'quarters', run } satisfies Workload;
