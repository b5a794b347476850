import { z } from 'zod';
import type { ReadonlyColumn } from '../market/candles.ts';
import type { Detector, Finding } from '../study/plug.ts';
import { forget } from './forget.ts';
import { OpenZones } from './openZones.ts';
import { swingParams, swings } from './swings.ts';

const params = z.object({
  ...swingParams,
  /** Whether a candle's body must go through a block to mitigate it, or already its high or low. */
  closeMitigation: z.boolean().default(false),
});

export type OrderBlockParams = z.infer<typeof params>;

/** The candle that price left behind when it broke a swing, known from that break's close; or price gone through it later. */
export type OrderBlockFinding = Finding & {
  readonly what: 'formed' | 'mitigated';
  /** 1 for a block below the price, -1 above. */
  readonly direction: number;
  readonly bar: number;
  readonly top: number;
  readonly bottom: number;
};

const FIELDS = [
  'direction',
  'top',
  'bottom',
  'volume',
  'balance',
  'bullishMitigated',
  'bearishMitigated',
  'bullishTop',
  'bullishBottom',
  'bearishTop',
  'bearishBottom',
] as const;

type Field = (typeof FIELDS)[number];

/** One direction at work: 1 looks for blocks below the price, left behind by a break of a swing high; -1 mirrored. */
type Side = {
  readonly direction: number;
  readonly zones: OpenZones;
  /** The prices of the swings that are broken, and of the candles left behind. */
  readonly outer: ReadonlyColumn;
  readonly inner: ReadonlyColumn;
  /** Bar of the newest swing; the same while no close has gone beyond it, and that of the one before it, else -1. */
  last: number;
  standing: number;
  before: number;
};

/**
 * Order blocks: at the first close above the newest swing high, the lowest candle since that swing (direction 1), the last of
 * equal ones; mirrored below a swing low (-1). `direction`, `top`, `bottom`, `volume` (of the three candles up to the break) and
 * `balance` (the smaller part of it over the larger, the last two candles against the one before, 0..1) are told at that close. A
 * block holds until price goes through its far edge; `bullishMitigated` and `bearishMitigated` count those of a bar, and
 * `bullishTop` to `bearishBottom` are the edges of the nearest one that holds on each side.
 * Where a swing takes another's place, the one before both was the newest all along; a close that went beyond it meanwhile is told
 * then. Where one bar tells two blocks, the columns hold the second. What price does to a block after it has gone through is not followed: the library, which looks back, takes one out of its
 * table that price has then crossed all the way back.
 */
export const orderBlock = {
  name: 'orderBlock',
  version: 1,
  about: 'Order blocks, when price goes through them, and the nearest that hold',
  source: 'smart-money-concepts, ob',
  params,
  fields: FIELDS,
  sparse: ['top', 'bottom', 'volume', 'balance', 'bullishTop', 'bullishBottom', 'bearishTop', 'bearishBottom'],
  warmup: (p) => swings.warmup(p),
  memory: (p) => 3 * p.lookback + swings.memory(p),
  start(p, use, bars, out) {
    const { open, high, low, close, volume } = bars;
    const { length, lookback, closeMitigation } = p;
    const swing = use(swings, { length, lookback });
    const warm = swings.warmup(p);
    const findings: OrderBlockFinding[] = [];
    const sideOf = (direction: number): Side => ({
      direction,
      zones: new OpenZones(direction, true, lookback + 2),
      outer: direction > 0 ? high : low,
      inner: direction > 0 ? low : high,
      last: -1,
      standing: -1,
      before: -1,
    });
    const [rising, falling] = [sideOf(1), sideOf(-1)];
    let turned = 0;
    let now = 0;

    const mitigated = (direction: number, bar: number, top: number, bottom: number): void => {
      const column = direction > 0 ? out.bullishMitigated : out.bearishMitigated;
      column.set(now, column.at(now) + 1);
      findings.push({ confirmed: now, what: 'mitigated', direction, bar, top, bottom });
    };

    /** How far a candle reaches into the blocks of a side. */
    const reachOf = ({ direction, inner }: Side, i: number): number => {
      if (!closeMitigation) return inner.at(i);
      return direction > 0 ? Math.min(open.at(i), close.at(i)) : Math.max(open.at(i), close.at(i));
    };

    const isBeyond = ({ direction, outer }: Side, swingBar: number, i: number): boolean =>
      direction * close.at(i) > direction * outer.at(swingBar);

    const leftBehind = ({ direction, inner }: Side, from: number, to: number): number => {
      let best = from;
      for (let i = from + 1; i < to; i++) if (direction * inner.at(i) <= direction * inner.at(best)) best = i;
      return best;
    };

    /** What the bars after `broke` have done to a block: 0 nothing, 1 gone through it, 2 gone through and all the way back. */
    const fateOf = (side: Side, block: number, broke: number): number => {
      const { direction, inner, outer } = side;
      let fate = 0;
      for (let i = broke + 1; i <= now && fate < 2; i++) {
        if (fate === 0 && direction * reachOf(side, i) < direction * inner.at(block)) fate = 1;
        else if (fate === 1 && direction * outer.at(i) > direction * outer.at(block)) fate = 2;
      }
      return fate;
    };

    const isTold = (direction: number, bar: number): boolean => {
      for (let f = findings.length - 1; f >= 0; f--) {
        const one = findings[f];
        if (one === undefined || one.confirmed <= bar) return false;
        if (one.bar === bar && one.direction === direction) return true;
      }
      return false;
    };

    /** Tells the block of a swing that the close of bar `broke` went beyond. */
    const form = (side: Side, swingBar: number, broke: number): void => {
      const { direction, zones } = side;
      const bar = leftBehind(side, swingBar + 1, broke);
      const fate = fateOf(side, bar, broke);
      // Another swing can lead to the same candle; it is the same block.
      if (fate === 2 || isTold(direction, bar)) return;
      const [top, bottom] = [high.at(bar), low.at(bar)];
      const [newer, older] = [volume.at(broke) + volume.at(broke - 1), volume.at(broke - 2)];
      const most = Math.max(newer, older);
      out.direction.set(now, direction);
      out.top.set(now, top);
      out.bottom.set(now, bottom);
      out.volume.set(now, newer + older);
      out.balance.set(now, most > 0 ? Math.min(newer, older) / most : 1);
      findings.push({ confirmed: now, what: 'formed', direction, bar, top, bottom });
      if (fate === 0) zones.add(bar, top, bottom);
      else mitigated(direction, bar, top, bottom);
    };

    const turn = (side: Side, pivot: number): void => {
      if (turned !== side.direction) side.before = side.standing;
      else if (side.before >= now - lookback && side.before >= 0) {
        let i = side.last + 1;
        while (i <= pivot && !isBeyond(side, side.before, i)) i += 1;
        if (i <= pivot) {
          form(side, side.before, i);
          side.before = -1;
        }
      }
      turned = side.direction;
      side.last = pivot;
      side.standing = pivot;
    };

    const cross = (side: Side): void => {
      if (side.standing < 0 || side.standing < now - lookback || !isBeyond(side, side.standing, now)) return;
      form(side, side.standing, now);
      side.standing = -1;
    };

    const step = (i: number): void => {
      const highLow = swing.highLow.at(i);
      if (highLow === 1) turn(rising, i - length);
      if (highLow === -1) turn(falling, i - length);
      cross(rising);
      cross(falling);
    };

    const advance = (from: number, to: number): void => {
      for (let i = from; i < to; i++) {
        now = i;
        const nothing = i < warm ? Number.NaN : 0;
        out.direction.set(i, nothing);
        out.top.set(i, Number.NaN);
        out.bottom.set(i, Number.NaN);
        out.volume.set(i, Number.NaN);
        out.balance.set(i, Number.NaN);
        out.bullishMitigated.set(i, nothing);
        out.bearishMitigated.set(i, nothing);
        rising.zones.expire(i - lookback);
        falling.zones.expire(i - lookback);
        rising.zones.meet(reachOf(rising, i), mitigated);
        falling.zones.meet(reachOf(falling, i), mitigated);
        if (i >= warm) step(i);
        out.bullishTop.set(i, rising.zones.top());
        out.bullishBottom.set(i, rising.zones.bottom());
        out.bearishTop.set(i, falling.zones.top());
        out.bearishBottom.set(i, falling.zones.bottom());
      }
      forget(findings, bars.first);
    };
    return { advance, findings };
  },
} satisfies Detector<OrderBlockParams, Field, OrderBlockFinding>;
