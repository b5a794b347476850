import { fixed, ZERO } from '../../money.ts';
import { type Oddity, onLegs, stopDistance } from './oddity.ts';

/** By the planned price alone: a market that has passed the stop since is the price's oddity. */
export const stopMissing = {
  name: 'stop missing',
  about: 'The stop is nothing, or lies on the winning side of the price.',
  finds: (plan) =>
    onLegs(plan, (leg) => {
      if (fixed(leg.stop) <= ZERO) return 'no stop';
      return stopDistance(leg) <= 0 ? 'stop wrong side' : undefined;
    }),
} satisfies Oddity;
