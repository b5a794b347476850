import type { Timeframe } from '../time.ts';
import type { Bars } from './candles.ts';
import type { Instrument, Quote } from './instrument.ts';

/** The market as commands and rules see it; nothing in it can trade. */
export type MarketView = {
  /** In a market of bars quotes are known at instants only. */
  readonly kind: 'bars' | 'quotes';
  instruments(): readonly Instrument[];
  instrument(symbol: string): Instrument | undefined;
  quote(symbol: string): Quote | undefined;
  /** Closed candles, undefined when the timeframe is finer than the data or not studied. */
  bars(symbol: string, timeframe: Timeframe): Bars | undefined;
};

/** The view and nothing else of a market: whoever has it moves no price, whatever the types said. */
export const viewOf = (market: MarketView): MarketView => ({
  kind: market.kind,
  instruments: () => market.instruments(),
  instrument: (symbol) => market.instrument(symbol),
  quote: (symbol) => market.quote(symbol),
  bars: (symbol, timeframe) => market.bars(symbol, timeframe),
});
