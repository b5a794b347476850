import type { CandleColumns } from '../src/core/market/candles.ts';
import { newColumns } from '../src/core/market/columns.ts';
import { MINUTE } from '../src/core/time.ts';

/** Open of the walk's first candle. */
const START = Date.UTC(2023, 0, 1);
/** The last close of 500,000 candles with seed 42, by which a run knows that it measures the same data as every other. */
const LAST_CLOSE = 21279.87;

/** mulberry32: uniform in [0, 1), the same sequence for the same seed on every machine. */
function uniform(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const cents = (x: number): number => Math.round(x * 100) / 100;

/** The seeded random walk that every speed figure is measured on: one-minute candles. Throws when it is not the walk it should be. */
export function walk(rows = 500_000, seed = 42): CandleColumns {
  const random = uniform(seed);
  const columns = newColumns(rows);
  let price = 30_000;
  for (let i = 0; i < rows; i++) {
    const open = price;
    const shock = (random() + random() + random() + random() - 2) * 0.0012;
    const close = cents(open * (1 + shock));
    columns.time[i] = START + i * MINUTE;
    columns.open[i] = open;
    columns.high[i] = cents(Math.max(open, close) * (1 + random() * 0.0004));
    columns.low[i] = cents(Math.min(open, close) * (1 - random() * 0.0004));
    columns.close[i] = close;
    columns.volume[i] = cents(random() * 100);
    price = close;
  }
  if (rows === 500_000 && seed === 42 && price !== LAST_CLOSE)
    throw new Error(`the walk ends at ${price} instead of ${LAST_CLOSE}: this is other data`);
  return columns;
}
