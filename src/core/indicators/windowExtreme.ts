/**
 * Highest or lowest of the last n numbers, in blocks like WindowSum (van Herk, 1992; Gil and Werman, 1993): three comparisons a bar,
 * however long the window and whatever the prices do, and a NaN is gone once the window has passed it. Each window is asked for
 * extremes or for ages, never for both.
 */
export class WindowExtreme {
  private readonly n: number;
  /** 1 for the highest, -1 for the lowest: all below is written for the highest, and turned around without loss. */
  private readonly sign: number;
  /** Slots before `k` hold this block's numbers; from `k` on the highest of the last block from there to its end; none after them. */
  private readonly block: Float64Array;
  /** Slot of the last block's newest highest number from `k` on. */
  private readonly place: Int32Array;
  private k = 0;
  /** Highest of this block, and the slot of its newest one. A field that begins as a double stays one. */
  private begun = Number.NEGATIVE_INFINITY;
  private begunAt = 0;

  constructor(n: number, side: 'highest' | 'lowest') {
    this.n = n;
    this.sign = side === 'highest' ? 1 : -1;
    this.block = new Float64Array(n + 1).fill(Number.NaN, 0, n);
    this.block[n] = Number.NEGATIVE_INFINITY;
    this.place = new Int32Array(n + 1);
  }

  /** Takes the next number and gives the extreme of the last n; NaN before there are n, or while one of them is NaN. */
  push(next: number): number {
    const { block, sign, k } = this;
    const value = sign * next;
    const begun = Math.max(this.begun, value);
    const extreme = sign * Math.max(begun, block[k + 1] ?? Number.NaN);
    block[k] = value;
    this.begun = begun;
    this.k = k + 1;
    if (this.k === this.n) this.turn();
    return extreme;
  }

  /** Writes the extremes for the rows [from, to) of `source`, which may be `out` itself: push in a loop, with its state at hand. */
  slide(source: ArrayLike<number>, out: Float64Array, from: number, to: number): void {
    const { block, n, sign } = this;
    let i = from;
    while (i < to) {
      let { k, begun } = this;
      const end = Math.min(to, i + n - k);
      for (; i < end; i++) {
        const value = sign * (source[i] ?? Number.NaN);
        begun = Math.max(begun, value);
        out[i] = sign * Math.max(begun, block[k + 1] ?? Number.NaN);
        block[k] = value;
        k += 1;
      }
      this.k = k;
      this.begun = begun;
      if (k === n) this.turn();
    }
  }

  /** Writes the bars since that extreme instead, 0 at the newest bar and n - 1 at the oldest; of equal ones the newest counts. */
  age(source: ArrayLike<number>, out: Float64Array, from: number, to: number): void {
    const { block, place, n, sign } = this;
    for (let i = from; i < to; i++) {
      const { k } = this;
      const value = sign * (source[i] ?? Number.NaN);
      const begun = Math.max(this.begun, value);
      if (begun === value) this.begunAt = k;
      const last = block[k + 1] ?? Number.NaN;
      out[i] = begun >= last ? k - this.begunAt : begun < last ? k + n - (place[k + 1] ?? 0) : Number.NaN;
      block[k] = value;
      this.begun = begun;
      this.k = k + 1;
      if (this.k === n) this.turn();
    }
  }

  private turn(): void {
    const { block, place } = this;
    let highest = Number.NEGATIVE_INFINITY;
    let newest = 0;
    for (let j = this.n - 1; j >= 0; j--) {
      const value = block[j] ?? Number.NaN;
      if (value > highest) newest = j;
      highest = Math.max(highest, value);
      block[j] = highest;
      place[j] = newest;
    }
    this.k = 0;
    this.begun = Number.NEGATIVE_INFINITY;
  }
}
