import { BY_HAND } from '../../facts/plan.ts';
import type { Oddity } from './oddity.ts';

/** With real money, and by this account's own trades. What people ask for is no strategy. */
export const firstTime = {
  name: 'first time live',
  about: 'This strategy has never traded on this account with real money.',
  finds({ strategy }, { state, view }) {
    if (view.mode !== 'live' || strategy === BY_HAND) return undefined;
    const { byStrategy, positions } = state.account;
    const known = byStrategy.has(strategy) || [...positions.values()].some((position) => position.strategy === strategy);
    return known ? undefined : `first live ${strategy}`;
  },
} satisfies Oddity;
