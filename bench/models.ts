import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { equityPicture } from '../src/commands/cards/equityPicture.ts';
import type { DeskEvent } from '../src/core/facts/events.ts';
import type { Receipt } from '../src/core/facts/receipt.ts';
import { decimal, fromNumber } from '../src/core/money.ts';
import { numberText } from '../src/core/reply/format.ts';
import { DAY, HOUR, iso, type Ms } from '../src/core/time.ts';
import { chance } from '../src/exchange/seeded.ts';
import { openDatabase } from '../src/store/database.ts';
import { headFileOf } from '../src/store/head.ts';
import { type Log, openLog } from '../src/store/log.ts';
import { flat, hour, START, stillSettings, written } from '../tests/support/market.ts';
import { openDesk } from '../tests/support/memoryDesk.ts';
import { memoryLog } from '../tests/support/memoryLog.ts';
import { median, type Row, type Workload } from './measure.ts';

const YEARS = 5;
const HOURS = YEARS * 365 * 24;
/** 300 trades a month. */
const HOURS_A_TRADE = (30 * 24) / 300;
const FOUR_YEARS_BACK: Ms = START - 4 * 365 * DAY;
const SYMBOLS = Array.from({ length: 8 }, (_, i) => `${'ABCDEFGH'[i] ?? ''}AA/USDT:USDT`);
const STRATEGIES = ['momentum', 'mean reversion', 'divergence', 'pairs'];
/** Played on the desk itself, after the five years. */
const PLAYED = 6;

const ANSWER_MS = 50;
const BLOCKED_MS = 10;
const ROUNDS = 9;
const WARMUPS = 3;

const receipt = (symbol: string, at: Ms): Receipt => ({
  symbol,
  at,
  timeframe: '1h',
  price: 100,
  sources: STRATEGIES.map((name) => ({
    group: 'strategies',
    name,
    score: 0.4,
    confidence: 0.7,
    weight: 0.25,
    contribution: 0.1,
    says: ['the fast average lies above the slow one', 'volume is twice its average'],
  })),
  score: 0.4,
  confidence: 0.7,
  alignment: { value: 1, frames: [{ timeframe: '1h', score: 0.4 }] },
  opportunity: 0.5,
  absent: [],
  gates: ['score', 'confidence', 'spread', 'volume'].map((name) => ({
    name,
    value: 1,
    threshold: 0.5,
    pass: true,
    says: `${name} is enough`,
  })),
  risk: [],
});

/** One trade: its signal and decision, what was sent and filled, and its end some hours later. */
function tradeEvents(position: number, at: Ms, profit: number): readonly DeskEvent[] {
  const symbol = SYMBOLS[position % SYMBOLS.length] ?? '';
  const strategy = STRATEGIES[position % STRATEGIES.length] ?? '';
  const decision = `d${position}`;
  const base = { at, symbol, position } as const;
  const order = { at, symbol, clientId: `c${position}`, says: '' } as const;
  return [
    { type: 'signal', at, symbol, side: 'buy', decision, receipt: receipt(symbol, at) },
    { type: 'decision', at, decision, symbol, outcome: 'entered', why: '' },
    { type: 'order', ...order, purpose: 'entry', status: 'filled', filled: '1' },
    {
      type: 'fill',
      ...base,
      clientId: `c${position}`,
      tradeId: `t${position}`,
      purpose: 'entry',
      side: 'buy',
      price: '100.25',
      quantity: '1.5',
      fee: '0.1',
      liquidity: 'maker',
    },
    {
      type: 'positionOpened',
      ...base,
      direction: 'long',
      decision,
      leg: 0,
      paired: false,
      strategy,
      score: 0.4,
      confidence: 0.7,
      quantity: '1.5',
      price: '100.25',
      stop: '98',
      targets: [],
      leverage: 1,
    },
    {
      type: 'positionClosed',
      ...base,
      at: at + HOUR,
      direction: 'long',
      strategy,
      why: profit > 0 ? 'target' : 'stop',
      quantity: '1.5',
      entry: '100.25',
      exit: '101.5',
      profit: decimal(fromNumber(profit)),
      fees: '0.2',
      r: profit / 20,
      openedAt: at,
    },
  ];
}

/** Appends five years that end where the desk begins. Gives the number of trades and what they made. */
async function writeYears(log: Log): Promise<{ readonly trades: number; readonly net: number }> {
  const { normal } = chance(1, 'models');
  const from = START - HOURS * HOUR;
  let events: DeskEvent[] = [{ type: 'funded', at: from, amount: '100000', why: 'capital' }];
  let equity = 100_000;
  let trades = 0;
  let net = 0;
  for (let i = 0; i < HOURS; i++) {
    const at = from + i * HOUR;
    equity += 5 * normal();
    events.push({ type: 'instant', at, symbols: 8, equity: decimal(fromNumber(equity)), best: [], blocked: {}, missing: [] });
    if (Math.floor(i / HOURS_A_TRADE) === trades && i < HOURS - 2) {
      trades += 1;
      const profit = Math.round(2_000 * normal()) / 100;
      net += profit;
      events.push(...tradeEvents(trades, at, profit));
    }
    if (events.length > 3_000) {
      await log.append(events.map((event) => ({ step: null, event })));
      events = [];
    }
  }
  // The desk decides by itself at its own instants; what was recorded of one is what /why tells.
  for (let i = 0; i <= PLAYED; i++)
    for (const symbol of SYMBOLS)
      events.push({ type: 'signal', at: hour(i), symbol, side: 'buy', decision: 'x', receipt: receipt(symbol, hour(i)) });
  await log.append(events.map((event) => ({ step: null, event })));
  return { trades, net };
}

/** A desk at work whose log is that of five years, without their candles. */
async function deskOn(log: Log) {
  const desk = await openDesk({
    source: written(Object.fromEntries(SYMBOLS.map((symbol) => [symbol, flat(24)]))),
    from: START,
    to: hour(24),
    settings: stillSettings(),
    log: { ...memoryLog(), history: log.history, queries: log.queries },
  });
  await desk.play(hour(PLAYED));
  return desk;
}

type Timed = { readonly ms: number; readonly blocked: number };

/** How late a timer of 1 ms comes at most while the work is done, ms: for so long nothing else could run. */
async function longestWait(work: () => Promise<unknown>): Promise<number> {
  let last = performance.now();
  let longest = 0;
  const timer = setInterval(() => {
    const now = performance.now();
    longest = Math.max(longest, now - last - 1);
    last = now;
  }, 1);
  await work();
  // What was done last has held up the timer too.
  await setTimeout(2);
  clearInterval(timer);
  return longest;
}

/** How long an answer takes, and for how long at a stretch nothing else could run. */
async function timed(work: () => Promise<unknown>): Promise<Timed> {
  const times: number[] = [];
  const waits: number[] = [];
  for (let round = -WARMUPS; round < ROUNDS; round++) {
    const began = performance.now();
    await work();
    const took = performance.now() - began;
    const wait = await longestWait(work);
    if (round < 0) continue;
    times.push(took);
    waits.push(wait);
  }
  return { ms: median(times), blocked: median(waits) };
}

async function run(): Promise<readonly Row[]> {
  const home = mkdtempSync(join(tmpdir(), 'countersign-bench-'));
  const database = await openDatabase({ home });
  try {
    const key = 'bench/paper/main';
    const log = await openLog(database, key, { headFile: headFileOf(home, key), channels: [] });
    const { trades, net } = await writeYears(log);
    const desk = await deskOn(log);
    const { desk: read } = desk.trader;
    const told = (await desk.type('/profit all')).reply.title;
    if (!told.includes(`${numberText(trades, 0)} closed`))
      throw new Error(`/profit says ${told}, there were ${trades} trades that made ${net}`);
    const recalled = await desk.type(`/why AAA-PERP ${iso(FOUR_YEARS_BACK)}`);
    if (recalled.outcome !== 'ok') throw new Error(`/why of four years back says ${recalled.reply.title}`);
    const works: readonly (readonly [what: string, work: () => Promise<unknown>])[] = [
      ...['/profit all', '/profit year symbol', '/profit month', '/trades 50', '/position 7', '/strategy', '/why AAA-PERP'].map(
        (line) => [line, () => desk.type(line)] as const,
      ),
      [`/why AAA-PERP ${iso(FOUR_YEARS_BACK)}`, () => desk.type(`/why AAA-PERP ${iso(FOUR_YEARS_BACK)}`)],
      ['an equity picture of five years', () => equityPicture(read, { title: '', from: 0, to: START })],
      [
        'the picture of a weekly report',
        () => equityPicture(read, { title: '', from: START - 700 * DAY, to: START - 693 * DAY }),
      ],
      ['the newest 100 fills of a symbol', () => read.history({ types: ['fill'], symbol: SYMBOLS[3] ?? '', limit: 100 })],
    ];
    const rows: Row[] = [];
    for (const [what, work] of works) {
      const { ms, blocked } = await timed(work);
      rows.push({
        what: `${what} over ${YEARS} years, ${trades} trades; others waited ${blocked.toFixed(1)} ms`,
        ms,
        goal: `${ANSWER_MS} ms, ${BLOCKED_MS} ms`,
        met: ms <= ANSWER_MS && blocked <= BLOCKED_MS,
      });
    }
    return rows;
  } finally {
    await database.close();
    rmSync(home, { recursive: true, force: true });
  }
}

/** How soon questions about years are answered, and whether anybody waits meanwhile. */
export const models = { name: 'models', run } satisfies Workload;
