/** A variance this small a part of the mean square around the reference is rounding. */
const ROUNDING = 1e-14;

/**
 * Mean and population standard deviation of the last n numbers, in blocks like WindowSum. Squares are taken around a recent number
 * that is chosen anew for every block: with squares of the prices themselves, a quiet market's deviation would drown in rounding.
 */
export class WindowMoments {
  private readonly n: number;
  private readonly raw: Float64Array;
  private readonly sums: Float64Array;
  private readonly squares: Float64Array;
  private k = 0;
  private reference = Number.NaN;
  private sum = 0.5;
  private square = 0.5;

  constructor(n: number) {
    this.n = n;
    this.raw = new Float64Array(n);
    this.sums = new Float64Array(n + 1).fill(Number.NaN, 0, n);
    this.squares = new Float64Array(n + 1);
    this.sum = 0;
    this.square = 0;
  }

  /** Writes both for the rows [from, to) of `source`; NaN before there are n numbers, or while one of them is NaN. */
  measure(source: ArrayLike<number>, mean: Float64Array, deviation: Float64Array, from: number, to: number): void {
    const { n, raw, sums, squares } = this;
    let i = from;
    while (i < to) {
      if (Number.isNaN(this.reference)) this.reference = source[i] ?? Number.NaN;
      let { k, sum, square } = this;
      const { reference } = this;
      const end = Math.min(to, i + n - k);
      for (; i < end; i++) {
        const value = source[i] ?? Number.NaN;
        const apart = value - reference;
        sum += apart;
        square += apart * apart;
        raw[k] = value;
        k += 1;
        const shift = (sum + (sums[k] ?? 0)) / n;
        const meanSquare = (square + (squares[k] ?? 0)) / n;
        const variance = meanSquare - shift * shift;
        mean[i] = reference + shift;
        deviation[i] = variance < ROUNDING * meanSquare ? 0 : Math.sqrt(variance);
      }
      this.k = k;
      this.sum = sum;
      this.square = square;
      if (k === n) this.turn();
    }
  }

  private turn(): void {
    const { raw, sums, squares } = this;
    let last = this.n - 1;
    while (last > 0 && Number.isNaN(raw[last])) last -= 1;
    const reference = raw[last] ?? Number.NaN;
    let sum = 0;
    let square = 0;
    for (let j = this.n - 1; j >= 0; j--) {
      const apart = (raw[j] ?? 0) - reference;
      sum += apart;
      square += apart * apart;
      sums[j] = sum;
      squares[j] = square;
    }
    this.reference = reference;
    this.sum = 0;
    this.square = 0;
    this.k = 0;
  }
}
