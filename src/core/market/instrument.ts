import type { Fixed } from '../money.ts';
import type { Ms } from '../time.ts';

/** What can be traded under one symbol, and the exchange's rules for it. */
export type Instrument = {
  /** `BTC/USDT` for spot, `BTC/USDT:USDT` for a perpetual settled in USDT. */
  readonly symbol: string;
  readonly base: string;
  readonly quote: string;
  readonly kind: 'spot' | 'perpetual';
  /** Smallest price step. */
  readonly tick: Fixed;
  /** Smallest quantity step, in base currency. */
  readonly step: Fixed;
  readonly minQuantity: Fixed;
  /** Smallest price x quantity, in quote currency. */
  readonly minNotional: Fixed;
  /** 1 on spot. */
  readonly maxLeverage: number;
  /** When it was listed, or opened its first candle that is known; absent where nobody tells. */
  readonly listedAt?: Ms;
  /** When it is delisted or its contract ends; absent where nobody tells. */
  readonly endsAt?: Ms;
  /** Time from one funding of a perpetual to the next, counted from 00:00 UTC; absent where nobody tells. */
  readonly fundingEvery?: Ms;
};

/**
 * A price the desk may act on. `bid` and `ask` equal `last` in a market of bars only. Plain numbers: a quote is a statistic until an
 * order names its price.
 */
export type Quote = {
  readonly at: number;
  readonly bid: number;
  readonly ask: number;
  readonly last: number;
  /** The smaller of the base quantities at the best bid and ask; absent where the exchange does not tell. */
  readonly depth?: number;
};
