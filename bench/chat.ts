import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Chat, Outgoing } from '../src/bots/chat.ts';
import { createCodes } from '../src/bots/codes.ts';
import { renderOutgoing } from '../src/bots/discord/render.ts';
import { createFrontDesk } from '../src/bots/frontDesk.ts';
import { createGate } from '../src/bots/gate.ts';
import { createRouter } from '../src/bots/router.ts';
import { createStepUp } from '../src/bots/stepUp.ts';
import { createTaps } from '../src/bots/taps.ts';
import { render } from '../src/bots/telegram/render.ts';
import { COMMANDS } from '../src/commands/list.ts';
import { readConfig } from '../src/config/config.ts';
import { standingOf } from '../src/core/state/standing.ts';
import { accountKey } from '../src/core/trader/ids.ts';
import { openReplayVenue } from '../src/replay/venue.ts';
import { createAccount } from '../src/store/accounts.ts';
import { openDatabase } from '../src/store/database.ts';
import { headFileOf } from '../src/store/head.ts';
import { openLog } from '../src/store/log.ts';
import { openLogs } from '../src/store/logs.ts';
import { openSecondFactors } from '../src/store/secondFactors.ts';
import { median, type Row, type Workload } from './measure.ts';

const ROUNDS = 400;
const ACCOUNT = 'telegram:1';

/** A platform whose network costs nothing: what goes out is rendered as on both. */
function renderedChat(): Chat {
  const draw = (outgoing: Outgoing): void => {
    render(outgoing, () => 'you');
    renderOutgoing(outgoing);
  };
  let sent = 0;
  return {
    platform: 'telegram',
    start: async () => undefined,
    stop: async () => undefined,
    health: () => ({ state: 'ok', says: '' }),
    strip: async () => undefined,
    remove: async () => true,
    async edit(_place, _message, outgoing) {
      draw(outgoing);
    },
    async send(_place, outgoing) {
      draw(outgoing);
      return String((sent += 1));
    },
  };
}

/** A desk on the synthetic market with its database on the disk, and the front desk before it. */
async function open(home: string) {
  const config = readConfig({ COUNTERSIGN_HOME: home });
  const database = await openDatabase({ url: undefined, home });
  const venue = await openReplayVenue({ json: false, daemon: true, again: false, speed: 'max' });
  const { account, digest } = venue.identity(config, new Set(), '');
  const key = accountKey(account);
  await createAccount(database, { key, ...account, createdAt: '', runIdentity: digest });
  const log = await openLog(database, key, { headFile: headFileOf(home, key), channels: [] });
  const clock = Date.now;
  const codes = createCodes({ clock, random: randomBytes });
  const logs = openLogs({
    folder: join(home, 'logs'),
    level: 'error',
    redactor: { text: (text) => text, value: (value) => value },
  });
  const run = await venue.open(config, {
    version: '0',
    account,
    log,
    logs,
    standing: standingOf([], true),
    own: { strategies: [], rules: [] },
    oneTimeCodes: createStepUp({ store: openSecondFactors(database, key, home), clock, random: randomBytes }),
    linkCode: codes.issue,
    configured: async () => config.settings,
    health: async () => [],
    note: () => undefined,
    stop: new AbortController().signal,
  });
  const { trader } = run;
  const { desk } = trader;
  await trader.start();
  await run.clock.runUntil(run.clock.now(), new AbortController().signal);
  const at = desk.now();
  await trader.admit(() => [
    { type: 'person', at, person: 'p1', name: 'Ana', role: 'admin', who: 'bench' },
    { type: 'linked', at, person: 'p1', account: ACCOUNT, on: true, who: 'bench' },
  ]);
  const router = createRouter({ commands: COMMANDS, desk, logger: logs.logger, mask: (text) => text });
  const front = createFrontDesk({
    desk,
    commands: COMMANDS,
    taps: createTaps({ token: () => randomBytes(16).toString('base64url'), now: clock }),
    logger: logs.logger,
    now: clock,
    gate: createGate({
      state: () => desk.state(),
      record: trader.admit,
      now: () => desk.now(),
      clock,
      codes: { pairing: codes, links: codes },
      factors: desk.oneTimeCodes,
    }),
    answer: (line, who, way) => trader.command(() => router.answer(line, who, way)),
    draw: () => Promise.reject(new Error('no pictures here')),
    leftovers: { shown: () => Promise.resolve(), offered: () => Promise.resolve() },
  });
  const chat = renderedChat();
  let update = 0;
  /** How long a line takes from its update to the rendered reply, ms. */
  const time = async (line: string): Promise<number> => {
    const began = performance.now();
    await front.hear(chat, {
      update: `b${(update += 1)}`,
      from: ACCOUNT,
      name: 'Ana',
      place: ACCOUNT,
      private: true,
      message: '1',
      at: clock(),
      said: { kind: 'line', line },
      secondhand: false,
    });
    return performance.now() - began;
  };
  const close = async (): Promise<void> => {
    await run.halt();
    await log.close();
    logs.close();
    await venue.close();
    await database.close();
  };
  return { desk, run, time, close };
}

const share = (times: readonly number[], part: number): number =>
  times.toSorted((a, b) => a - b)[Math.floor(part * times.length)] ?? Number.NaN;

async function timesOf(time: (line: string) => Promise<number>, lines: readonly string[], rounds: number): Promise<number[]> {
  const times: number[] = [];
  for (let i = 0; i < rounds; i++) times.push(await time(lines[i % lines.length] ?? ''));
  return times;
}

async function run(): Promise<readonly Row[]> {
  const home = mkdtempSync(join(tmpdir(), 'countersign-bench-'));
  mkdirSync(home, { recursive: true });
  const opened = await open(home);
  const { desk, time } = opened;
  try {
    await timesOf(time, ['/status', '/positions'], 100);
    const reading = await timesOf(time, ['/status', '/positions'], ROUNDS);
    const before = desk.state().pause;
    const writing = await timesOf(time, ['/pause', '/resume'], ROUNDS);
    if (before !== undefined || desk.state().pause !== undefined) throw new Error('the pauses were not carried out in turn');
    const stop = new AbortController();
    const playing = opened.run.clock.runUntil(Number.POSITIVE_INFINITY, stop.signal);
    const busy = await timesOf(time, ['/status', '/watch BTC'], ROUNDS);
    stop.abort();
    await playing;
    const p99 = share(busy, 0.99);
    return [
      {
        what: 'update to rendered reply, a command that reads, p50',
        ms: median(reading),
        goal: '0.2 ms',
        met: median(reading) <= 0.2,
      },
      { what: 'the same with a durable write, p50', ms: median(writing), goal: '5 ms', met: median(writing) <= 5 },
      { what: 'both while a replay runs at full speed in the same process, p99', ms: p99, goal: '50 ms', met: p99 < 50 },
    ];
  } finally {
    await opened.close();
    rmSync(home, { recursive: true, force: true });
  }
}

export const chat: Workload = { name: 'chat', run };
