import type { CandlePicture } from '../core/reply/picture.ts';
import type { Ms } from '../core/time.ts';
import type { Box } from './placing.ts';
import { type PriceRange, padded, rangeOf, type Scale, scaleOf } from './scale.ts';
import { MARGIN } from './theme.ts';

/** A candle that can be drawn, by its place in the row. */
export type Drawn = {
  readonly index: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
};

/** Where everything of a candle picture lies. */
export type CandleView = {
  readonly plot: Box;
  readonly scale: Scale;
  /** Width of one candle's place in pixels, and how many there are. */
  readonly slot: number;
  readonly slots: number;
  /** Middle of a candle's place. */
  x(index: number): number;
  /** The candle in which a time lies; below 0 before the first, and the last one for any time after it. */
  indexAt(at: Ms): number;
};

/** Fewer candles than this stand at the left, as at a market's beginning. */
const LEAST_SLOTS = 30;
/** How far beyond the candles a line's price may stretch the picture, in heights of the candles. */
const STRETCH = 1.5;

/** Candles with all four prices finite, in order. */
export function drawnCandles({ open, high, low, close }: CandlePicture['candles']): readonly Drawn[] {
  return [...open]
    .map((value, index) => ({
      index,
      open: value,
      high: high[index] ?? Number.NaN,
      low: low[index] ?? Number.NaN,
      close: close[index] ?? Number.NaN,
    }))
    .filter((candle) => [candle.open, candle.high, candle.low, candle.close].every(Number.isFinite));
}

/** Prices that the picture spans: its candles and marks, and of the lines across those that leave the candles readable. */
export function priceRange(picture: CandlePicture, candles: readonly Drawn[]): PriceRange | undefined {
  const first = picture.candles.time[0] ?? 0;
  const marks = picture.marks.filter(({ at }) => at >= first).map(({ price }) => price);
  const core = rangeOf([...candles.flatMap(({ open, high, low, close }) => [open, high, low, close]), ...marks]);
  if (core === undefined) return undefined;
  const least = Math.max(Math.abs(core.high) * 0.002, 5 * (picture.tick > 0 ? picture.tick : 0), Number.MIN_VALUE * 1e20);
  const reach = Math.max(core.high - core.low, 2 * least) * STRETCH;
  const near = picture.prices
    .map(({ price }) => price)
    .filter((price) => price >= core.low - reach && price <= core.high + reach);
  return padded(rangeOf([core.low, core.high, ...near]) ?? core, 0.05, least);
}

export function candleView(
  { candles: { time } }: CandlePicture,
  range: PriceRange,
  { top, bottom, right }: { readonly top: number; readonly bottom: number; readonly right: number },
): CandleView {
  const plot = { left: MARGIN / 2, top, right, bottom };
  const slots = Math.max(LEAST_SLOTS, time.length);
  const slot = (plot.right - plot.left) / slots;
  return {
    plot,
    scale: scaleOf(range, top, bottom),
    slot,
    slots,
    x: (index) => plot.left + (index + 0.5) * slot,
    indexAt: (at) => time.findLastIndex((open) => open <= at),
  };
}
