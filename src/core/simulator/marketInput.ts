import type { Candle, FundingRate } from '../market/candles.ts';
import type { Instrument } from '../market/instrument.ts';
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
  /** Charges what is held of a perpetual with a funding rate, at the last price. */
  fund(symbol: string, at: Ms, rate: number): void;
  /** A symbol's rules from now on. */
  relist(instrument: Instrument): void;
};

/** Funding rates still to come, by symbol, oldest first. */
export type FundingRates = ReadonlyMap<string, readonly FundingRate[]>;

/**
 * Lets a paper venue live by the bars of a market of bars, from now on: the market has each price first, then the venue fills at it.
 * A funding rate is charged at the close of the bar in which its time comes.
 */
export function moveWith(market: Market, venue: MarketInput, rates: FundingRates = new Map()): void {
  const charged = new Map<string, number>();
  market.onBar({
    relisted: (instrument) => venue.relist(instrument),
    opened: (symbol, at, price, volume) => venue.open(symbol, at, price, volume),
    closed(at, { symbol, candle }) {
      venue.bar(symbol, at, candle);
      const due = rates.get(symbol);
      if (due === undefined) return;
      let next = charged.get(symbol) ?? 0;
      for (let one = due[next]; one !== undefined && one.time <= at; one = due[next]) {
        venue.fund(symbol, one.time, one.rate);
        next += 1;
      }
      charged.set(symbol, next);
    },
  });
}
