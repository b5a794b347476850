import { settingsSchema } from '../../src/core/facts/settings.ts';
import type { CandleColumns, CandleSource } from '../../src/core/market/candles.ts';
import { joinColumns } from '../../src/core/market/columns.ts';
import { HOUR, type Ms } from '../../src/core/time.ts';
import { type Bar, bars, scriptedSource } from './scriptedSource.ts';

/** When the written part of a test's market begins; before it lie quiet bars that warm the study up. */
export const START: Ms = Date.UTC(2024, 2, 4);
const QUIET = 260;
const PRICE = 100;

/** Hourly bars in which nothing happens: a little up, a little down, so that averages and ranges have a value. */
function quiet(count: number): CandleColumns {
  const list: Bar[] = [];
  for (let i = 0; i < count; i++) list.push({ close: PRICE + (i % 2 === 0 ? 0.1 : 0), high: PRICE + 0.2, low: PRICE - 0.2 });
  return bars(START - count * HOUR, '1h', PRICE, list);
}

/** A market whose hourly bars from START on are written by the test, after quiet ones that end at 100. */
export const written = (series: Readonly<Record<string, readonly (Bar | undefined)[]>>, history = QUIET): CandleSource =>
  scriptedSource(
    '1h',
    Object.fromEntries(
      Object.entries(series).map(([symbol, list]) => [symbol, joinColumns([quiet(history), bars(START, '1h', PRICE, list)])]),
    ),
  );

/** Bars that stay around 100. */
export const flat = (count: number): readonly Bar[] => Array.from({ length: count }, () => ({ high: 100.3, low: 99.7 }));

/** The same with so little volume that of each bar only 10 units can be ours. */
export const thin = (count: number): readonly Bar[] => flat(count).map((bar) => ({ ...bar, volume: 100 }));

/** Settings for a written market: nothing enters by itself, nothing moves or closes but what the test asks for. */
export const stillSettings = (
  values: { readonly [K in 'risk' | 'exits' | 'execution' | 'signal' | 'universe']?: Readonly<Record<string, unknown>> } = {},
) =>
  settingsSchema.parse({
    timeframes: ['1h'],
    decisionTimeframe: '1h',
    signal: { score: 1, ...values.signal },
    universe: { maxVolatility: 1, ...values.universe },
    risk: { maxCorrelation: 1, ...values.risk },
    exits: { trailing: false, dynamicTarget: false, breakEvenAt: 0, confidenceDecay: 0, ...values.exits },
    execution: { ...values.execution },
  });

/** The moment at which that many written bars have closed. */
export const hour = (count: number): Ms => START + count * HOUR;
