import { leastSquares } from './leastSquares.ts';
import { type Critical, criticalOfOne, mackinnonP, type Trend } from './mackinnon.ts';

/** How many lagged changes are among the regressors: so many, or by Akaike's criterion at most so many. */
export type Lags = { readonly exactly: number } | { readonly atMost: number };

export type UnitRoot = {
  /** t of the level; the lower, the less likely a random walk. NaN for a series that never moves. */
  readonly statistic: number;
  /** By MacKinnon (1994), 0 to 1. */
  readonly p: number;
  readonly lags: number;
  readonly observations: number;
  readonly critical: Critical;
};

/** Schwert's (1989) upper bound of lags, as far as the rows allow. */
export const schwertLags = (rows: number, trend: Trend): number =>
  Math.max(0, Math.min(Math.ceil(12 * (rows / 100) ** 0.25), Math.floor(rows / 2) - termsOf(trend) - 1));

const termsOf = (trend: Trend): number => (trend === 'none' ? 0 : trend === 'constant' ? 1 : 2);

/** The change explained by trend, level and `lags` earlier changes, at the last rows for which `reach` earlier changes are known. */
function regressionOf(series: Float64Array, trend: Trend, lags: number, reach: number) {
  const rows = series.length - 1 - reach;
  if (rows < 1) throw new RangeError(`${series.length} numbers are too few for ${reach} lags`);
  const changes = new Float64Array(series.length - 1);
  for (let i = 0; i < changes.length; i++) changes[i] = (series[i + 1] ?? Number.NaN) - (series[i] ?? Number.NaN);
  const columns = [
    ...(trend === 'none' ? [] : [new Float64Array(rows).fill(1)]),
    ...(trend === 'trend' ? [Float64Array.from({ length: rows }, (_, k) => k + 1)] : []),
    series.subarray(reach, -1),
    ...Array.from({ length: lags }, (_, lag) => changes.subarray(reach - 1 - lag, reach - 1 - lag + rows)),
  ];
  return { rows, fit: leastSquares(changes.subarray(reach), columns) };
}

/** Number of lags with the least Akaike criterion, all tried on the same rows; the fewest of equals. */
function bestLags(series: Float64Array, trend: Trend, most: number): number {
  const { rows, fit } = regressionOf(series, trend, most, most);
  const others = termsOf(trend) + 1;
  let [best, least] = [0, Number.POSITIVE_INFINITY];
  for (let lags = 0; lags <= most; lags++) {
    const criterion = rows * Math.log((fit.squares[others + lags] ?? Number.NaN) / rows) + 2 * (others + lags);
    if (criterion < least) [best, least] = [lags, criterion];
  }
  return best;
}

/**
 * Augmented Dickey-Fuller test (Said and Dickey 1984) of "this is a random walk", as statsmodels' `adfuller` does it. Throws RangeError
 * for a series too short for its lags, and for numbers that are missing.
 */
export function dickeyFuller(series: Float64Array, trend: Trend, lags: Lags): UnitRoot {
  if (series.some((value) => !Number.isFinite(value))) throw new RangeError('the series has numbers that are missing');
  const chosen = 'exactly' in lags ? lags.exactly : bestLags(series, trend, lags.atMost);
  const { rows, fit } = regressionOf(series, trend, chosen, chosen);
  const level = termsOf(trend);
  const statistic = (fit.coefficients[level] ?? Number.NaN) / (fit.errors[level] ?? Number.NaN);
  return {
    statistic,
    p: Number.isNaN(statistic) ? Number.NaN : mackinnonP(statistic, trend, 1),
    lags: chosen,
    observations: rows,
    critical: criticalOfOne(trend, rows),
  };
}
