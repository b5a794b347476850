import { rewardOf } from '../../risk/reward.ts';
import { type Oddity, onLegs } from './oddity.ts';

/** By the furthest target, as the card prints it; what has no target has no reward to compare. */
export const reward = {
  name: 'reward',
  about: 'Its furthest target brings less than its stop loses, costs in both.',
  finds: (plan, { view }) =>
    onLegs(plan, (leg) => {
      const r = rewardOf(leg, view.settings.execution);
      return r !== undefined && r < 1 ? 'reward below risk' : undefined;
    }),
} satisfies Oddity;
