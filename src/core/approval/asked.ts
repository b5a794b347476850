import { BY_HAND, type Leg, type Plan } from '../facts/plan.ts';
import type { MarketView } from '../market/marketView.ts';
import { fixed, ZERO } from '../money.ts';
import { statedTick } from '../state/exitCosts.ts';
import type { DeskState } from '../state/state.ts';
import type { Ms } from '../time.ts';
import { LookAgain } from './fits.ts';

/**
 * A plan as a person asks for it. What it may do hangs on whose it is, so that is not their word: an addition is its position's, all else
 * is their own and no strategy's, as sure as they are. Nor is the tick of a leg, by which its loss at the stop is counted. Throws LookAgain for an addition to what is not open, or for a decision that has
 * been taken.
 */
export function asked(plan: Plan, state: DeskState, market: Pick<MarketView, 'instrument'>, now: Ms): Plan {
  if (isTaken(plan.decision, state)) throw new LookAgain(`the decision ${plan.decision} has been taken already`);
  const legs = plan.legs.map((leg) => ticked(leg, state, market));
  const own = { ...plan, at: now, legs };
  if (plan.kind !== 'add') {
    const { position: _, ...rest } = own;
    const score = plan.legs[0]?.side === 'sell' ? -1 : 1;
    return { ...rest, kind: plan.kind === 'pair' ? 'pair' : 'manual', strategy: BY_HAND, score, confidence: 1 };
  }
  const position = plan.position === undefined ? undefined : state.account.positions.get(plan.position);
  const side = position?.direction === 'long' ? 'buy' : 'sell';
  if (
    position === undefined ||
    position.quantity <= ZERO ||
    plan.legs.some((leg) => leg.symbol !== position.symbol || leg.side !== side)
  )
    throw new LookAgain(`an addition is to an open position of its symbol and side, and ${plan.position ?? 'none'} is not one`);
  const { strategy, score, confidence } = position;
  return { ...own, strategy, score, confidence };
}

/** Whether an entry or a position has come of a decision. */
const isTaken = (decision: string, { entries, account, orders }: DeskState): boolean =>
  entries.has(decision) ||
  [...account.positions.values()].some((position) => position.decision === decision) ||
  [...orders.working.values()].some((order) => order.decision === decision);

function ticked(told: Leg, { settings }: DeskState, market: Pick<MarketView, 'instrument'>): Leg {
  const { tick: _, ...leg } = told;
  const instrument = market.instrument(leg.symbol);
  if (instrument === undefined) return leg;
  const prices = { price: fixed(leg.price), stop: fixed(leg.stop) };
  return { ...leg, ...statedTick(instrument.tick, prices, settings.values.execution) };
}
