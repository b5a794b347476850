import type { Candle } from '../market/candles.ts';
import type { Market } from '../study/market.ts';
import type { Ms } from '../time.ts';
import type { Depth } from './matching.ts';

/** The side of a paper broker that is fed with the market. */
export type MarketInput = {
  /** The first price of the bar that begins at `at`, and the volume that bar will have. */
  open(symbol: string, at: Ms, price: number, volume: number): void;
  /** The whole bar that closes at `closeAt`. */
  bar(symbol: string, closeAt: Ms, candle: Candle): void;
  quote(symbol: string, at: Ms, bid: number, ask: number, last: number, depth?: Depth): void;
};

/** Lets a paper venue live by the bars of a market of bars, from now on: the market has each price first, then the venue fills at it. */
export function moveWith(market: Market, venue: MarketInput): void {
  market.onBar({
    opened: (symbol, at, price, volume) => venue.open(symbol, at, price, volume),
    closed: (at, { symbol, candle }) => venue.bar(symbol, at, candle),
  });
}
