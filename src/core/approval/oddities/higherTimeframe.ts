import { lengthOf } from '../../time.ts';
import type { Oddity } from './oddity.ts';

/**
 * By the receipt, so only of what the desk itself decides; timeframes that had no score say nothing, and one that is against while another
 * is for it makes no flag: they are weighed together.
 */
export const higherTimeframe = {
  name: 'higher timeframe',
  about: 'The timeframes above the decision one speak for the other side, as loudly as an entry takes.',
  finds(plan, { receipt, view }) {
    const leg = plan.legs[0];
    if (receipt === undefined || leg === undefined || plan.legs.length !== 1) return undefined;
    const sign = leg.side === 'buy' ? 1 : -1;
    const higher = receipt.alignment.frames.flatMap(({ timeframe, score }) =>
      score === null || lengthOf(timeframe) <= lengthOf(receipt.timeframe) ? [] : [{ timeframe, against: -sign * score }],
    );
    const [loudest] = higher.toSorted((a, b) => b.against - a.against);
    const mean = higher.reduce((sum, { against }) => sum + against, 0) / higher.length;
    return loudest !== undefined && mean >= view.settings.signal.score ? `against the ${loudest.timeframe}` : undefined;
  },
} satisfies Oddity;
