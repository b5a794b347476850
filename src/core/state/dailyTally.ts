import type { EventOf } from '../facts/events.ts';
import { type Ms, utcDay } from '../time.ts';

/** What one UTC day's instants looked at, and what stopped them. */
export type DailyTally = {
  readonly start: Ms;
  instants: number;
  entries: number;
  readonly blocked: Map<string, number>;
  best: { readonly symbol: string; readonly score: number } | undefined;
};

export const emptyDay = (start: Ms): DailyTally => ({ start, instants: 0, entries: 0, blocked: new Map(), best: undefined });

/** The count of the UTC day that `now` lies in: an empty one as long as `day` is still that of a day before. */
export const dayAt = (day: DailyTally, now: Ms): DailyTally => (day.start === utcDay(now) ? day : emptyDay(utcDay(now)));

/** Counts an instant of that day, in place. */
export function countInstant(day: DailyTally, event: EventOf<'instant'>): void {
  day.instants += 1;
  for (const [gate, count] of Object.entries(event.blocked)) day.blocked.set(gate, (day.blocked.get(gate) ?? 0) + count);
  const best = event.best[0];
  if (best !== undefined && (day.best === undefined || Math.abs(best.score) > Math.abs(day.best.score))) {
    day.best = { symbol: best.symbol, score: best.score };
  }
}
