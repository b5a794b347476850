/** A variance this small a part of the mean square around the reference is rounding. */
const ROUNDING = 1e-14;

/**
 * Mean and population standard deviation of the last n numbers, in blocks like WindowSum. Squares are taken around a recent number
 * that is chosen anew for every block: with squares of the prices themselves, a quiet market's deviation would drown in rounding.
 */
export class WindowMoments {
  /** NaN before there are n numbers, or while one of them is NaN; the same for `deviation`. */
  mean = Number.NaN;
  deviation = Number.NaN;
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

  push(value: number): void {
    const { n, k } = this;
    if (Number.isNaN(this.reference)) this.reference = value;
    const apart = value - this.reference;
    this.sum += apart;
    this.square += apart * apart;
    this.raw[k] = value;
    const shift = (this.sum + (this.sums[k + 1] ?? 0)) / n;
    const meanSquare = (this.square + (this.squares[k + 1] ?? 0)) / n;
    const variance = meanSquare - shift * shift;
    this.mean = this.reference + shift;
    this.deviation = variance < ROUNDING * meanSquare ? 0 : Math.sqrt(variance);
    this.k = k + 1;
    if (this.k === n) this.turn();
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
