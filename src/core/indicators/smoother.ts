/**
 * An average that moves by `weight` of the distance to each new number: exponential with 2 / (n + 1), Wilder's with 1 / n. It begins
 * as the mean of the first n numbers, and begins anew after a number that is missing.
 */
export class Smoother {
  private readonly n: number;
  private readonly weight: number;
  /** Numbers of the first n that are still to come. */
  private missing: number;
  private value = 0.5;

  constructor(n: number, weight: number) {
    this.n = n;
    this.weight = weight;
    this.missing = n;
    // A field that begins as a fraction is stored as a double from the start; it would be boxed anew on every write otherwise.
    this.value = 0;
  }

  /** Takes the next number and gives the average; NaN before there are n, and again after a NaN. */
  push(next: number): number {
    if (this.missing === 0 && !Number.isNaN(next)) this.value += this.weight * (next - this.value);
    else this.begin(next);
    // Read back here: a double that comes out of a call would be boxed on every bar.
    return this.missing === 0 ? this.value : Number.NaN;
  }

  private begin(next: number): void {
    if (Number.isNaN(next)) {
      this.missing = this.n;
      this.value = 0;
      return;
    }
    this.value += next;
    this.missing -= 1;
    if (this.missing === 0) this.value /= this.n;
  }
}
