import type { CandleColumns } from '../../src/core/market/candles.ts';
import { newColumns } from '../../src/core/market/columns.ts';
import { MINUTE, type Ms } from '../../src/core/time.ts';

/** mulberry32: uniform in [0, 1), the same sequence for the same seed on every machine. */
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

export type PathOptions = {
  readonly start?: Ms;
  readonly length?: Ms;
  readonly volume?: (i: number) => number;
  readonly wick?: number;
};

/** Candles that run through the given closes, each opening at the one before, with wicks of a fixed fraction of the price. */
export function candlesThrough(closes: readonly number[], options: PathOptions = {}): CandleColumns {
  const { start = Date.UTC(2024, 0, 1), length = MINUTE, volume = () => 100, wick = 0.0002 } = options;
  const columns = newColumns(closes.length);
  closes.forEach((close, i) => {
    const open = closes[i - 1] ?? close;
    columns.time[i] = start + i * length;
    columns.open[i] = open;
    columns.close[i] = close;
    columns.high[i] = Math.max(open, close) * (1 + wick);
    columns.low[i] = Math.min(open, close) * (1 - wick);
    columns.volume[i] = volume(i);
  });
  return columns;
}

/** A path through turning points `[bar, price]`, straight between them. */
export function zigzag(points: readonly (readonly [number, number])[]): readonly number[] {
  const path: number[] = [];
  points.forEach(([bar, price], k) => {
    const next = points[k + 1];
    if (next === undefined) {
      path.push(price);
      return;
    }
    for (let i = bar; i < next[0]; i++) path.push(price + ((next[1] - price) * (i - bar)) / (next[0] - bar));
  });
  return path;
}

/** A seeded random walk with trends, calm and jumps, of positive prices; volumes spike now and then. */
export function walk(n: number, seed: number, options: PathOptions = {}): CandleColumns {
  const random = uniform(seed);
  const closes: number[] = [];
  const volumes: number[] = [];
  let price = 100;
  let drift = 0;
  for (let i = 0; i < n; i++) {
    if (i % 97 === 0) drift = (random() - 0.5) * 0.004;
    const jump = random() < 0.004 ? (random() - 0.5) * 0.08 : 0;
    price *= 1 + drift + (random() + random() + random() - 1.5) * 0.008 + jump;
    closes.push(price);
    volumes.push(random() * 100 * (random() < 0.05 ? 4 : 1));
  }
  return candlesThrough(closes, { volume: (i) => volumes[i] ?? 0, wick: 0.002, ...options });
}

/** A second symbol whose log price is 0.5 + 0.8 x the first one's plus an AR(1) spread of coefficient 0.9: a cointegrated pair. */
export function tiedTo(other: CandleColumns, seed: number): CandleColumns {
  const random = uniform(seed);
  let spread = 0;
  const closes = [...other.close].map((close) => {
    spread = 0.9 * spread + (random() + random() + random() - 1.5) * 0.003;
    return Math.exp(0.5 + 0.8 * Math.log(close) + spread);
  });
  return candlesThrough(closes, { wick: 0.001 });
}
