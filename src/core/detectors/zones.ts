import type { Bars, ReadonlyColumn } from '../market/candles.ts';

/** A price zone where swings have turned before. */
export type Zone = {
  /** Mean price of its swings. */
  level: number;
  low: number;
  high: number;
  /** Swings that turned here within the lookback. */
  touches: number;
  /** Bar of the newest of them. */
  touchedAt: number;
  /** Whether one of them turned on a volume spike. */
  volumeConfirmed: boolean;
  /** Side from which price looks at it: 1 above (support), -1 below (resistance), 0 not seen outside yet. */
  side: number;
  /** Bar at which a close went through it, -1 when none did of late. */
  brokenAt: number;
  /** Whether price has come back to it after that break. */
  retested: boolean;
  /** Whether the last bar came near or into it. */
  near: boolean;
  inside: boolean;
};

/** What happened to a zone at one bar: the index of its name in the detector's words. */
export const QUIET = 0;
const APPROACHED = 1;
const TOUCHED = 2;
const BROKEN = 3;
const RETESTED = 4;

export type ZoneParams = {
  readonly lookback: number;
  readonly reach: number;
  readonly bufferAtr: number;
  readonly buffer: number;
  readonly minTouches: number;
  readonly maxZones: number;
  readonly volumeSpike: number;
  readonly approachAtr: number;
  readonly retestWithin: number;
};

export type ZoneInputs = {
  readonly bars: Bars;
  readonly swingHigh: ReadonlyColumn;
  readonly swingLow: ReadonlyColumn;
  readonly atr: ReadonlyColumn;
  readonly volumeAverage: ReadonlyColumn;
};

const blank = (): Zone => ({
  level: 0,
  low: 0,
  high: 0,
  touches: 0,
  touchedAt: 0,
  volumeConfirmed: false,
  side: 0,
  brokenAt: -1,
  retested: false,
  near: false,
  inside: false,
});

/**
 * Strength of a zone at bar i, 0..1: touches / (touches + 1.5), less up to 30 % as the last touch grows old, plus 0.1 for volume;
 * halved from a break until price has come back and held.
 */
export function strengthOf(zone: Zone, i: number, lookback: number): number {
  const age = Math.min(1, (i - zone.touchedAt) / lookback);
  const standing = (zone.touches / (zone.touches + 1.5)) * (1 - 0.3 * age) + (zone.volumeConfirmed ? 0.1 : 0);
  return Math.min(1, isBroken(zone) ? standing / 2 : standing);
}

/** Broken and not yet retested. */
export const isBroken = (zone: Zone): boolean => zone.brokenAt >= 0 && !zone.retested;

/**
 * The zones of one series: the swings known at a bar and not older than the lookback, clustered anew whenever a swing is
 * confirmed, each zone's state then brought up over the bars since. All of it looks at nothing but a window of bars, so a zone
 * never depends on when the study started.
 */
export function createZones(params: ZoneParams, inputs: ZoneInputs) {
  const { bars, swingHigh, swingLow, atr, volumeAverage } = inputs;
  const { lookback, reach } = params;
  const pool: readonly Zone[] = Array.from({ length: params.maxZones }, blank);
  const prices = new Float64Array(2 * lookback);
  const pivots = new Int32Array(2 * lookback);
  const happened = new Uint8Array(params.maxZones);
  let count = 0;
  let held = 0;
  let halfWidth = 0;

  const insert = (price: number, pivot: number): void => {
    let slot = count;
    while (slot > 0 && (prices[slot - 1] ?? 0) > price) {
      prices[slot] = prices[slot - 1] ?? 0;
      pivots[slot] = pivots[slot - 1] ?? 0;
      slot -= 1;
    }
    prices[slot] = price;
    pivots[slot] = pivot;
    count += 1;
  };

  const expire = (i: number): void => {
    const oldest = i - lookback + 1 - reach;
    let kept = 0;
    for (let k = 0; k < count; k++) {
      if ((pivots[k] ?? 0) < oldest) continue;
      prices[kept] = prices[k] ?? 0;
      pivots[kept] = pivots[k] ?? 0;
      kept += 1;
    }
    count = kept;
  };

  /** The slot for a cluster: a free one, or that of the weakest zone when it is weaker; -1 when all are stronger. */
  const slotFor = (touches: number, touchedAt: number): number => {
    if (held < params.maxZones) return held++;
    let weakest = -1;
    let fewest = touches;
    let oldest = touchedAt;
    for (let z = 0; z < held; z++) {
      const zone = pool[z];
      if (zone === undefined) continue;
      if (zone.touches < fewest || (zone.touches === fewest && zone.touchedAt < oldest)) {
        weakest = z;
        fewest = zone.touches;
        oldest = zone.touchedAt;
      }
    }
    return weakest;
  };

  const settle = (from: number, to: number): void => {
    const touches = to - from;
    if (touches < params.minTouches) return;
    let sum = 0;
    let touchedAt = -1;
    let volumeConfirmed = false;
    for (let k = from; k < to; k++) {
      const pivot = pivots[k] ?? 0;
      sum += prices[k] ?? 0;
      if (pivot > touchedAt) touchedAt = pivot;
      const usual = volumeAverage.at(pivot);
      if (usual > 0 && bars.volume.at(pivot) >= params.volumeSpike * usual) volumeConfirmed = true;
    }
    const zone = pool[slotFor(touches, touchedAt)];
    if (zone === undefined) return;
    zone.level = sum / touches;
    zone.low = zone.level - halfWidth;
    zone.high = zone.level + halfWidth;
    zone.touches = touches;
    zone.touchedAt = touchedAt;
    zone.volumeConfirmed = volumeConfirmed;
    zone.side = 0;
    zone.brokenAt = -1;
    zone.retested = false;
    zone.near = false;
    zone.inside = false;
  };

  /** Moves a zone over bar i, whose figures are read once for all zones. */
  const step = (zone: Zone, i: number, low: number, high: number, close: number, approach: number): number => {
    const inside = low <= zone.high && high >= zone.low;
    const side = close > zone.high ? 1 : close < zone.low ? -1 : 0;
    if (zone.brokenAt >= 0 && i - zone.brokenAt > params.retestWithin) zone.brokenAt = -1;
    if (side !== 0 && side === -zone.side) {
      zone.side = side;
      zone.brokenAt = i;
      zone.retested = false;
      zone.near = true;
      zone.inside = true;
      return BROKEN;
    }
    if (zone.side === 0) zone.side = side;
    const near = inside || (side > 0 ? close - zone.high : zone.low - close) <= approach;
    let what = QUIET;
    if (inside && !zone.inside) {
      what = isBroken(zone) ? RETESTED : TOUCHED;
      if (what === RETESTED) zone.retested = true;
    } else if (near && !zone.near) what = APPROACHED;
    zone.near = near;
    zone.inside = inside;
    return zone.side === 0 ? QUIET : what;
  };

  /** Moves every zone over bar i; what happened to zone z is `happened[z]` until the next bar. */
  const advance = (i: number): void => {
    const low = bars.low.at(i);
    const high = bars.high.at(i);
    const close = bars.close.at(i);
    const approach = params.approachAtr * atr.at(i);
    for (let z = 0; z < held; z++) {
      const zone = pool[z];
      if (zone !== undefined) happened[z] = step(zone, i, low, high, close, approach);
    }
  };

  /** Brings new zones up to bar i over the bars in which a break still counts; those that no such bar touched need only the last. */
  const catchUp = (i: number): void => {
    const oldest = Math.max(bars.first, i - params.retestWithin);
    let lowest = Number.POSITIVE_INFINITY;
    let highest = Number.NEGATIVE_INFINITY;
    for (let j = oldest; j <= i; j++) {
      const low = bars.low.at(j);
      const high = bars.high.at(j);
      if (low < lowest) lowest = low;
      if (high > highest) highest = high;
    }
    for (let z = 0; z < held; z++) {
      const zone = pool[z];
      if (zone === undefined) continue;
      for (let j = lowest > zone.high || highest < zone.low ? i : oldest; j <= i; j++)
        step(zone, j, bars.low.at(j), bars.high.at(j), bars.close.at(j), params.approachAtr * atr.at(j));
    }
  };

  /** Clusters sorted prices into zones no wider than twice the buffer, from the lowest up. */
  const cluster = (i: number): void => {
    held = 0;
    halfWidth = Math.max(params.bufferAtr * atr.at(i), params.buffer * bars.close.at(i));
    let from = 0;
    for (let k = 1; k <= count; k++) {
      if (k < count && (prices[k] ?? 0) - (prices[from] ?? 0) <= 2 * halfWidth) continue;
      settle(from, k);
      from = k;
    }
    catchUp(i);
  };

  return {
    /** The zones held now are the first `size()` of these; they are overwritten by the next clustering. */
    pool,
    happened,
    size: (): number => held,
    /** From a zone's level to its edge, as of the newest clustering. */
    halfWidth: (): number => halfWidth,
    advance,
    /** Takes up the swings that bar i confirms, drops those that have grown too old, and clusters when there are new ones. */
    learn(i: number): void {
      const top = swingHigh.at(i);
      const bottom = swingLow.at(i);
      if (!(top > 0) && !(bottom > 0)) return;
      expire(i);
      if (top > 0) insert(top, i - reach);
      if (bottom > 0) insert(bottom, i - reach);
      cluster(i);
    },
    /** The same zones from the columns alone, for a reader that comes later. */
    rebuild(i: number): void {
      count = 0;
      for (let known = Math.max(bars.first, i - lookback + 1); known <= i; known++) {
        const top = swingHigh.at(known);
        const bottom = swingLow.at(known);
        if (top > 0) insert(top, known - reach);
        if (bottom > 0) insert(bottom, known - reach);
      }
      cluster(i);
    },
  };
}

export type Zones = ReturnType<typeof createZones>;
