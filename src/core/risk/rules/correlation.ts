import { numberText, shortName } from '../../reply/format.ts';
import { directionOf, tightest } from '../exposure.ts';
import { type Bet, mostAlike } from '../likeness.ts';
import type { RiskRule, Verdict } from '../rule.ts';

/**
 * Two symbols that move together, held in the same direction, are one bet; so are two that move against each other, held in
 * opposite ones. The opposite legs of a pair are a hedge and pass. Too little history for a figure is no evidence either way.
 */
export const correlation = {
  name: 'correlation',
  about: 'No second position that is the same bet as one already held.',
  check(plan, view) {
    const { maxCorrelation } = view.settings.risk;
    const bets = plan.legs.map((leg): Bet => ({ symbol: leg.symbol, direction: directionOf(leg) }));
    const verdicts = bets.flatMap((bet, i): Verdict[] => {
      const most = mostAlike(bet, [...view.exposures, ...bets.slice(0, i)], view);
      if (most === undefined) return [];
      const why = (): string =>
        `${shortName(bet.symbol)} with ${shortName(most.other.symbol)} ${most.other.direction} ${numberText(most.value, 2)}, limit ${numberText(maxCorrelation, 2)}`;
      return [{ kind: most.value > maxCorrelation ? 'refuse' : 'pass', why }];
    });
    const alone = view.exposures.length === 0 && bets.length < 2;
    const none = (): string => (alone ? 'nothing held to compare with' : 'too little history to compare');
    return tightest(verdicts, { kind: 'pass', why: none });
  },
} satisfies RiskRule;
