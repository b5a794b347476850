/**
 * An average that moves by `weight` of the distance to each new number: exponential with 2 / (n + 1), Wilder's with 1 / n. It begins
 * as the mean of the first n numbers after `late` others, and begins anew after a number that is missing.
 */
export class Smoother {
  private readonly n: number;
  private readonly weight: number;
  private readonly late: number;
  /** Numbers that are still to come before the first average. */
  private missing: number;
  // A field that begins as a double stays one; it would be boxed anew on every write otherwise.
  private value = Number.NaN;

  constructor(n: number, weight: number, late = 0) {
    this.n = n;
    this.weight = weight;
    this.late = late;
    this.missing = n + late;
  }

  /** Takes the next number and gives the average; NaN before there are n, and again after a NaN. */
  push(next: number): number {
    if (this.missing === 0) {
      const value = this.value + this.weight * (next - this.value);
      if (!Number.isNaN(value)) {
        this.value = value;
        return value;
      }
    }
    this.begin(next);
    // Read back here: a double that comes out of a call would be boxed on every bar.
    return this.missing === 0 ? this.value : Number.NaN;
  }

  /** Writes the averages for the rows [from, to) of `source`, which may be `out` itself: push in a loop, with its state at hand. */
  smooth(source: ArrayLike<number>, out: Float64Array, from: number, to: number): void {
    let i = from;
    while (i < to) {
      if (this.missing > 0) {
        out[i] = this.push(source[i] ?? Number.NaN);
        i += 1;
      }
      if (this.missing > 0) continue;
      const { weight } = this;
      let { value } = this;
      for (; i < to; i++) {
        const next = value + weight * ((source[i] ?? Number.NaN) - value);
        if (Number.isNaN(next)) {
          this.missing = this.n + this.late;
          break;
        }
        value = next;
        out[i] = value;
      }
      this.value = value;
    }
  }

  private begin(next: number): void {
    if (this.missing === 0 || Number.isNaN(next)) this.missing = this.n + this.late;
    if (Number.isNaN(next)) return;
    this.missing -= 1;
    if (this.missing === this.n - 1) this.value = next;
    else this.value += next;
    if (this.missing === 0) this.value /= this.n;
  }
}
