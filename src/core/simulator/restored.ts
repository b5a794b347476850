import type { Fill, OrderReport } from '../execution/broker.ts';
import type { OrderRequest } from '../facts/orderRequest.ts';
import type { Fixed } from '../money.ts';
import type { Ms } from '../time.ts';

/** An order as the desk's own fold remembers it, ended ones included: their client ids stay taken. */
export type RestoredOrder = {
  readonly request: OrderRequest;
  readonly placedAt: Ms;
  readonly status: OrderReport['status'];
  readonly filled: Fixed;
  /** How many trades filled it; the next trade id follows from it. */
  readonly fills: number;
  /** Only for a stop that was reached and is not filled; a stop with a fill is known to be. */
  readonly triggered?: boolean;
  readonly reason?: string;
  /** When it last changed. */
  readonly at: Ms;
};

/** A symbol's running bar: it began at `at` at `price` and will have `volume`; `taken` is the sum of our fills since, at `at` included. */
export type RestoredMarket = {
  readonly symbol: string;
  readonly at: Ms;
  readonly price: number;
  readonly volume: number;
  readonly taken: Fixed;
};

/** The last close of a symbol: when its bar closed, and at what price in quote currency. */
export type RestoredClose = { readonly symbol: string; readonly at: Ms; readonly price: number };

export type Restored = {
  /** In the order of their placing. */
  readonly orders: readonly RestoredOrder[];
  readonly holdings: ReadonlyMap<string, Fixed>;
  readonly markets: readonly RestoredMarket[];
  /** For symbols without a running bar. */
  readonly closes: readonly RestoredClose[];
  /** Oldest first; only what `trades` answers depends on them. */
  readonly trades: readonly Fill[];
};
