import type { Instrument } from '../market/instrument.ts';

/** What a venue can do with the orders of one kind of instrument. */
export type Capabilities = {
  /** An order at rest locks what it would sell: nothing else can sell it before that order is gone. So it is on spot. */
  readonly locksBalance: boolean;
  /** A stop and a target can rest on the same quantity, as one list of which either ends the other (OCO). */
  readonly orderLists: boolean;
  /** Price and quantity of an order at rest can be changed in place. */
  readonly amend: boolean;
  /** An order can be marked to reduce only; elsewhere the balance is what holds it back. */
  readonly reduceOnly: boolean;
  /** Good till canceled, immediate or cancel, fill or kill, post-only. */
  readonly timeInForce: readonly ('GTC' | 'IOC' | 'FOK' | 'GTX')[];
  /** What fees are taken in: the quote asset, or whatever a fill brings in. */
  readonly feeAsset: 'quote' | 'received';
};

/** The same for all that a venue trades. */
export type VenueCapabilities = Readonly<Record<Instrument['kind'], Capabilities>>;
