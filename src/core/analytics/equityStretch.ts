import { DAY, type Ms, utcDay } from '../time.ts';

/** Equity at one time, quote currency; `funded` is what was deposited (or, below zero, withdrawn) since the point before. */
export type EquityPoint = { readonly at: Ms; readonly equity: number; readonly funded: number };

/**
 * What equity did over a stretch of time, such as an hour, in so few figures that those of longer stretches follow from them
 * exactly. Values are fractions of `open`, deposits and withdrawals taken out.
 */
export type EquityStretch = {
  readonly start: Ms;
  /** The point from which it grows: the last one before it, or its own first one where none was. */
  readonly from: Ms;
  readonly open: number;
  /** Its newest point. */
  readonly at: Ms;
  readonly equity: number;
  readonly growth: number;
  readonly high: number;
  readonly low: number;
  /** Deepest fall below the highest value before it, as a fraction of that. */
  readonly fall: number;
  /** For how long a position was open. */
  readonly exposed: Ms;
};

/** A stretch in which nothing has happened yet. */
export const beginStretch = (start: Ms, { at, equity }: Pick<EquityPoint, 'at' | 'equity'>): EquityStretch => ({
  start,
  from: at,
  open: equity,
  at,
  equity,
  growth: 1,
  high: 1,
  low: 1,
  fall: 0,
  exposed: 0,
});

/** The stretch with one point more, and the time in which a position was open since the one before. */
export function extendStretch(stretch: EquityStretch, { at, equity, funded }: EquityPoint, exposed: Ms): EquityStretch {
  // From nothing no return can be measured.
  const change = stretch.equity === 0 ? 1 : (equity - funded) / stretch.equity;
  const growth = stretch.growth * change;
  const high = Math.max(stretch.high, growth);
  return {
    ...stretch,
    at,
    equity,
    growth,
    high,
    // Where it began belongs to the stretch before.
    low: stretch.at === stretch.from ? growth : Math.min(stretch.low, growth),
    fall: Math.max(stretch.fall, 1 - growth / high),
    exposed: stretch.exposed + exposed,
  };
}

/** Start of the UTC hour or day that a point belongs to: one at its very end closes it. */
export const startOf = (at: Ms, length: Ms): Ms => Math.floor((at - 1) / length) * length;

/** Of each stretch its deepest fall below the highest value of all before it, as a fraction of that. */
export function drawdownsOf(stretches: readonly EquityStretch[]): readonly number[] {
  let value = 1;
  let peak = 1;
  return stretches.map(({ growth, high, low, fall }) => {
    const deepest = Math.max(fall, 1 - (value * low) / peak);
    peak = Math.max(peak, value * high);
    value *= growth;
    return deepest;
  });
}

/** Returns of whole UTC days as fractions, compounded from the stretches within; days without one are days without a return. */
export function dailyReturns(stretches: readonly EquityStretch[]): readonly number[] {
  const returns: number[] = [];
  let day: Ms | undefined;
  let growth = 1;
  for (const stretch of stretches) {
    // Where the curve begins is no return, and a beginning at 00:00 no day before it.
    if (stretch.at === stretch.from) continue;
    const today = utcDay(stretch.start);
    if (day !== undefined && today !== day) {
      returns.push(growth - 1);
      for (let idle = day + DAY; idle < today; idle += DAY) returns.push(0);
      growth = 1;
    }
    day = today;
    growth *= stretch.growth;
  }
  if (day !== undefined) returns.push(growth - 1);
  return returns;
}

/** A crypto market has no closed days. */
export const DAYS_A_YEAR = 365;

/** Arithmetic mean; NaN when empty. */
export const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
