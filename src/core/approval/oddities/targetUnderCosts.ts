import { fixed, ZERO } from '../../money.ts';
import { gainAt } from '../../risk/reward.ts';
import { type Oddity, onLegs } from './oddity.ts';

/** With both fees and no slippage: at a target a limit rests. A pair has no targets, its spread closes it. */
export const targetUnderCosts = {
  name: 'target under costs',
  about: 'At one of its targets the fees are more than the gain.',
  finds: (plan, { view }) =>
    onLegs(plan, (leg) =>
      leg.targets.some(({ price }) => gainAt(leg, fixed(price), view.settings.execution) <= ZERO)
        ? 'target under costs'
        : undefined,
    ),
} satisfies Oddity;
