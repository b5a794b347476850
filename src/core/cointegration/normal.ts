/** Area under the standard normal curve up to x (Marsaglia 2004, Evaluating the Normal Distribution: Taylor series around 0). */
export function normalBelow(x: number): number {
  if (Number.isNaN(x)) return Number.NaN;
  // Beyond this the area is 0 or 1 to sixteen digits, and the series would cancel.
  if (Math.abs(x) > 8.5) return x > 0 ? 1 : 0;
  let term = x;
  let sum = x;
  let before = 0;
  for (let odd = 3; sum !== before; odd += 2) {
    before = sum;
    term *= (x * x) / odd;
    sum += term;
  }
  // Far out rounding is larger than what is left, and would step over the ends.
  return Math.min(1, Math.max(0, 0.5 + sum * Math.exp(-0.5 * x * x - 0.5 * Math.log(2 * Math.PI))));
}
