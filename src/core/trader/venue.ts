import type { Candle } from '../market/candles.ts';
import type { Quote } from '../market/instrument.ts';
import type { DeskState } from '../state.ts';
import type { Ms } from '../time.ts';

/** The side of a paper broker that is fed with the market; a real exchange has none. */
export type PaperVenue = {
  /** The first price of the bar that begins at `at`, and the volume that bar will have. */
  open(symbol: string, at: Ms, price: number, volume: number): void;
  /** The whole bar that closes at `closeAt`. */
  bar(symbol: string, closeAt: Ms, candle: Candle): void;
  quote(symbol: string, quote: Quote): void;
  /** Takes over what the desk's own fold says rests there; the first thing after a start. */
  restore(state: DeskState): void;
};
