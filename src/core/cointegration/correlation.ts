/** Pearson correlation of the changes of two series of equal length, such as the log returns of log closes; NaN where one does not move. */
export function correlationOfChanges(a: Float64Array, b: Float64Array): number {
  const n = a.length - 1;
  let [sumA, sumB, squaresA, squaresB, product] = [0, 0, 0, 0, 0];
  for (let i = 1; i <= n; i++) {
    const [da, db] = [(a[i] ?? 0) - (a[i - 1] ?? 0), (b[i] ?? 0) - (b[i - 1] ?? 0)];
    sumA += da;
    sumB += db;
    squaresA += da * da;
    squaresB += db * db;
    product += da * db;
  }
  const spread = (squaresA - (sumA * sumA) / n) * (squaresB - (sumB * sumB) / n);
  return spread > 0 ? (product - (sumA * sumB) / n) / Math.sqrt(spread) : Number.NaN;
}
