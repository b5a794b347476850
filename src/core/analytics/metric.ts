import type { ClosedTrade } from '../state/closedTrade.ts';
import type { Ms } from '../time.ts';

/** Equity at one time, quote currency; `funded` is what was deposited (or, below zero, withdrawn) since the point before. */
export type EquityPoint = { readonly at: Ms; readonly equity: number; readonly funded: number };

/** What a stretch of trading left behind, oldest first. */
export type Performance = {
  readonly from: Ms;
  readonly to: Ms;
  readonly trades: readonly ClosedTrade[];
  readonly equity: readonly EquityPoint[];
};

export const METRIC_UNITS = ['fraction', 'ratio', 'quote', 'R'] as const;

/** One figure over a stretch of trading: one file, one number. */
export type Metric = {
  readonly name: string;
  readonly about: string;
  readonly unit: (typeof METRIC_UNITS)[number];
  /** Days below which it says nothing: annualised, a lucky morning is a fortune. */
  readonly leastDays: number;
  /** Where the formula stands. */
  readonly source: string;
  /** NaN where there is too little to measure, Infinity where nothing was lost. */
  of(performance: Performance): number;
};
