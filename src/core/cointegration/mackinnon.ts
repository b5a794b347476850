import { normalBelow } from './normal.ts';

/** Deterministic part of a unit-root test: none, a constant, or a constant and a trend. */
export type Trend = 'none' | 'constant' | 'trend';

/** Critical values at 1, 5 and 10 %. */
export type Critical = { readonly at1: number; readonly at5: number; readonly at10: number };

/** 1 for a series of its own, 2 for the residual of one on another, 3 for that of one on two, as far as the paper goes. */
type Variables = 1 | 2 | 3 | 4 | 5 | 6;

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
    2: { least: -19.62, most: 1.51, turn: -1.53, below: [1.9129, 1.3857, 0.035322], above: [1.5578, 0.8558, -0.2083, -0.033549] },
    3: {
      least: -21.21,
      most: 0.86,
      turn: -2.68,
      below: [2.7648, 1.4502, 0.034186],
      above: [2.2268, 0.68093, -0.32362, -0.054448],
    },
    4: { least: -23.25, most: 0.88, turn: -3.09, below: [3.4336, 1.4835, 0.0319], above: [2.7654, 0.64502, -0.30811, -0.044946] },
    5: { least: -21.63, most: 1.05, turn: -3.07, below: [4.0999, 1.5533, 0.0359], above: [3.2684, 0.68051, -0.26778, -0.034972] },
    6: {
      least: -25.74,
      most: 1.24,
      turn: -3.77,
      below: [4.5388, 1.5344, 0.029807],
      above: [3.7268, 0.7167, -0.23648, -0.028288],
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
    2: { least: -18.86, most: 0.92, turn: -2.62, below: [2.92, 1.5012, 0.039796], above: [2.1945, 0.64695, -0.29198, -0.042377] },
    3: {
      least: -23.48,
      most: 0.55,
      turn: -3.13,
      below: [3.4699, 1.4856, 0.03164],
      above: [2.5893, 0.45168, -0.36529, -0.050074],
    },
    4: {
      least: -28.07,
      most: 0.61,
      turn: -3.47,
      below: [3.9673, 1.4777, 0.026315],
      above: [3.0387, 0.45452, -0.33666, -0.041921],
    },
    5: {
      least: -25.96,
      most: 0.79,
      turn: -3.78,
      below: [4.5509, 1.5338, 0.029545],
      above: [3.5049, 0.52098, -0.29158, -0.033468],
    },
    6: { least: -23.27, most: 1, turn: -3.93, below: [5.1399, 1.6036, 0.034445], above: [3.9489, 0.58933, -0.25359, -0.02721] },
  },
  trend: {
    1: {
      least: -16.18,
      most: 0.7,
      turn: -2.89,
      below: [3.2512, 1.6047, 0.049588],
      above: [2.5261, 0.61654, -0.37956, -0.060285],
    },
    2: { least: -21.15, most: 0.63, turn: -3.19, below: [3.6646, 1.5419, 0.036448], above: [2.85, 0.5272, -0.36622, -0.051695] },
    3: { least: -25.37, most: 0.71, turn: -3.5, below: [4.0983, 1.5173, 0.029898], above: [3.221, 0.5255, -0.32685, -0.041501] },
    4: {
      least: -26.63,
      most: 0.93,
      turn: -3.65,
      below: [4.5844, 1.5338, 0.028796],
      above: [3.652, 0.59758, -0.27483, -0.032081],
    },
    5: { least: -26.53, most: 1.19, turn: -3.8, below: [5.0722, 1.5634, 0.029472], above: [4.0712, 0.66428, -0.23464, -0.02546] },
    6: { least: -26.18, most: 1.42, turn: -4.36, below: [5.53, 1.5914, 0.030392], above: [4.4735, 0.71757, -0.20681, -0.021196] },
  },
};

/** Critical values as polynomials in 1 / observations (MacKinnon 2010, Critical Values for Cointegration Tests, tables 1 and 2). */
type Polynomials = readonly [at1: readonly number[], at5: readonly number[], at10: readonly number[]];

const ALONE: Polynomials = [
  [-2.56574, -2.2358, -3.627],
  [-1.941, -0.2686, -3.365, 31.223],
  [-1.61682, 0.2656, -2.714, 25.364],
];

const TOGETHER: Readonly<Record<'constant' | 'trend', Readonly<Record<Variables, Polynomials>>>> = {
  constant: {
    1: [
      [-3.43035, -6.5393, -16.786, -79.433],
      [-2.86154, -2.8903, -4.234, -40.04],
      [-2.56677, -1.5384, -2.809],
    ],
    2: [
      [-3.89644, -10.9519, -33.527],
      [-3.33613, -6.1101, -6.823],
      [-3.04445, -4.2412, -2.72],
    ],
    3: [
      [-4.29374, -14.4354, -33.195, 47.433],
      [-3.74066, -8.5632, -10.852, 27.982],
      [-3.45218, -6.2143, -3.718],
    ],
    4: [
      [-4.64332, -18.1031, -37.972],
      [-4.096, -11.2349, -11.175],
      [-3.8102, -8.3931, -4.137],
    ],
    5: [
      [-4.95756, -21.8883, -45.142],
      [-4.41519, -14.0405, -12.575],
      [-4.13157, -10.7417, -3.784],
    ],
    6: [
      [-5.24568, -25.6688, -57.737, 88.639],
      [-4.70693, -16.9178, -17.492, 60.007],
      [-4.42501, -13.1875, -5.104, 27.877],
    ],
  },
  trend: {
    1: [
      [-3.95877, -9.0531, -28.428, -134.155],
      [-3.41049, -4.3904, -9.036, -45.374],
      [-3.12705, -2.5856, -3.925, -22.38],
    ],
    2: [
      [-4.32762, -15.4387, -35.679],
      [-3.78057, -9.5106, -12.074],
      [-3.49631, -7.0815, -7.538, 21.892],
    ],
    3: [
      [-4.66305, -18.7688, -49.793, 104.244],
      [-4.1189, -11.8922, -19.031, 77.332],
      [-3.83511, -9.0723, -8.504, 35.403],
    ],
    4: [
      [-4.9694, -22.4694, -52.599, 51.314],
      [-4.42871, -14.5876, -18.228, 39.647],
      [-4.14633, -11.25, -9.873, 54.109],
    ],
    5: [
      [-5.25276, -26.2183, -59.631, 50.646],
      [-4.71537, -17.3569, -22.66, 91.359],
      [-4.43422, -13.6078, -10.238, 76.781],
    ],
    6: [
      [-5.51727, -29.976, -75.222, 202.253],
      [-4.98228, -20.305, -25.224, 132.03],
      [-4.70233, -16.1253, -9.836, 94.272],
    ],
  },
};

const polynomial = (terms: readonly number[], x: number): number => terms.reduceRight((sum, term) => sum * x + term, 0);

/** Share of samples without the property that give such a statistic or a lower one, 0 to 1. */
export function mackinnonP(statistic: number, trend: Trend, variables: Variables): number {
  const { least, most, turn, below, above } = SURFACES[trend][variables];
  if (statistic > most) return 1;
  if (statistic < least) return 0;
  return normalBelow(polynomial(statistic <= turn ? below : above, statistic));
}

const valuesOf = ([at1, at5, at10]: Polynomials, observations: number): Critical => ({
  at1: polynomial(at1, 1 / observations),
  at5: polynomial(at5, 1 / observations),
  at10: polynomial(at10, 1 / observations),
});

/** Critical values of a unit-root test on one series. */
export const criticalOfOne = (trend: Trend, observations: number): Critical =>
  valuesOf(trend === 'none' ? ALONE : TOGETHER[trend][1], observations);

/** Critical values of the residual of one series on the others; the trend is that of their regression. */
export const criticalOf = (trend: 'constant' | 'trend', variables: Variables, observations: number): Critical =>
  valuesOf(TOGETHER[trend][variables], observations);
