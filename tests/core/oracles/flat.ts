import type { CandleColumns } from '../../../src/core/market/candles.ts';

/** Candles of the same times and volumes whose four prices are these values, for a figure that others take of any series. */
export const flat = (candles: CandleColumns, values: Float64Array): CandleColumns => ({
  ...candles,
  open: values,
  high: values,
  low: values,
  close: values,
});
