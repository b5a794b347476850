/**
 * Least-squares regression of y on columns, fitted by Householder reflections, which keep their digits where normal equations lose
 * them.
 */
export type Fit = {
  readonly coefficients: Float64Array;
  /** Standard errors, by degrees of freedom n - k; NaN without any. */
  readonly errors: Float64Array;
  /** Sum of squared residuals of the regression on the first p columns, by p from 0. */
  readonly squares: Float64Array;
};

/** A column whose part that the ones before it do not explain is smaller than this share of it adds nothing. */
const DEPENDENT = 1e-12;

/** Throws RangeError when columns differ in length, or rows do not exceed columns. Dependent columns give NaN. */
export function leastSquares(y: Float64Array, columns: readonly Float64Array[]): Fit {
  const n = y.length;
  const k = columns.length;
  if (columns.some((column) => column.length !== n)) throw new RangeError('regressors and y differ in length');
  if (n <= k) throw new RangeError(`${n} rows do not determine ${k} coefficients`);
  const q = columns.map((column) => Float64Array.from(column));
  const rest = Float64Array.from(y);
  const upper = columns.map(() => new Float64Array(k));
  const squares = new Float64Array(k + 1);
  squares[0] = squaresFrom(rest, 0);
  let whole = true;
  for (let j = 0; j < k; j++) {
    const column = q[j] ?? new Float64Array(n);
    const length = Math.sqrt(squaresFrom(column, j));
    whole &&= length > DEPENDENT * Math.sqrt(squaresFrom(columns[j] ?? column, 0));
    const head = column[j] ?? 0;
    const diagonal = head > 0 ? -length : length;
    for (let i = 0; i < j; i++) set(upper, i, j, column[i] ?? 0);
    set(upper, j, j, diagonal);
    column[j] = head - diagonal;
    const scale = squaresFrom(column, j);
    if (scale > 0) {
      for (let other = j + 1; other < k; other++) reflect(q[other] ?? column, column, j, scale);
      reflect(rest, column, j, scale);
    }
    squares[j + 1] = squaresFrom(rest, j + 1);
  }
  const unknown = (): Float64Array => new Float64Array(k).fill(Number.NaN);
  if (!whole) return { coefficients: unknown(), errors: unknown(), squares };
  return { coefficients: solve(upper, rest), errors: errorsOf(upper, (squares[k] ?? 0) / (n - k)), squares };
}

const set = (rows: readonly Float64Array[], i: number, j: number, value: number): void => {
  const row = rows[i];
  if (row !== undefined) row[j] = value;
};

function squaresFrom(column: Float64Array, from: number): number {
  let sum = 0;
  for (let i = from; i < column.length; i++) sum += (column[i] ?? 0) ** 2;
  return sum;
}

/** Takes twice the part along `mirror` off, from row `from` on; `scale` is the mirror's squared length. */
function reflect(column: Float64Array, mirror: Float64Array, from: number, scale: number): void {
  let along = 0;
  for (let i = from; i < column.length; i++) along += (column[i] ?? 0) * (mirror[i] ?? 0);
  const twice = (2 * along) / scale;
  for (let i = from; i < column.length; i++) column[i] = (column[i] ?? 0) - twice * (mirror[i] ?? 0);
}

function solve(upper: readonly Float64Array[], right: Float64Array): Float64Array {
  const k = upper.length;
  const solved = new Float64Array(k);
  for (let i = k - 1; i >= 0; i--) {
    let value = right[i] ?? 0;
    for (let j = i + 1; j < k; j++) value -= (upper[i]?.[j] ?? 0) * (solved[j] ?? 0);
    solved[i] = value / (upper[i]?.[i] ?? 0);
  }
  return solved;
}

/** Square roots of the diagonal of the coefficients' covariance: the rows of the inverted triangle. */
function errorsOf(upper: readonly Float64Array[], variance: number): Float64Array {
  const k = upper.length;
  const sums = new Float64Array(k);
  const unit = new Float64Array(k);
  for (let j = 0; j < k; j++) {
    unit.fill(0);
    unit[j] = 1;
    const column = solve(upper, unit);
    for (let i = 0; i <= j; i++) sums[i] = (sums[i] ?? 0) + (column[i] ?? 0) ** 2;
  }
  return sums.map((sum) => Math.sqrt(variance * sum));
}
