import type { Instrument } from '../market/instrument.ts';

/** What a venue can do with the orders of one kind of instrument. */
export type Capabilities = {
  /** An order at rest locks what it would sell: nothing else can sell it before that order is gone. So it is on spot. */
  readonly locksBalance: boolean;
  /** A stop and a target can rest on the same quantity, as one list of which either ends the other (OCO). */
  readonly orderLists: boolean;
  /**
   * Price and quantity of an order at rest can be changed in place. Declared for the venues to come: the desk moves an order by a new
   * one.
   */
  readonly amend: boolean;
  /**
   * An order can be marked to reduce only; elsewhere the balance is what holds it back. Declared for the venues to come: the desk marks
   * every exit.
   */
  readonly reduceOnly: boolean;
  /**
   * Good till canceled, immediate or cancel, fill or kill, post-only. The first and the last are what the desk sends; the suite for
   * brokers asks for them.
   */
  readonly timeInForce: readonly ('GTC' | 'IOC' | 'FOK' | 'GTX')[];
  /**
   * What fees are taken in: the quote asset, or whatever a fill brings in. The suite for brokers holds each to it; what was taken
   * stands with the fill.
   */
  readonly feeAsset: 'quote' | 'received';
};

/** The same for all that a venue trades. */
export type VenueCapabilities = Readonly<Record<Instrument['kind'], Capabilities>>;
