/**
 * Chaikin's money flow of one bar, in base currency: its volume, counted in full where the close is the high, against it where the
 * close is the low, and not at all where the bar has no range.
 */
export const moneyFlow = (high: number, low: number, close: number, volume: number): number => {
  const range = high - low;
  return (range === 0 ? 0 : (close - low - (high - close)) / range) * volume;
};
