import { z } from 'zod';
import { atr } from '../indicators/atr.ts';
import { rsi } from '../indicators/rsi.ts';
import { sma } from '../indicators/sma.ts';
import { numberText } from '../reply/format.ts';
import type { Strategy } from '../study/plug.ts';
import { unit } from './grade.ts';

const params = z.object({
  short: z.number().int().min(2).max(500).default(20),
  middle: z.number().int().min(2).max(500).default(50),
  long: z.number().int().min(2).max(1000).default(200),
  rsiPeriod: z.number().int().min(2).max(200).default(14),
  overbought: z.number().min(50).max(100).default(70),
  oversold: z.number().min(0).max(50).default(30),
});

export type MomentumParams = z.infer<typeof params>;

/** Averages this many ATR apart, and price this many ATR beyond the long one, are a full trend. */
const SEPARATION = 1;
const CLEARANCE = 3;
/** RSI points below overbought (above oversold) over which the score fades to nothing. */
const FADE = 5;
/** Bars over which the middle average's slope is taken. */
const SLOPE = 10;

/**
 * Follows a trend: long while price stands above its long average and the short average above the middle one, until RSI is
 * overbought; short in the mirror. Score = half the averages' separation and half the price's clearance of the long average, each
 * in ATR, faded out towards overbought. Confidence = the mean of how far the averages stand in order, RSI on the trend's side of
 * 50, and the slope of the middle average.
 */
export const momentum = {
  name: 'momentum',
  version: 1,
  about: 'Trend by SMA 20/50/200, no entry where RSI is stretched',
  source: 'Moving-average trend following with an RSI filter; Wilder (1978) for RSI and ATR',
  params,
  fields: ['score', 'confidence'],
  warmup: (p) => Math.max(p.short, p.middle + SLOPE, p.long, p.rsiPeriod + 1) - 1,
  memory: (p) =>
    Math.max(
      sma.memory({ period: Math.max(p.long, p.middle) }) + SLOPE,
      rsi.memory({ period: p.rsiPeriod }),
      atr.memory({ period: p.rsiPeriod }),
    ),
  start(p, use, bars, out) {
    const short = use(sma, { period: p.short }).value;
    const middle = use(sma, { period: p.middle }).value;
    const long = use(sma, { period: p.long }).value;
    const strength = use(rsi, { period: p.rsiPeriod }).value;
    const range = use(atr, { period: p.rsiPeriod }).value;
    const { close } = bars;
    const warm = momentum.warmup(p);
    const advance = (from: number, to: number): void => {
      for (let i = from; i < to; i++) {
        if (i < warm) {
          out.score.set(i, Number.NaN);
          out.confidence.set(i, Number.NaN);
          continue;
        }
        const apart = short.at(i) - middle.at(i);
        const clear = close.at(i) - long.at(i);
        const atrNow = range.at(i);
        const side = apart > 0 && clear > 0 ? 1 : apart < 0 && clear < 0 ? -1 : 0;
        if (side === 0 || !(atrNow > 0)) {
          out.score.set(i, 0);
          out.confidence.set(i, 0);
          continue;
        }
        const rsiNow = strength.at(i);
        const room = unit((side > 0 ? p.overbought - rsiNow : rsiNow - p.oversold) / FADE);
        const grade = 0.5 * unit((side * apart) / (SEPARATION * atrNow)) + 0.5 * unit((side * clear) / (CLEARANCE * atrNow));
        const ordered = unit((side * (middle.at(i) - long.at(i))) / atrNow);
        const leaning = unit((side * (rsiNow - 50)) / 10);
        const rising = unit((side * (middle.at(i) - middle.at(i - SLOPE))) / (0.5 * atrNow));
        out.score.set(i, room > 0 ? side * grade * room : 0);
        out.confidence.set(i, (ordered + leaning + rising) / 3);
      }
    };
    const explain = (i: number): readonly string[] => [
      `price ${close.at(i) > long.at(i) ? 'above' : 'below'} SMA${p.long} by ${numberText(Math.abs(close.at(i) - long.at(i)) / range.at(i), 1)} ATR`,
      `SMA${p.short} ${short.at(i) > middle.at(i) ? 'above' : 'below'} SMA${p.middle} by ${numberText(Math.abs(short.at(i) - middle.at(i)) / range.at(i), 1)} ATR`,
      `RSI ${numberText(strength.at(i), 0)} (${p.oversold} to ${p.overbought} allows)`,
    ];
    return { advance, explain };
  },
} satisfies Strategy<MomentumParams>;
