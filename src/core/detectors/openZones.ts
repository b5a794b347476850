/**
 * The zones of one direction that price has not undone yet, in the order in which they became known. A rising zone (direction 1)
 * lies below the price, a falling one above it; prices of falling ones are held mirrored, so that every zone is looked at from above.
 */
export class OpenZones {
  private readonly direction: number;
  /** Whether price undoes a zone by going through its far edge, or already by reaching its near one. */
  private readonly through: boolean;
  private readonly bars: Float64Array;
  private readonly nears: Float64Array;
  private readonly fars: Float64Array;
  private count = 0;
  /** The edge at which price undoes the first of them, the zone with the nearest edge, and the oldest one's bar. */
  private first = Number.NEGATIVE_INFINITY;
  private nearest = -1;
  private earliest = Number.POSITIVE_INFINITY;

  /** `room` is the most zones there can be: one for every bar that is not expired. */
  constructor(direction: number, through: boolean, room: number) {
    this.direction = direction;
    this.through = through;
    this.bars = new Float64Array(room);
    this.nears = new Float64Array(room);
    this.fars = new Float64Array(room);
  }

  add(bar: number, top: number, bottom: number): void {
    this.bars[this.count] = bar;
    this.nears[this.count] = this.direction > 0 ? top : -bottom;
    this.fars[this.count] = this.direction > 0 ? bottom : -top;
    this.count += 1;
    this.measure();
  }

  /** Takes out the newest zone where it is that of bar `bar`. */
  withdraw(bar: number): void {
    if (this.count === 0 || this.bars[this.count - 1] !== bar) return;
    this.count -= 1;
    this.measure();
  }

  /** Drops the zones of bars before `oldest`. */
  expire(oldest: number): void {
    if (!(this.earliest < oldest)) return;
    let kept = 0;
    for (let k = 0; k < this.count; k++) {
      if ((this.bars[k] ?? oldest) < oldest) continue;
      this.move(k, kept);
      kept += 1;
    }
    this.count = kept;
    this.measure();
  }

  /** Takes out the zones that this price undoes, telling each, and gives their number. */
  meet(price: number, undone: (direction: number, bar: number, top: number, bottom: number) => void): number {
    const reach = this.direction * price;
    if (!(this.through ? reach < this.first : reach <= this.first)) return 0;
    let kept = 0;
    for (let k = 0; k < this.count; k++) {
      const [bar, near, far] = [this.bars[k] ?? 0, this.nears[k] ?? Number.NaN, this.fars[k] ?? Number.NaN];
      if (this.through ? reach < far : reach <= near) {
        if (this.direction > 0) undone(1, bar, near, far);
        else undone(-1, bar, -far, -near);
        continue;
      }
      this.move(k, kept);
      kept += 1;
    }
    const gone = this.count - kept;
    this.count = kept;
    this.measure();
    return gone;
  }

  /** Edges of the zone that price comes to first; NaN when there is none. */
  top(): number {
    return this.direction > 0 ? this.at(this.nears) : -this.at(this.fars);
  }

  bottom(): number {
    return this.direction > 0 ? this.at(this.fars) : -this.at(this.nears);
  }

  private at(edges: Float64Array): number {
    return edges[this.nearest] ?? Number.NaN;
  }

  private move(from: number, to: number): void {
    this.bars[to] = this.bars[from] ?? Number.NaN;
    this.nears[to] = this.nears[from] ?? Number.NaN;
    this.fars[to] = this.fars[from] ?? Number.NaN;
  }

  private measure(): void {
    this.first = Number.NEGATIVE_INFINITY;
    this.nearest = -1;
    this.earliest = Number.POSITIVE_INFINITY;
    const edges = this.through ? this.fars : this.nears;
    let best = Number.NEGATIVE_INFINITY;
    for (let k = 0; k < this.count; k++) {
      const edge = edges[k] ?? Number.NaN;
      const near = this.nears[k] ?? Number.NaN;
      const bar = this.bars[k] ?? Number.NaN;
      if (edge > this.first) this.first = edge;
      if (bar < this.earliest) this.earliest = bar;
      if (near >= best) {
        best = near;
        this.nearest = k;
      }
    }
  }
}
