import type { Candle, CandleSource } from '../../src/core/market/candles.ts';
import { candleAt } from '../../src/core/replay/candleCursor.ts';
import { floorTo, lengthOf, type Ms } from '../../src/core/time.ts';

/** The candles of a span by symbol and open, for judging what was done on them. */
export type CandleLookup = {
  /** The bar that a moment lies in. */
  around(symbol: string, at: Ms): Candle | undefined;
  /** The close of the candle that closed at this moment. */
  close(symbol: string, at: Ms): number | undefined;
};

export async function candleLookup(source: CandleSource, symbols: readonly string[], from: Ms, to: Ms): Promise<CandleLookup> {
  const candles = new Map<string, Candle>();
  for (const symbol of symbols) {
    const columns = await source.read(symbol, from, to);
    for (let i = 0; i < columns.time.length; i++) candles.set(`${symbol} ${columns.time[i]}`, candleAt(columns, i));
  }
  const length = (symbol: string): Ms => lengthOf(source.timeframeOf(symbol));
  return {
    around: (symbol, at) => candles.get(`${symbol} ${floorTo(at, length(symbol))}`),
    close: (symbol, at) => candles.get(`${symbol} ${at - length(symbol)}`)?.close,
  };
}
