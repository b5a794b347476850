/** A group of swings on one side at nearly the same price. */
export type Pool = {
  /** Bars of its first and its last swing. */
  bar: number;
  end: number;
  /** Mean price of its swings, and their number. */
  level: number;
  swings: number;
  /** Whether price has gone beyond it. */
  swept: boolean;
};

/**
 * The swings of one side within a lookback, grouped: each swing that belongs to no group yet, oldest first, takes all later ones
 * within its tolerance until a price reaches beyond that. Prices of lows are held mirrored, so that beyond is always above.
 */
export class EqualLevels {
  /** The first `size` of these hold. */
  readonly pools: Pool[] = [];
  size = 0;
  private readonly side: number;
  private readonly bars: Float64Array;
  private readonly levels: Float64Array;
  private readonly widths: Float64Array;
  /** Bar at which a price reached beyond each swing's tolerance, Infinity when none has. */
  private readonly reached: Float64Array;
  private readonly grouped: Uint8Array;
  private count = 0;
  /** The lowest price that reaches beyond a swing's tolerance. */
  private first = Number.POSITIVE_INFINITY;

  constructor(side: number, room: number) {
    this.side = side;
    this.bars = new Float64Array(room);
    this.levels = new Float64Array(room);
    this.widths = new Float64Array(room);
    this.reached = new Float64Array(room);
    this.grouped = new Uint8Array(room);
  }

  /** Adds a swing; `replaces` says that it takes the newest one's place. `reached` is the bar that already went beyond it, or Infinity. */
  take(bar: number, price: number, width: number, reached: number, replaces: boolean): void {
    if (replaces && this.count > 0) this.count -= 1;
    const k = this.count;
    this.bars[k] = bar;
    this.levels[k] = this.side * price;
    this.widths[k] = width;
    this.reached[k] = reached;
    this.count += 1;
    this.group();
  }

  /** Drops the swings before bar `oldest`; those that were grouped with one of them stand on their own again. */
  expire(oldest: number): void {
    let old = 0;
    while (old < this.count && (this.bars[old] ?? oldest) < oldest) old += 1;
    if (old === 0) return;
    for (const column of [this.bars, this.levels, this.widths, this.reached]) column.copyWithin(0, old, this.count);
    this.count -= old;
    this.group();
  }

  /** Whether bar i, at this price, goes beyond any pool; `swept` hears of each. */
  meet(i: number, price: number, swept: (side: number, pool: Pool) => void): void {
    const reach = this.side * price;
    if (!(reach >= this.first)) return;
    for (let k = 0; k < this.count; k++) {
      if ((this.reached[k] ?? i) <= i || !(reach >= this.limit(k))) continue;
      this.reached[k] = i;
      const bar = this.bars[k];
      const pool = this.pools.find((one, n) => n < this.size && one.bar === bar);
      if (pool === undefined) continue;
      pool.swept = true;
      swept(this.side, pool);
    }
    this.measure();
  }

  /** The pool to which the newest swing belongs, when it is none of its own. */
  newest(): Pool | undefined {
    const bar = this.bars[this.count - 1];
    return this.pools.find((pool, n) => n < this.size && pool.end === bar);
  }

  /** Level of the nearest pool that is not swept; NaN when there is none. */
  nearest(): number {
    let best = Number.NaN;
    for (let n = 0; n < this.size; n++) {
      const pool = this.pools[n];
      if (pool === undefined || pool.swept) continue;
      if (!(this.side * best <= this.side * pool.level)) best = pool.level;
    }
    return best;
  }

  private limit(k: number): number {
    return (this.levels[k] ?? Number.NaN) + (this.widths[k] ?? Number.NaN);
  }

  private measure(): void {
    this.first = Number.POSITIVE_INFINITY;
    for (let k = 0; k < this.count; k++) {
      const limit = this.limit(k);
      if ((this.reached[k] ?? 0) === Number.POSITIVE_INFINITY && limit < this.first) this.first = limit;
    }
  }

  private group(): void {
    this.size = 0;
    this.grouped.fill(0, 0, this.count);
    for (let k = 0; k < this.count; k++) if (this.grouped[k] === 0) this.groupFrom(k);
    this.measure();
  }

  private groupFrom(head: number): void {
    const level = this.levels[head] ?? Number.NaN;
    const width = this.widths[head] ?? Number.NaN;
    const until = this.reached[head] ?? Number.NaN;
    let [sum, members, end] = [level, 1, head];
    for (let k = head + 1; k < this.count && (this.bars[k] ?? until) < until; k++) {
      const price = this.levels[k] ?? Number.NaN;
      if (this.grouped[k] === 1 || !(price >= level - width && price <= level + width)) continue;
      this.grouped[k] = 1;
      sum += price;
      members += 1;
      end = k;
    }
    if (members < 2) return;
    const pool = this.pools[this.size] ?? { bar: 0, end: 0, level: 0, swings: 0, swept: false };
    this.pools[this.size] = pool;
    this.size += 1;
    pool.bar = this.bars[head] ?? Number.NaN;
    pool.end = this.bars[end] ?? Number.NaN;
    pool.level = (this.side * sum) / members;
    pool.swings = members;
    pool.swept = until !== Number.POSITIVE_INFINITY;
  }
}
