import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { settingsSchema } from '../../src/core/facts/settings.ts';
import { sma } from '../../src/core/indicators/sma.ts';
import type { CandleColumns, CandleSource } from '../../src/core/market/candles.ts';
import { COLUMN_NAMES, newColumns } from '../../src/core/market/columns.ts';
import type { Strategy } from '../../src/core/study/plug.ts';
import { DAY, HOUR, MINUTE, type Ms } from '../../src/core/time.ts';
import { BUILT_IN } from '../support/builtInMarket.ts';
import { type DeskOptions, openDesk } from '../support/memoryDesk.ts';
import { accountRows, eventsOf, memoryLog } from '../support/memoryLog.ts';

/** A multiple of 32 days, at which studies of 5m candles begin anew. */
const ANCHOR = 617 * 32 * DAY;
const symbols = ['SOL/USDT', 'DOGE/USDT', 'ETH/USDT:USDT'];

/** A strategy that needs more candles than a study is given by itself, and never loses sight of its first one. */
const patient = {
  name: 'patient',
  version: 1,
  about: 'Buys below the mean of everything it has seen and of 400 candles.',
  source: 'test',
  params: z.object({}),
  fields: ['score', 'confidence'],
  warmup: () => 399,
  memory: () => Number.POSITIVE_INFINITY,
  start(_p, use, bars, out) {
    const mean = use(sma, { period: 400 }).value;
    let sum = 0;
    const advance = (from: number, to: number): void => {
      for (let i = from; i < to; i++) {
        sum += bars.close.at(i);
        const fair = (mean.at(i) + sum / (i + 1)) / 2;
        out.score.set(i, Math.tanh((50 * (fair - bars.close.at(i))) / fair));
        out.confidence.set(i, Number.isNaN(fair) ? Number.NaN : 1);
      }
    };
    return { advance, explain: () => [] };
  },
} satisfies Strategy<Record<string, never>>;

/** Candles are missing around the anchor, the one that opens at it among them, and where the reading of the longer ones begins. */
const isHole = (time: Ms): boolean =>
  (time >= ANCHOR - 10 * MINUTE && time < ANCHOR + 10 * MINUTE) || ((time / MINUTE / 5) % 7 === 0 && time < ANCHOR - 3 * DAY);

function holed(source: CandleSource): CandleSource {
  const without = (columns: CandleColumns): CandleColumns => {
    const rows = [...columns.time.keys()].filter((row) => !isHole(columns.time[row] ?? 0));
    const left = newColumns(rows.length);
    for (const name of COLUMN_NAMES) rows.forEach((row, i) => (left[name][i] = columns[name][row] ?? 0));
    return left;
  };
  return { ...source, faulty: () => [], read: async (symbol, from, to) => without(await source.read(symbol, from, to)) };
}

const market = BUILT_IN;
const story = (source: CandleSource): Omit<DeskOptions, 'log'> => ({
  source,
  symbols,
  from: ANCHOR - 26 * HOUR,
  to: ANCHOR + 3 * HOUR,
  settings: settingsSchema.parse({ timeframes: ['5m', '15m'], decisionTimeframe: '5m' }),
  own: [patient],
});

describe.each([
  ['a market with every candle', market],
  ['a market with holes', holed(market)],
])('on %s', (_name, source) => {
  test('a desk stopped at any instant and started again does what one does that never stopped', async () => {
    const options = story(source);
    const whole = await openDesk(options);
    await whole.play();
    const firstBar = (of: typeof whole): readonly Ms[] =>
      symbols.map((symbol) => {
        const bars = of.trader.desk.market.bars(symbol, '15m');
        return bars === undefined ? 0 : bars.time.at(bars.first);
      });
    // As many candles as the longest warm-up asks for.
    expect(firstBar(whole)).toEqual(symbols.map(() => ANCHOR - 400 * 15 * MINUTE));
    const after = eventsOf(whole.rows(), 'instant').filter(({ at, best }) => at > ANCHOR && best.length > 0);
    expect(after.length).toBeGreaterThan(30);
    for (const minutes of [-120, -5, 0, 3, 5, 15, 120]) {
      const left = whole.rows().findIndex(({ event }) => event.at > ANCHOR + minutes * MINUTE);
      const second = await openDesk({ ...options, log: memoryLog(whole.rows().slice(0, left)) });
      await second.play();
      expect(accountRows(second.rows()), `stopped ${minutes} minutes after`).toEqual(accountRows(whole.rows()));
      expect(firstBar(second)).toEqual(firstBar(whole));
    }
  });
});
