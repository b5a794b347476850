import type { Candle, CandleColumns } from '../../src/core/market/candles.ts';
import { copyOf } from '../../src/core/market/columns.ts';
import { resample } from '../../src/core/market/resample.ts';
import { createStudy } from '../../src/core/study/graph.ts';
import type { Study } from '../../src/core/study/plug.ts';
import { lengthOf, type Timeframe } from '../../src/core/time.ts';

/** Finest candles of one or more symbols, by symbol. */
export type Market = Readonly<Record<string, CandleColumns>>;

const candleAt = (columns: CandleColumns, i: number): Candle => ({
  time: columns.time[i] ?? Number.NaN,
  open: columns.open[i] ?? Number.NaN,
  high: columns.high[i] ?? Number.NaN,
  low: columns.low[i] ?? Number.NaN,
  close: columns.close[i] ?? Number.NaN,
  volume: columns.volume[i] ?? Number.NaN,
});

/** A study in which `ask` asks for what it wants before the first candle; all candles come at once. */
export function batch<T>(market: Market, timeframes: readonly Timeframe[], ask: (study: Study) => T): T {
  const study = createStudy();
  const asked = ask(study);
  for (const [symbol, columns] of Object.entries(market)) {
    for (const timeframe of timeframes) {
      const base = timeframes[0] ?? timeframe;
      study.bars(symbol, timeframe).append(timeframe === base ? columns : resample(columns, base, timeframe));
    }
  }
  study.advance();
  return asked;
}

/** The same, candle by candle as they close: all series of an instant, then one advance, then `at` that instant. */
export function stream<T>(
  market: Market,
  timeframes: readonly Timeframe[],
  ask: (study: Study) => T,
  atInstant: (asked: T, at: number) => void = () => undefined,
): T {
  const study = createStudy();
  const asked = ask(study);
  const base = timeframes[0] ?? '1m';
  const closing = new Map<number, (() => void)[]>();
  for (const [symbol, columns] of Object.entries(market)) {
    for (const timeframe of timeframes) {
      const own = timeframe === base ? columns : resample(columns, base, timeframe);
      for (let i = 0; i < own.time.length; i++) {
        const candle = candleAt(own, i);
        const at = candle.time + lengthOf(timeframe);
        const pushes = closing.get(at) ?? [];
        pushes.push(() => study.bars(symbol, timeframe).push(candle));
        closing.set(at, pushes);
      }
    }
  }
  for (const [at, pushes] of [...closing.entries()].sort(([a], [b]) => a - b)) {
    for (const push of pushes) push();
    study.advance();
    atInstant(asked, at);
  }
  return asked;
}

/** Other candles from row `from` on, of the same times. */
export function garbled(columns: CandleColumns, from: number): CandleColumns {
  const other = copyOf(columns);
  for (let i = from; i < other.time.length; i++) {
    const price = 50 + ((i * 7919) % 101);
    other.open[i] = price;
    other.high[i] = price * 1.03;
    other.low[i] = price * 0.96;
    other.close[i] = price * (i % 2 === 0 ? 1.02 : 0.97);
    other.volume[i] = (i * 31) % 977;
  }
  return other;
}
