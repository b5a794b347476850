import type { Fixed } from '../money.ts';

export type Side = 'buy' | 'sell';

/**
 * One order as it is sent. A `limit` rests at `price`; a `market` order takes what there is, never worse than `price`;
 * a `stop` waits for `trigger` and then takes what there is. `reduceOnly` can never enlarge or flip a position.
 */
export type OrderRequest = {
  readonly clientId: string;
  readonly symbol: string;
  readonly side: Side;
  readonly kind: 'limit' | 'market' | 'stop';
  readonly quantity: Fixed;
  readonly price?: Fixed;
  readonly trigger?: Fixed;
  readonly postOnly: boolean;
  readonly reduceOnly: boolean;
  /** Of a stop that heads a list: the limit that rests on the same quantity. A fill or the end of one ends the other. */
  readonly target?: { readonly clientId: string; readonly price: Fixed };
};

/** Every client id of ours begins with it; an order without it is somebody else's and is never touched. */
export const OUR_PREFIX = 'cs';
