import type { Tally } from '../state/tally.ts';
import type { Ms } from '../time.ts';
import type { EquityStretch } from './equityStretch.ts';

/** What a stretch of trading left behind; its equity in stretches that follow each other, oldest first. */
export type Performance = {
  readonly from: Ms;
  readonly to: Ms;
  readonly tally: Tally;
  readonly equity: readonly EquityStretch[];
  /** For how long a position has been open since the newest point of that equity. */
  readonly open: Ms;
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
