import type { Plan } from '../facts/plan.ts';
import { counted } from '../reply/format.ts';
import { type Asks, strengthOf } from '../state/asks.ts';
import type { DeskState } from '../state/state.ts';
import { type Ms, utcDay } from '../time.ts';

/** Full days with opportunities that it takes before their strengths say what to expect of a day. */
const LEAST_DAYS = 3;

/** Before that an opportunity must be this many times as strong as the gates ask: the weakest are not worth a question. */
const ABOVE_THE_GATES = 1.2;

/** The asks of the UTC day that `now` lies in; undefined where there was no opportunity yet. */
export const asksOn = ({ days }: Pick<Asks, 'days'>, now: Ms): Asks['days'][number] | undefined =>
  days.find(({ start }) => start === utcDay(now));

/**
 * The strength that an opportunity has to exceed so that a day of as many as the last 30 days had brings `budget` of them: the quantile
 * of their strengths, today's left out; while there are too few days, a share above what the gates let pass.
 */
export function thresholdOf({ asks: { days }, settings }: Pick<DeskState, 'asks' | 'settings'>, now: Ms): number {
  const { signal, approval } = settings.values;
  const before = days.filter(({ start }) => start < utcDay(now));
  if (before.length < LEAST_DAYS) return ABOVE_THE_GATES * signal.score * signal.confidence;
  const strengths = before.flatMap((day) => day.strengths).toSorted((a, b) => b - a);
  return strengths[approval.asks * before.length] ?? 0;
}

/** Why the desk may not ask for a plan today; undefined while it may. */
export function withheldBy(plan: Plan, state: DeskState, now: Ms): string | undefined {
  const budget = state.settings.values.approval.asks;
  if ((asksOn(state.asks, now)?.asked ?? 0) >= budget) return `the day's ${counted(budget, 'ask')} are used`;
  const threshold = thresholdOf(state, now);
  return strengthOf(plan) > threshold ? undefined : `strength ${strengthOf(plan).toFixed(2)}, asked from ${threshold.toFixed(2)}`;
}
