import type { CandleColumns } from '../../../src/core/market/candles.ts';
import { newColumns } from '../../../src/core/market/columns.ts';
import type { Case } from './compare.ts';

/** Candles of the same times and volumes whose four prices are these values, for a figure that others take of any series. */
export const flat = (candles: CandleColumns, values: Float64Array): CandleColumns => ({
  ...candles,
  open: values,
  high: values,
  low: values,
  close: values,
});

/** The middle of each candle, high and low. */
export const medians = ({ high, low }: CandleColumns): Float64Array =>
  high.map((top, bar) => (top + (low[bar] ?? Number.NaN)) / 2);

/** Figures drawn `bars` later than they are of; theirs are looked for as much earlier. */
export const drawnLater = (cases: readonly Case[], bars: number): readonly Case[] =>
  cases.map((one) => ({
    ...one,
    expected: Object.fromEntries(
      Object.entries(one.expected).map(([field, valueAt]) => [field, (bar: number) => valueAt(bar - bars)]),
    ),
    ...(one.bars === undefined ? {} : { bars: one.bars.map((bar) => bar + bars) }),
  }));

/**
 * Cases whose source begins an average with the first price, where ours begins with a mean: before their candles lie `bars` at rest
 * at the first close and without volume, which make that mean this price. Bars count from the first of these.
 */
export const begunAtRest = (cases: readonly Case[], bars: number): readonly Case[] =>
  drawnLater(cases, bars).map((one) => {
    const { candles } = one;
    const length = candles.time.length + bars;
    const begun = newColumns(length);
    const spacing = (candles.time[1] ?? 0) - (candles.time[0] ?? 0);
    for (let bar = 0; bar < bars; bar++) begun.time[bar] = (candles.time[0] ?? 0) - (bars - bar) * spacing;
    begun.time.set(candles.time, bars);
    begun.volume.set(candles.volume, bars);
    for (const price of ['open', 'high', 'low', 'close'] as const) {
      begun[price].fill(candles.close[0] ?? Number.NaN, 0, bars);
      begun[price].set(candles[price], bars);
    }
    const warmup = one.plug.warmup(one.plug.params.parse(one.params));
    const why = `begun by ${bars === 1 ? 'a bar' : `${bars} bars`} at the first price${one.why === undefined ? '' : `; ${one.why}`}`;
    const moved = { ...one, candles: begun, from: Math.max(bars + (one.from ?? 0), warmup), why };
    // Where theirs is still silent ours is begun already.
    const told = one.bars?.filter((bar) => Object.values(one.expected).some((at) => at(bar) !== undefined));
    return told === undefined ? moved : { ...moved, bars: told };
  });
