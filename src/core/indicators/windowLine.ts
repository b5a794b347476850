/**
 * Mean and slope (per bar) of the least-squares line through the last n numbers. In blocks like WindowSum, so that nothing drifts
 * however long it runs, and a NaN is gone once the window has passed it. Numbers are taken less a recent one, so that a quiet
 * market's slope does not drown in the height of its prices.
 */
export class WindowLine {
  private readonly n: number;
  /** Sum of the squared distances of 0..n-1 from their mean. */
  private readonly spread: number;
  private readonly raw: Float64Array;
  /** Of the last block from slot k on: sums, and sums weighted by slot; one zero after them. */
  private readonly sums: Float64Array;
  private readonly weighted: Float64Array;
  private k = 0;
  private reference = Number.NaN;
  // Fields that begin as fractions are stored as doubles from the start; they would be boxed anew on every write otherwise.
  private begun = 0.5;
  private begunWeighted = 0.5;
  mean = Number.NaN;
  slope = Number.NaN;

  constructor(n: number) {
    this.n = n;
    this.spread = n === 1 ? 1 : (n * (n * n - 1)) / 12;
    this.raw = new Float64Array(n);
    this.sums = new Float64Array(n + 1).fill(Number.NaN, 0, n);
    this.weighted = new Float64Array(n + 1);
    this.begun = 0;
    this.begunWeighted = 0;
  }

  /** Takes the next number; `mean` and `slope` are NaN before there are n, or while one of them is NaN. */
  push(value: number): void {
    const { n, sums, weighted, k } = this;
    if (Number.isNaN(this.reference)) this.reference = value;
    const apart = value - this.reference;
    this.raw[k] = value;
    const begun = this.begun + apart;
    const begunWeighted = this.begunWeighted + k * apart;
    const rest = sums[k + 1] ?? 0;
    const sum = begun + rest;
    const placed = begunWeighted + (n - 1 - k) * begun + (weighted[k + 1] ?? 0) - (k + 1) * rest;
    this.mean = this.reference + sum / n;
    this.slope = (placed - ((n - 1) / 2) * sum) / this.spread;
    this.begun = begun;
    this.begunWeighted = begunWeighted;
    this.k = k + 1;
    if (this.k === n) this.turn();
  }

  private turn(): void {
    const { raw, sums, weighted } = this;
    let last = this.n - 1;
    while (last > 0 && Number.isNaN(raw[last])) last -= 1;
    const reference = raw[last] ?? Number.NaN;
    let sum = 0;
    let line = 0;
    for (let j = this.n - 1; j >= 0; j--) {
      const apart = (raw[j] ?? 0) - reference;
      sum += apart;
      line += j * apart;
      sums[j] = sum;
      weighted[j] = line;
    }
    this.reference = reference;
    this.begun = 0;
    this.begunWeighted = 0;
    this.k = 0;
  }
}
