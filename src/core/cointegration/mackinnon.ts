import { normalBelow } from './normal.ts';

/** Deterministic part of a unit-root test: none, a constant, or a constant and a trend. */
export type Trend = 'none' | 'constant' | 'trend';

/** Critical values at 1, 5 and 10 %. */
export type Critical = { readonly at1: number; readonly at5: number; readonly at10: number };

/** By number of variables: 1 for a series of its own, 2 for the residual of one on another. */
type Variables = 1 | 2;

/** Response surface of the p-value (MacKinnon 1994, Approximate Asymptotic Distribution Functions, tables 3 and 4). */
type Surface = {
  /** Below the least p is 0, above the most it is 1; up to the turn the first polynomial counts, above it the second. */
  readonly least: number;
  readonly most: number;
  readonly turn: number;
  readonly below: readonly number[];
  readonly above: readonly number[];
};

const SURFACES: Readonly<Record<Trend, Readonly<Record<Variables, Surface>>>> = {
  none: {
    1: {
      least: -19.04,
      most: Number.POSITIVE_INFINITY,
      turn: -1.04,
      below: [0.6344, 1.2378, 0.032496],
      above: [0.4797, 0.93557, -0.06999, 0.033066],
    },
    2: {
      least: -19.62,
      most: 1.51,
      turn: -1.53,
      below: [1.9129, 1.3857, 0.035322],
      above: [1.5578, 0.8558, -0.2083, -0.033549],
    },
  },
  constant: {
    1: {
      least: -18.83,
      most: 2.74,
      turn: -1.61,
      below: [2.1659, 1.4412, 0.038269],
      above: [1.7339, 0.93202, -0.12745, -0.010368],
    },
    2: {
      least: -18.86,
      most: 0.92,
      turn: -2.62,
      below: [2.92, 1.5012, 0.039796],
      above: [2.1945, 0.64695, -0.29198, -0.042377],
    },
  },
  trend: {
    1: {
      least: -16.18,
      most: 0.7,
      turn: -2.89,
      below: [3.2512, 1.6047, 0.049588],
      above: [2.5261, 0.61654, -0.37956, -0.060285],
    },
    2: {
      least: -21.15,
      most: 0.63,
      turn: -3.19,
      below: [3.6646, 1.5419, 0.036448],
      above: [2.85, 0.5272, -0.36622, -0.051695],
    },
  },
};

/** Critical values as polynomials in 1 / observations (MacKinnon 2010, Critical Values for Cointegration Tests, tables 1 and 2). */
type Polynomials = readonly [at1: readonly number[], at5: readonly number[], at10: readonly number[]];

const ONE: Readonly<Record<Trend, Polynomials>> = {
  none: [
    [-2.56574, -2.2358, -3.627],
    [-1.941, -0.2686, -3.365, 31.223],
    [-1.61682, 0.2656, -2.714, 25.364],
  ],
  constant: [
    [-3.43035, -6.5393, -16.786, -79.433],
    [-2.86154, -2.8903, -4.234, -40.04],
    [-2.56677, -1.5384, -2.809],
  ],
  trend: [
    [-3.95877, -9.0531, -28.428, -134.155],
    [-3.41049, -4.3904, -9.036, -45.374],
    [-3.12705, -2.5856, -3.925, -22.38],
  ],
};

const TWO: Polynomials = [
  [-3.89644, -10.9519, -33.527],
  [-3.33613, -6.1101, -6.823],
  [-3.04445, -4.2412, -2.72],
];

const polynomial = (terms: readonly number[], x: number): number => terms.reduceRight((sum, term) => sum * x + term, 0);

/** Share of samples without the property that give such a statistic or a lower one, 0 to 1. */
export function mackinnonP(statistic: number, trend: Trend, variables: Variables): number {
  const { least, most, turn, below, above } = SURFACES[trend][variables];
  if (statistic > most) return 1;
  if (statistic < least) return 0;
  return normalBelow(polynomial(statistic <= turn ? below : above, statistic));
}

const criticalOf = ([at1, at5, at10]: Polynomials, observations: number): Critical => ({
  at1: polynomial(at1, 1 / observations),
  at5: polynomial(at5, 1 / observations),
  at10: polynomial(at10, 1 / observations),
});

/** Critical values of a unit-root test on one series. */
export const criticalOfOne = (trend: Trend, observations: number): Critical => criticalOf(ONE[trend], observations);

/** Critical values of the residual of one series on another, with a constant. */
export const criticalOfTwo = (observations: number): Critical => criticalOf(TWO, observations);
