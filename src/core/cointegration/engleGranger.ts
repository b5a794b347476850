import { dickeyFuller, type Lags } from './dickeyFuller.ts';
import { leastSquares } from './leastSquares.ts';
import { type Critical, criticalOf, mackinnonP } from './mackinnon.ts';

export type Cointegration = {
  /** Of y = intercept + hedge x, by least squares. */
  readonly intercept: number;
  readonly hedge: number;
  /** Of the residual; the lower, the more likely the two belong together. */
  readonly statistic: number;
  /** By MacKinnon (1994) for two variables with a constant, 0 to 1. */
  readonly p: number;
  readonly critical: Critical;
  /** Bars in which half of the distance to the mean is made good; Infinity when it is not. */
  readonly halfLife: number;
  /** The newest residual in standard deviations of all. */
  readonly z: number;
};

/** Residuals at the size of rounding: a line without a spread. */
const FLAT = 1e-24;

/**
 * Engle and Granger's (1987) test of "these two do not belong together": y on x with a constant, then Dickey-Fuller without one on the
 * residual, as statsmodels' `coint` does it. NaN where the two are one line or do not move. Throws RangeError like `dickeyFuller`.
 */
export function engleGranger(y: Float64Array, x: Float64Array, lags: Lags): Cointegration {
  const { coefficients } = leastSquares(y, [new Float64Array(y.length).fill(1), x]);
  const [intercept = Number.NaN, hedge = Number.NaN] = coefficients;
  const residual = y.map((value, i) => value - intercept - hedge * (x[i] ?? Number.NaN));
  const squares = residual.reduce((sum, value) => sum + value * value, 0);
  const critical = criticalOf('constant', 2, y.length - 1);
  if (!(squares > y.length * FLAT))
    return { intercept, hedge, statistic: Number.NaN, p: Number.NaN, critical, halfLife: Number.NaN, z: Number.NaN };
  const { statistic } = dickeyFuller(residual, 'none', lags);
  return {
    intercept,
    hedge,
    statistic,
    p: mackinnonP(statistic, 'constant', 2),
    critical,
    halfLife: halfLife(residual),
    z: (residual.at(-1) ?? Number.NaN) / Math.sqrt(squares / y.length),
  };
}

/** Bars to the half of the way back: -ln 2 over the slope of the change on the level with a constant (Chan 2013, chapter 2). */
function halfLife(series: Float64Array): number {
  const level = series.subarray(0, -1);
  const change = level.map((value, i) => (series[i + 1] ?? Number.NaN) - value);
  const slope = leastSquares(change, [new Float64Array(level.length).fill(1), level]).coefficients[1] ?? Number.NaN;
  return Number.isNaN(slope) ? Number.NaN : slope < 0 ? -Math.LN2 / slope : Number.POSITIVE_INFINITY;
}
