import type { CandleColumns } from '../../../src/core/market/candles.ts';
import { newColumns } from '../../../src/core/market/columns.ts';
import { HOUR } from '../../../src/core/time.ts';

/** Prices begin here, and turn back once they are BAND away. */
const MIDDLE = 5000;
const BAND = 1000;
/** Candles between two stories: as many as the averages hold, and one. */
const BETWEEN = 11;

/** A candle as open, high, low and close; in a story counted from where it begins. */
type Drawn = readonly [open: number, high: number, low: number, close: number];

const body = (open: number, close: number): Drawn => [open, Math.max(open, close), Math.min(open, close), close];

/** Patterns that chance alone would draw a few times in a million candles, each in one of its two directions. */
const STORIES: readonly (readonly Drawn[])[] = [
  // Two crows, and with an upside gap.
  [body(0, 12), body(18, 14), body(17, 6)],
  [body(0, 12), body(16, 14), body(18, 13)],
  // Crows: three black, three identical.
  [body(0, 8), body(7, 1), body(4, -4), body(0, -9)],
  [body(0, -6), body(-6, -12), body(-12, -18)],
  // Three stars in the south.
  [
    [0, 0, -24, -10],
    [-8, -8, -18, -14],
    [-12, -12, -14, -14],
  ],
  // Breakaway.
  [body(0, -12), body(-15, -18), [-19, -16, -21, -20], [-20, -18, -25, -24], body(-24, -13)],
  // Concealing baby swallow.
  [body(0, -10), body(-11, -20), [-22, -17, -26, -26], body(-16, -30)],
  // Counterattack, kicking.
  [body(0, -12), body(-24, -12)],
  [body(0, -10), body(3, 14)],
  // Mat hold, rising three methods.
  [body(0, 12), body(17, 15), body(14, 11), body(12, 9), body(10, 20)],
  [body(0, 12), body(17, 15), body(16, 11), body(13, 11), body(12, 18)],
  [body(0, 14), body(12, 10), body(10, 8), body(8, 5), body(7, 17)],
  // Ladder bottom, three-line strike.
  [body(0, -4), body(-2, -7), body(-5, -10), [-8, -5, -12, -12], body(-6, 0)],
  [body(0, 6), body(4, 10), body(8, 14), body(16, -2)],
  // Unique three river, stick sandwich.
  [[0, 0, -13, -12], [-4, -4, -16, -8], body(-15, -13)],
  [body(0, -6), body(-4, 2), body(3, -6)],
  // Abandoned baby, tasuki gap.
  [body(0, -12), [-16, -15, -17, -16], body(-13, -3)],
  [body(0, 6), body(9, 15), body(13, 7)],
  // Advance block, stalled pattern.
  [body(0, 12), [10, 20, 10, 19], [17, 26, 17, 23]],
  [body(0, 12), body(8, 20), body(19, 21)],
  // Modified hikkake, and the candle that confirms it.
  [
    [0, 10, -10, 0],
    [5, 8, -8, -7],
    [1, 4, -4, 2],
    [0, 2, -6, -3],
    [0, 8, -1, 6],
  ],
];

/**
 * Seeded candles of a market that gaps at every open and often trades in one direction only, with stories in it that are bent a
 * little, so that about as many just miss their pattern. Prices are whole numbers: ties are frequent, and every sum is exact,
 * whoever adds it up and in whatever order.
 */
export function gappyCandles(rows: number, seed: number): CandleColumns {
  let state = seed >>> 0;
  const random = (below: number): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  const oneOf = (...numbers: readonly number[]): number => numbers[random(numbers.length)] ?? 0;
  const candles: Drawn[] = [];
  let close = MIDDLE;
  let direction = 1;
  const add = (open: number, high: number, low: number, end: number): void => {
    candles.push([open, Math.max(high, open, end), Math.min(low, open, end), end]);
    close = end;
  };
  const drift = (): void => {
    if (random(4) === 0) direction = -direction;
    if (Math.abs(close - MIDDLE) > BAND) direction = close > MIDDLE ? -1 : 1;
    const open = close + (random(6) === 0 ? random(41) - 20 : random(9) - 4);
    const end = open + direction * oneOf(0, 1, 2, 3, 4, 9, 15);
    add(open, Math.max(open, end) + oneOf(0, 0, 0, 1, 4, 12), Math.min(open, end) - oneOf(0, 0, 0, 1, 4, 12), end);
  };
  const tell = (story: readonly Drawn[]): void => {
    const base = close;
    const side = oneOf(-1, 1);
    const bent = (price: number): number =>
      base + side * price + oneOf(0, 0, 0, 0, 0, 0, 0, 0, 0, 1, -1, oneOf(-12, -8, -3, -2, 2, 3, 8, 12));
    for (const [open, high, low, end] of story) {
      // Now and then the other colour.
      const [from, to] = random(16) === 0 ? [end, open] : [open, end];
      add(bent(from), bent(side > 0 ? high : low), bent(side > 0 ? low : high), bent(to));
    }
  };
  while (candles.length < rows) {
    for (let n = 0; n < BETWEEN; n++) drift();
    tell(STORIES[random(STORIES.length)] ?? []);
  }
  const columns = newColumns(rows);
  for (const [row, [open, high, low, end]] of candles.slice(0, rows).entries()) {
    columns.time[row] = row * HOUR;
    columns.open[row] = open;
    columns.high[row] = high;
    columns.low[row] = low;
    columns.close[row] = end;
    columns.volume[row] = 1;
  }
  return columns;
}
