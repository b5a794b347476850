import type { EventOf } from '../facts/events.ts';
import type { Fixed } from '../money.ts';
import { DAY, type Ms } from '../time.ts';
import { notionalOf } from './notional.ts';

/** One leg that was cleared for entry; notional in quote currency. */
export type Added = { readonly at: Ms; readonly symbol: string; readonly notional: Fixed };

/** The legs cleared in the 24 h up to a clearing, its own included. */
export const withAdded = (added: readonly Added[], { at: now, plan }: EventOf<'cleared'>): readonly Added[] => [
  ...added.filter(({ at }) => at > now - DAY),
  ...plan.legs.map((leg) => ({ at: now, symbol: leg.symbol, notional: notionalOf(leg) })),
];
