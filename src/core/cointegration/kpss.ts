import { leastSquares } from './leastSquares.ts';

export type Stationary = {
  /** The higher, the less likely the series stays around its level. */
  readonly statistic: number;
  /** Between the four tabled values; 0.01 and 0.1 stand for all beyond. */
  readonly p: number;
};

/** Statistics at 10, 5, 2.5 and 1 % (table 1 of the paper). */
const TABLE = {
  constant: [0.347, 0.463, 0.574, 0.739],
  trend: [0.119, 0.146, 0.176, 0.216],
} as const;
const SHARES = [0.1, 0.05, 0.025, 0.01] as const;

/**
 * Kwiatkowski, Phillips, Schmidt and Shin's (1992) test of "this stays around its level" (`trend`: around a straight line), with
 * Bartlett weights over `lags` autocovariances. It asks the opposite of Dickey-Fuller: one tells of what the other cannot rule out.
 */
export function kpss(series: Float64Array, around: 'constant' | 'trend', lags: number): Stationary {
  const n = series.length;
  const columns = [
    new Float64Array(n).fill(1),
    ...(around === 'trend' ? [Float64Array.from({ length: n }, (_, i) => i + 1)] : []),
  ];
  const { coefficients } = leastSquares(series, columns);
  const residual = series.map((value, i) =>
    columns.reduce((left, column, c) => left - (coefficients[c] ?? 0) * (column[i] ?? 0), value),
  );
  let sum = 0;
  let partial = 0;
  for (const value of residual) {
    sum += value;
    partial += sum * sum;
  }
  let variance = 0;
  for (let lag = 0; lag <= lags; lag++) {
    let product = 0;
    for (let i = lag; i < n; i++) product += (residual[i] ?? 0) * (residual[i - lag] ?? 0);
    variance += (lag === 0 ? 1 : 2 * (1 - lag / (lags + 1))) * product;
  }
  const statistic = partial / n / variance;
  return { statistic, p: between(statistic, TABLE[around]) };
}

/** The share at a statistic, straight between two tabled ones. */
function between(statistic: number, table: readonly number[]): number {
  const above = table.findIndex((tabled) => statistic <= tabled);
  if (above === 0) return SHARES[0];
  if (above < 0) return SHARES[3];
  const [low = 0, high = 1] = [table[above - 1], table[above]];
  const [from = 0, to = 0] = [SHARES[above - 1], SHARES[above]];
  return from + ((to - from) * (statistic - low)) / (high - low);
}
