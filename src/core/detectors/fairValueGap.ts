import { z } from 'zod';
import type { Detector, Finding } from '../study/plug.ts';
import { forget } from './forget.ts';
import { OpenZones } from './openZones.ts';

const params = z.object({
  /** Whether gaps of one direction on neighbouring candles are one gap. */
  join: z.boolean().default(false),
  /** Bars after which a gap is forgotten. */
  lookback: z.number().int().min(10).max(10_000).default(500),
});

export type FairValueGapParams = z.infer<typeof params>;

/** A gap between two candles, known from the close of the second; or price back at one. */
export type FairValueGapFinding = Finding & {
  readonly what: 'formed' | 'mitigated';
  /** 1 where price rose through it, -1 where it fell. */
  readonly direction: number;
  /** The candle between the two; of a joined gap the last such. */
  readonly bar: number;
  readonly top: number;
  readonly bottom: number;
};

const FIELDS = [
  'direction',
  'top',
  'bottom',
  'bullishMitigated',
  'bearishMitigated',
  'bullishTop',
  'bullishBottom',
  'bearishTop',
  'bearishBottom',
] as const;

type Field = (typeof FIELDS)[number];

/**
 * Fair value gaps: a rising candle whose neighbours do not meet, the one before it ending below the one after it (direction 1), or
 * the mirror image (-1). `direction`, `top` and `bottom` are told at the third candle, which makes the gap. From the bar after on, a
 * price at its nearer edge mitigates it; `bullishMitigated` and `bearishMitigated` count those of a bar. `bullishTop` to
 * `bearishBottom` are the edges of the nearest gap still open on each side, as of the bar's close.
 * A joined gap takes the place of the one on the candle before, and reaches from the lowest bottom to the highest top.
 */
export const fairValueGap = {
  name: 'fairValueGap',
  version: 1,
  about: 'Fair value gaps, when price comes back to them, and the nearest still open',
  source: 'smart-money-concepts, fvg',
  params,
  fields: FIELDS,
  sparse: ['top', 'bottom', 'bullishTop', 'bullishBottom', 'bearishTop', 'bearishBottom'],
  warmup: () => 2,
  memory: (p) => 2 * p.lookback + 3,
  start(p, _use, bars, out) {
    const { open, high, low, close } = bars;
    const bullish = new OpenZones(1, false, p.lookback + 2);
    const bearish = new OpenZones(-1, false, p.lookback + 2);
    const findings: FairValueGapFinding[] = [];
    /** The gaps on neighbouring candles so far: their direction, and the middle bars of the first and the last. */
    let [side, begun, last] = [0, 0, -1];
    let now = 0;

    const mitigated = (direction: number, bar: number, top: number, bottom: number): void => {
      findings.push({ confirmed: now, what: 'mitigated', direction, bar, top, bottom });
    };

    const directionOf = (middle: number): number => {
      if (close.at(middle) > open.at(middle)) return high.at(middle - 1) < low.at(middle + 1) ? 1 : 0;
      if (close.at(middle) < open.at(middle)) return low.at(middle - 1) > high.at(middle + 1) ? -1 : 0;
      return 0;
    };
    const topOf = (middle: number): number => (side > 0 ? low.at(middle + 1) : low.at(middle - 1));
    const bottomOf = (middle: number): number => (side > 0 ? high.at(middle - 1) : high.at(middle + 1));

    const form = (i: number, direction: number): void => {
      const middle = i - 1;
      if (last !== middle - 1 || side !== direction) begun = middle;
      [side, last] = [direction, middle];
      const first = p.join ? Math.max(begun, middle - p.lookback + 1) : middle;
      // Every other gap of a row lies farther on, so the edges of the row are among the first two and the last two.
      const [second, before] = [Math.min(first + 1, middle), Math.max(middle - 1, first)];
      const top = Math.max(topOf(first), topOf(second), topOf(before), topOf(middle));
      const bottom = Math.min(bottomOf(first), bottomOf(second), bottomOf(before), bottomOf(middle));
      (direction > 0 ? bullish : bearish).add(middle, top, bottom);
      out.top.set(i, top);
      out.bottom.set(i, bottom);
      findings.push({ confirmed: i, what: 'formed', direction, bar: middle, top, bottom });
    };

    const advance = (from: number, to: number): void => {
      for (let i = from; i < to; i++) {
        now = i;
        const direction = i < 2 ? Number.NaN : directionOf(i - 1);
        out.direction.set(i, direction);
        out.top.set(i, Number.NaN);
        out.bottom.set(i, Number.NaN);
        bullish.expire(i - p.lookback);
        bearish.expire(i - p.lookback);
        const grows = p.join && last === i - 2 && side === direction;
        if (grows) (direction > 0 ? bullish : bearish).withdraw(last);
        const below = bullish.meet(low.at(i), mitigated);
        const above = bearish.meet(high.at(i), mitigated);
        out.bullishMitigated.set(i, i < 2 ? Number.NaN : below);
        out.bearishMitigated.set(i, i < 2 ? Number.NaN : above);
        if (direction === 1 || direction === -1) form(i, direction);
        out.bullishTop.set(i, bullish.top());
        out.bullishBottom.set(i, bullish.bottom());
        out.bearishTop.set(i, bearish.top());
        out.bearishBottom.set(i, bearish.bottom());
      }
      forget(findings, bars.first);
    };
    return { advance, findings };
  },
} satisfies Detector<FairValueGapParams, Field, FairValueGapFinding>;
