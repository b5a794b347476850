import type { DeepReadonly } from '../facts/deepReadonly.ts';
import type { EventOf } from '../facts/events.ts';
import { type Ms, utcDay } from '../time.ts';

/** What one UTC day's instants looked at, and what stopped them. */
export type MutableDailyTally = {
  readonly start: Ms;
  instants: number;
  entries: number;
  readonly blocked: Map<string, number>;
  best: { readonly symbol: string; readonly score: number } | undefined;
};

/** A day's tally as its readers see it. */
export type DailyTally = DeepReadonly<MutableDailyTally>;

export const emptyDay = (start: Ms): MutableDailyTally => ({
  start,
  instants: 0,
  entries: 0,
  blocked: new Map(),
  best: undefined,
});

/** The count of the UTC day that `now` lies in: an empty one as long as `day` is still that of a day before. */
export const dayAt = <Tally extends DailyTally>(day: Tally, now: Ms): Tally | MutableDailyTally =>
  day.start === utcDay(now) ? day : emptyDay(utcDay(now));

/** Counts an instant of that day, in place. */
export function countInstant(day: MutableDailyTally, event: EventOf<'instant'>): void {
  day.instants += 1;
  for (const [gate, count] of Object.entries(event.blocked)) day.blocked.set(gate, (day.blocked.get(gate) ?? 0) + count);
  const best = event.best[0];
  if (best !== undefined && (day.best === undefined || Math.abs(best.score) > Math.abs(day.best.score))) {
    day.best = { symbol: best.symbol, score: best.score };
  }
}
