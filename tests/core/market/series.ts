import * as fc from 'fast-check';
import type { Candle, CandleColumns } from '../../../src/core/market/candles.ts';
import { lengthOf, type Timeframe } from '../../../src/core/time.ts';

export const columnsOf = (candles: readonly Candle[]): CandleColumns => ({
  time: Float64Array.from(candles, ({ time }) => time),
  open: Float64Array.from(candles, ({ open }) => open),
  high: Float64Array.from(candles, ({ high }) => high),
  low: Float64Array.from(candles, ({ low }) => low),
  close: Float64Array.from(candles, ({ close }) => close),
  volume: Float64Array.from(candles, ({ volume }) => volume),
});

export const candlesOf = (columns: CandleColumns): Candle[] =>
  Array.from(columns.time, (time, i) => ({
    time,
    open: columns.open[i] ?? Number.NaN,
    high: columns.high[i] ?? Number.NaN,
    low: columns.low[i] ?? Number.NaN,
    close: columns.close[i] ?? Number.NaN,
    volume: columns.volume[i] ?? Number.NaN,
  }));

/** A sane candle about a price. */
export const candle = (time: number, price = 100): Candle => ({
  time,
  open: price,
  high: price + 2,
  low: price - 2,
  close: price + 1,
  volume: 10,
});

/** Sane candles in order, with gaps, from a start that need not be a boundary of anything coarser. */
export const seriesWithGaps = (timeframe: Timeframe): fc.Arbitrary<Candle[]> =>
  fc
    .tuple(
      fc.nat(1000),
      fc.array(
        fc.record({
          skip: fc.oneof({ weight: 6, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(40) }),
          prices: fc.tuple(fc.integer({ min: 1, max: 999 }), fc.integer({ min: 1, max: 999 })),
          reach: fc.tuple(fc.nat(50), fc.double({ min: 0.5, max: 1, noNaN: true })),
          volume: fc.nat(1000),
        }),
        { maxLength: 80 },
      ),
    )
    .map(([start, bars]) => {
      let index = start;
      return bars.map(({ skip, prices: [open, close], reach: [above, below], volume }) => {
        index += skip + 1;
        const time = index * lengthOf(timeframe);
        return { time, open, close, high: Math.max(open, close) + above, low: Math.min(open, close) * below, volume };
      });
    });
