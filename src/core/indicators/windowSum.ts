/**
 * Sum of the last n numbers. Nothing is ever subtracted: a window is the end of the last block of n and the beginning of this one
 * (van Herk, 1992), so the sum cannot drift however long it runs, and a NaN is gone once the window has passed it.
 */
export class WindowSum {
  /** Slots before `k` hold this block's numbers; from `k` on the sums of the last block from there to its end; one zero after them. */
  private readonly block: Float64Array;
  private readonly n: number;
  private k = 0;
  private begun = 0.5;

  constructor(n: number) {
    this.n = n;
    this.block = new Float64Array(n + 1).fill(Number.NaN, 0, n);
    // A field that begins as a fraction is stored as a double from the start; it would be boxed anew on every write otherwise.
    this.begun = 0;
  }

  /** Takes the next number and gives the sum of the last n; NaN before there are n, or while one of them is NaN. */
  push(value: number): number {
    const { block, k } = this;
    this.begun += value;
    const sum = this.begun + (block[k + 1] ?? 0);
    block[k] = value;
    this.k = k + 1;
    if (this.k === this.n) this.turn();
    return sum;
  }

  /** Writes the mean of the last n numbers of `source` for the rows [from, to): push in a loop, with its state at hand. */
  average(source: ArrayLike<number>, out: Float64Array, from: number, to: number): void {
    const { block, n } = this;
    let i = from;
    while (i < to) {
      let { k, begun } = this;
      const end = Math.min(to, i + n - k);
      for (; i < end; i++) {
        const value = source[i] ?? Number.NaN;
        begun += value;
        out[i] = (begun + (block[k + 1] ?? 0)) / n;
        block[k] = value;
        k += 1;
      }
      this.k = k;
      this.begun = begun;
      if (k === n) this.turn();
    }
  }

  private turn(): void {
    const { block } = this;
    let sum = 0;
    for (let j = this.n - 1; j >= 0; j--) {
      sum += block[j] ?? 0;
      block[j] = sum;
    }
    this.k = 0;
    this.begun = 0;
  }
}
