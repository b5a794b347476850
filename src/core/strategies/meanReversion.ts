import { z } from 'zod';
import { adx } from '../indicators/adx.ts';
import { atr } from '../indicators/atr.ts';
import { bollinger } from '../indicators/bollinger.ts';
import { rsi } from '../indicators/rsi.ts';
import { numberText } from '../reply/format.ts';
import type { Strategy } from '../study/plug.ts';
import { unit } from './grade.ts';

const params = z.object({
  period: z.number().int().min(2).max(500).default(20),
  deviations: z.number().min(0.1).max(10).default(2),
  atrPeriod: z.number().int().min(2).max(200).default(14),
  rsiPeriod: z.number().int().min(2).max(200).default(14),
  adxPeriod: z.number().int().min(2).max(200).default(14),
});

export type MeanReversionParams = z.infer<typeof params>;

/** Position between middle (0) and band (1) from which the strategy speaks, and where it speaks in full. */
const SPEAKS = 0.6;
const FULL = 1.2;
/** ADX up to which the market counts as a range, and from which as a trend that is left alone. */
const RANGE_ADX = 20;
const TREND_ADX = 40;
/** Average true ranges back to the middle that make a return worth while. */
const REWARD = 1.5;

/**
 * Fades the edges of a range: long near the lower Bollinger band, short near the upper. Score = position beyond 0.6 of the band,
 * full at 1.2, scaled down from ADX 20 to nothing at 40. Confidence = the mean of how far ADX says range, how stretched RSI is on
 * the same side, and the way back to the middle in ATR.
 */
export const meanReversion = {
  name: 'mean reversion',
  version: 1,
  about: 'Bollinger band edges in a market without trend',
  source: 'Bollinger on Bollinger Bands; Wilder (1978) for ADX, RSI and ATR',
  params,
  fields: ['score', 'confidence'],
  warmup: (p) => Math.max(p.period - 1, p.rsiPeriod, atr.warmup({ period: p.atrPeriod }), adx.warmup({ period: p.adxPeriod })),
  memory: (p) =>
    Math.max(
      p.period,
      rsi.memory({ period: p.rsiPeriod }),
      atr.memory({ period: p.atrPeriod }),
      adx.memory({ period: p.adxPeriod }),
    ),
  start(p, use, bars, out) {
    const bands = use(bollinger, { period: p.period, deviations: p.deviations });
    const range = use(atr, { period: p.atrPeriod }).value;
    const strength = use(rsi, { period: p.rsiPeriod }).value;
    const trend = use(adx, { period: p.adxPeriod }).adx;
    const { close } = bars;
    const warm = meanReversion.warmup(p);
    const position = (i: number): number => {
      const half = bands.upper.at(i) - bands.middle.at(i);
      return half > 0 ? (close.at(i) - bands.middle.at(i)) / half : 0;
    };
    const advance = (from: number, to: number): void => {
      for (let i = from; i < to; i++) {
        if (i < warm) {
          out.score.set(i, Number.NaN);
          out.confidence.set(i, Number.NaN);
          continue;
        }
        const at = position(i);
        const edge = unit((Math.abs(at) - SPEAKS) / (FULL - SPEAKS));
        const ranging = unit((TREND_ADX - trend.at(i)) / (TREND_ADX - RANGE_ADX));
        const side = at < 0 ? 1 : -1;
        const score = edge * ranging;
        if (score === 0) {
          out.score.set(i, 0);
          out.confidence.set(i, 0);
          continue;
        }
        const stretched = unit((side * (50 - strength.at(i))) / 20);
        const reward = unit(Math.abs(close.at(i) - bands.middle.at(i)) / (REWARD * range.at(i)));
        out.score.set(i, side * score);
        out.confidence.set(i, (ranging + stretched + reward) / 3);
      }
    };
    const explain = (i: number): readonly string[] => [
      `price at ${numberText(position(i), 2, true)} of the way from the middle to the band (speaks from ${SPEAKS})`,
      `ADX ${numberText(trend.at(i), 0)} (range up to ${RANGE_ADX}, none above ${TREND_ADX})`,
      `RSI ${numberText(strength.at(i), 0)}`,
    ];
    return { advance, explain };
  },
} satisfies Strategy<MeanReversionParams>;
