import type { EventType } from '../src/core/facts/events.ts';
import { settingsSchema } from '../src/core/facts/settings.ts';
import type { CandleColumns, CandleSource } from '../src/core/market/candles.ts';
import { rowsOf } from '../src/core/market/columns.ts';
import { decimal } from '../src/core/money.ts';
import { HOUR, MINUTE } from '../src/core/time.ts';
import { recordedInstrument } from '../src/exchange/recordedInstrument.ts';
import { openCoreDesk } from './coreDesk.ts';
import { median, type Row, type Workload } from './measure.ts';
import { walk } from './walk.ts';

const ROWS = 200_000;
/** Candles before the first decision: what warms the 4h frame up. */
const WARM = 300 * 4 * HOUR;
const SYMBOL = 'BTC/USDT';
/** Times W1's limit loop takes for as many candles, at 60,000 candles/s on a machine where it runs 180 M/s. */
const GOAL = 3_000;
/** The same at 150,000 candles/s. */
const GOAL_TRADES = 1_200;
/** The walk trades little; a desk that takes a tenth of the volume would hardly be filled. */
const VOLUME = 100;

const TRADES: ReadonlySet<EventType> = new Set<EventType>(['positionOpened', 'fill', 'positionClosed']);

/** The candles of one symbol in memory, without a file or a check. */
function sourceOf(columns: CandleColumns): CandleSource {
  const start = columns.time[0] ?? 0;
  const instruments = [recordedInstrument(SYMBOL, [columns.close[0] ?? 1])];
  return {
    name: 'walk',
    instruments,
    timeframeOf: () => '1m',
    read: async (_symbol, from, to) => {
      const row = (at: number): number => Math.min(columns.time.length, Math.max(0, Math.ceil((at - start) / MINUTE)));
      return rowsOf(columns, row(from), row(to));
    },
    start,
    end: start + columns.time.length * MINUTE,
  };
}

/** Crossing averages with one position and a fee: the least that a backtest of these candles can cost. */
function limitLoop({ open, close }: CandleColumns, fast: number, slow: number): number {
  let [profit, entry, held, pending] = [0, 0, 0, 0];
  let [quick, calm] = [0, 0];
  let before = false;
  for (let i = 0; i < close.length; i++) {
    if (pending !== 0) {
      const price = open[i] ?? 0;
      profit -= 0.001 * price;
      if (pending > 0) entry = price;
      else profit += price - entry;
      held = pending > 0 ? 1 : 0;
      pending = 0;
    }
    quick += close[i] ?? 0;
    calm += close[i] ?? 0;
    if (i >= fast) quick -= close[i - fast] ?? 0;
    if (i >= slow) calm -= close[i - slow] ?? 0;
    if (i < slow - 1) continue;
    const above = quick * slow > calm * fast;
    if (i >= slow && above !== before && above === (held === 0)) pending = above ? 1 : -1;
    before = above;
  }
  return profit;
}

type Played = { readonly ms: number; readonly candles: number; readonly trades: string };

/** One run, with what its trades came to. */
async function play(columns: CandleColumns, wants: (kind: EventType) => boolean): Promise<Played> {
  const source = sourceOf(columns);
  const from = source.start + WARM;
  const desk = await openCoreDesk({ stretch: { source, symbols: [SYMBOL], from, to: source.end }, settings, wants });
  const began = process.threadCpuUsage();
  await desk.trader.start();
  await desk.clock.runUntil(source.end, new AbortController().signal);
  const { user, system } = process.threadCpuUsage(began);
  const { account } = desk.trader.desk.state();
  return {
    ms: (user + system) / 1000,
    candles: (source.end - from) / MINUTE,
    trades: `${account.closed.length} trades, balance ${decimal(account.balance)}`,
  };
}
const settings = settingsSchema.parse({ decisionTimeframe: '5m' });

async function run(): Promise<readonly Row[]> {
  const columns = walk(ROWS);
  const liquid = { ...columns, volume: columns.volume.map((volume) => volume * VOLUME) };
  const limits: number[] = [];
  const all: Played[] = [];
  const few: Played[] = [];
  for (let round = 0; round < 3; round++) {
    const began = performance.now();
    for (let k = 0; k < 5; k++) limitLoop(columns, 10, 30);
    limits.push((performance.now() - began) / 5 / ROWS);
    all.push(await play(liquid, () => true));
    few.push(await play(liquid, (kind) => TRADES.has(kind)));
  }
  const [told] = all;
  if (told === undefined || few.some(({ trades }) => trades !== told.trades))
    throw new Error('who wants fewer facts must get the same trades');
  const row = (what: string, runs: readonly Played[], goal: number): Row => {
    const ms = median(runs.map((run) => run.ms));
    const ratio = ms / told.candles / median(limits);
    return {
      what: `${what}: ${Math.round(told.candles / ms)} k candles/s, ${told.trades}`,
      ms,
      ratio,
      of: 'W1 limit loop',
      goal: `${goal} x`,
      met: ratio <= goal,
    };
  };
  return [
    row('core alone, full composite, one symbol of minutes, decisions at 5m, every fact wanted', all, GOAL),
    row('the same, trades wanted', few, GOAL_TRADES),
  ];
}

export const core = { name: 'core', run } satisfies Workload;
