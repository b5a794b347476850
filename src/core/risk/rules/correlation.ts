import type { Leg } from '../../events.ts';
import { baseOf, numberText } from '../../figures.ts';
import { directionOf } from '../exposure.ts';
import type { RiskRule, RiskView } from '../rule.ts';

type Bet = { readonly symbol: string; readonly direction: 'long' | 'short' };

/**
 * Two symbols that move together, held in the same direction, are one bet; so are two that move against each other, held in
 * opposite ones. The opposite legs of a pair are a hedge and pass. Too little history for a figure is no evidence either way.
 */
export const correlation = {
  name: 'correlation',
  about: 'No second position that is the same bet as one already held.',
  check(plan, view) {
    const { maxCorrelation } = view.settings.risk;
    let highest: { readonly leg: Leg; readonly other: Bet; readonly value: number } | undefined;
    for (const [i, leg] of plan.legs.entries()) {
      const others: readonly Bet[] = [
        ...view.exposures,
        ...plan.legs.slice(0, i).map((other) => ({ symbol: other.symbol, direction: directionOf(other) })),
      ];
      for (const other of others) {
        const value = alike(leg, other, view);
        if (value !== undefined && value > (highest?.value ?? Number.NEGATIVE_INFINITY)) highest = { leg, other, value };
      }
    }
    if (highest === undefined) return { kind: 'pass', why: 'nothing held to compare with' };
    const why = `${baseOf(highest.leg.symbol)} with ${baseOf(highest.other.symbol)} ${highest.other.direction} ${numberText(highest.value, 2)}, limit ${numberText(maxCorrelation, 2)}`;
    return { kind: highest.value > maxCorrelation ? 'refuse' : 'pass', why };
  },
} satisfies RiskRule;

/** How much two bets are one: the correlation, its sign turned when their directions differ. */
function alike(leg: Leg, other: Bet, view: RiskView): number | undefined {
  if (leg.symbol === other.symbol) return undefined;
  const value = view.correlation(leg.symbol, other.symbol);
  if (value === undefined || Number.isNaN(value)) return undefined;
  return directionOf(leg) === other.direction ? value : -value;
}
