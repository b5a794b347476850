import type { Plan } from '../facts/plan.ts';
import { counted } from '../reply/format.ts';
import { type Asks, strengthOf } from '../state/asks.ts';
import type { DeskState } from '../state/state.ts';
import { type Ms, utcDay } from '../time.ts';

/** Full days with opportunities that it takes before their strengths say what to expect of a day. */
const LEAST_DAYS = 3;

/** What an opportunity must be stronger than before that: the weakest that every gate lets pass are not worth a question. */
const FIRST_THRESHOLD = 0.18;

/** How many cards the desk has asked today. */
export const askedToday = ({ days }: Asks, now: Ms): number => dayAt({ days }, now)?.asked ?? 0;

/** The asks of the UTC day that `now` lies in; undefined where there was no opportunity yet. */
export const dayAt = ({ days }: Pick<Asks, 'days'>, now: Ms): Asks['days'][number] | undefined =>
  days.find(({ start }) => start === utcDay(now));

/**
 * The strength that an opportunity has to exceed so that a day of as many as the last 30 days had brings `budget` of them: the quantile
 * of their strengths, today's left out, or a first value while there are too few days.
 */
export function thresholdOf({ days }: Asks, budget: number, now: Ms): number {
  const before = days.filter(({ start }) => start < utcDay(now));
  if (before.length < LEAST_DAYS) return FIRST_THRESHOLD;
  const strengths = before.flatMap((day) => day.strengths).toSorted((a, b) => b - a);
  return strengths[budget * before.length] ?? 0;
}

/** Why the desk may not ask for a plan today; undefined while it may. */
export function withheldBy(plan: Plan, { asks, settings }: DeskState, now: Ms): string | undefined {
  const budget = settings.values.approval.asks;
  if (askedToday(asks, now) >= budget) return `the day's ${counted(budget, 'ask')} are used`;
  const threshold = thresholdOf(asks, budget, now);
  return strengthOf(plan) > threshold ? undefined : `strength ${strengthOf(plan).toFixed(2)}, asked from ${threshold.toFixed(2)}`;
}
