import type { Plan } from '../../facts/plan.ts';
import { baseOf } from '../../reply/format.ts';
import { directionOf } from '../../risk/exposure.ts';
import type { Proposal } from '../../state/proposals.ts';
import { earnest } from '../../state/proposals.ts';
import { type Oddity, onLegs } from './oddity.ts';

/** From this correlation on two symbols are one. */
const ALIKE = 0.8;

/** A pair's legs are a hedge: neither is a bet of its own on what moves with it. */
const isBet = ({ legs }: Plan): boolean => legs.length === 1;

/** Cards of this very symbol are not made while one waits; those that agree are the risk rules' matter, not a conflict. */
export const conflict = {
  name: 'card in conflict',
  about: 'Another card that waits asks for the opposite of this one, on the same coin or one that moves with it.',
  finds: (plan, { now, state, view }) =>
    onLegs(plan, (leg) => {
      const isAgainst = (card: Proposal): boolean =>
        card.plan.decision !== plan.decision &&
        card.plan.legs.some(
          (other) =>
            directionOf(other) !== directionOf(leg) &&
            (baseOf(other.symbol) === baseOf(leg.symbol) ||
              (isBet(plan) && isBet(card.plan) && (view.correlation(other.symbol, leg.symbol) ?? 0) > ALIKE)),
        );
      const against = earnest(state.proposals, now).find(isAgainst);
      return against === undefined ? undefined : `conflicts with ${against.id}`;
    }),
} satisfies Oddity;
