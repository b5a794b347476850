import type { CandleColumns } from '../../market/candles.ts';
import { newColumns } from '../../market/columns.ts';
import { MINUTE } from '../../time.ts';

const FIVE_MINUTES = 5 * MINUTE;

/** Uniform in [0, 1), the same sequence for the same seed on every machine (mulberry32). */
export function uniform(seed: number): () => number {
  let s = seed >>> 0;
  return () => {
    s = (s + 0x6d2b79f5) >>> 0;
    let t = s;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

type Row = { readonly close: number; readonly wick: number; readonly volume: number };

/** Five-minute candles from 2024-01-01 that go from close to close, each with wicks of a fraction of its price. */
function candles(rows: number, row: (i: number, before: number) => Row): CandleColumns {
  const columns = newColumns(rows);
  let before = Number.NaN;
  for (let i = 0; i < rows; i++) {
    const { close, wick, volume } = row(i, before);
    const open = i === 0 ? close : before;
    columns.time[i] = Date.UTC(2024, 0, 1) + i * FIVE_MINUTES;
    columns.open[i] = open;
    columns.high[i] = Math.max(open, close) * (1 + wick);
    columns.low[i] = Math.min(open, close) * (1 - wick);
    columns.close[i] = close;
    columns.volume[i] = volume;
    before = close;
  }
  return columns;
}

/** A seeded market with trends, calm, jumps and bursts of volume. */
export function lively(rows: number, seed: number): CandleColumns {
  const random = uniform(seed);
  let drift = 0;
  return candles(rows, (i, before) => {
    if (i % 97 === 0) drift = (random() - 0.5) * 0.004;
    const jump = random() < 0.004 ? (random() - 0.5) * 0.08 : 0;
    const start = 100 + 900 * random();
    const close = (i === 0 ? start : before) * (1 + drift + (random() + random() + random() - 1.5) * 0.008 + jump);
    return { close, wick: 0.004 * random(), volume: 1 + 100 * random() * (random() < 0.05 ? 4 : 1) };
  });
}

/** Another symbol that keeps near this one, so that the two make a pair. What keeps them apart follows from the time alone. */
export function tiedTo(other: CandleColumns): CandleColumns {
  const tied = candles(other.time.length, (i) => {
    const step = (other.time[i] ?? 0) / FIVE_MINUTES;
    const apart = 0.01 * Math.sin(step / 5) + 0.004 * uniform(step)();
    return { close: 0.05 * (other.close[i] ?? 1) * (1 + apart), wick: 0.002, volume: 50 };
  });
  tied.time.set(other.time);
  return tied;
}

/** The same candles up to row `from`, and others of the same times after it. */
export function garbledFrom(columns: CandleColumns, from: number, seed: number): CandleColumns {
  const garbled = lively(columns.time.length, seed);
  garbled.time.set(columns.time);
  for (const name of ['open', 'high', 'low', 'close', 'volume'] as const) garbled[name].set(columns[name].subarray(0, from));
  return garbled;
}

/** A market that only falls, to a thousandth of a thousandth of where it began. */
export const falling = (rows: number): CandleColumns =>
  candles(rows, (i) => ({ close: 1000 * 0.99 ** (i % 1_400), wick: 0.0002, volume: 100 }));

/** Markets at the edge of what there is; a plug-in need not know what to say of them, but must not fall over. */
export const ODD_MARKETS: Readonly<Record<string, (rows: number) => CandleColumns>> = {
  'a market at rest': (rows) => candles(rows, () => ({ close: 42.1, wick: 0, volume: 42.1 })),
  'a market without volume': (rows) => {
    const columns = lively(rows, 3);
    columns.volume.fill(0);
    return columns;
  },
  'huge prices': (rows) => candles(rows, (i) => ({ close: 1e12 * (1 + (i % 17) / 100), wick: 0.001, volume: 1e9 })),
  'tiny prices': (rows) => candles(rows, (i) => ({ close: 1e-9 * (1 + (i % 13) / 100), wick: 0.001, volume: 1e-6 })),
  'an endless rise': (rows) => candles(rows, (i) => ({ close: 100 * 1.01 ** (i % 2_000), wick: 0.0002, volume: 100 })),
  'candles that miss numbers': (rows) => {
    const columns = lively(rows, 5);
    for (let i = 60; i < rows; i += 131)
      for (const name of ['open', 'high', 'low', 'close', 'volume'] as const) columns[name][i] = Number.NaN;
    return columns;
  },
  'candles with holes between them': (rows) => {
    const columns = lively(rows, 13);
    for (let i = 0; i < rows; i++) columns.time[i] = (columns.time[i] ?? 0) + Math.floor(i / 83) * 7 * FIVE_MINUTES;
    return columns;
  },
  'one candle': () => lively(1, 9),
};
