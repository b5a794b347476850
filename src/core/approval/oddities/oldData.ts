import { lengthOf } from '../../time.ts';
import { type Oddity, onLegs } from './oddity.ts';

/** Between those limits data counts as fresh: a quote of four seconds is no oddity. */
export const oldData = {
  name: 'old data',
  about: 'The quote is older than entries allow, its feed is silent, or the signal is older than one of its candles.',
  comesLater: true,
  finds: (plan, { now, view, state, receipt }) => {
    if (receipt !== undefined && now - receipt.at > lengthOf(receipt.timeframe)) return 'old signal';
    return onLegs(plan, ({ symbol }) => {
      const age = view.quoteAge(symbol);
      return (age !== undefined && age > view.settings.execution.quoteAge) || state.stale.has(symbol) ? 'old data' : undefined;
    });
  },
} satisfies Oddity;
