import type { DeskEvent } from '../facts/events.ts';
import { type Fixed, fixed, toNumber, ZERO } from '../money.ts';
import { DAY, utcDay } from '../time.ts';
import type { EquityPoint } from './metric.ts';

/** The equity of every instant among the events, with what was funded in between. */
export function equityCurve(events: Iterable<DeskEvent>): readonly EquityPoint[] {
  const points: EquityPoint[] = [];
  let funded: Fixed = ZERO;
  for (const event of events) {
    if (event.type === 'funded') funded += fixed(event.amount);
    if (event.type !== 'instant') continue;
    points.push({ at: event.at, equity: toNumber(fixed(event.equity)), funded: toNumber(funded) });
    funded = ZERO;
  }
  return points;
}

/** Returns from point to point as fractions, deposits and withdrawals taken out. */
export function returnsOf(points: readonly EquityPoint[]): readonly number[] {
  const returns: number[] = [];
  let before: number | undefined;
  for (const { equity, funded } of points) {
    if (before !== undefined && before !== 0) returns.push((equity - funded) / before - 1);
    before = equity;
  }
  return returns;
}

/** Returns of whole UTC days, compounded from the points within; days without a point are days without a return. */
export function dailyReturns(points: readonly EquityPoint[]): readonly number[] {
  const [first] = points;
  if (first === undefined) return [];
  const returns: number[] = [];
  let before = first.equity;
  // A point at midnight closes the day that ends there.
  let day = utcDay(first.at - 1);
  let growth = 1;
  for (const { at, equity, funded } of points.slice(1)) {
    const today = utcDay(at - 1);
    if (today !== day) {
      returns.push(growth - 1);
      for (let idle = day + DAY; idle < today; idle += DAY) returns.push(0);
      growth = 1;
      day = today;
    }
    if (before !== 0) growth *= (equity - funded) / before;
    before = equity;
  }
  if (points.length > 1) returns.push(growth - 1);
  return returns;
}

/** A crypto market has no closed days. */
export const DAYS_A_YEAR = 365;

/** Arithmetic mean; NaN when empty. */
export const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
