import { z } from 'zod';
import { adx } from '../indicators/adx.ts';
import { rsi as indicator } from '../indicators/rsi.ts';
import { numberText } from '../reply/format.ts';
import type { Strategy } from '../study/plug.ts';
import { unit } from './grade.ts';

const params = z.object({
  period: z.number().int().min(2).max(200).default(14),
  overbought: z.number().min(50).max(100).default(70),
  oversold: z.number().min(0).max(50).default(30),
  adxPeriod: z.number().int().min(2).max(200).default(14),
});

type Params = z.infer<typeof params>;

/** RSI points beyond its limit at which the vote is full. */
const FULL = 15;
/** RSI points back towards the middle, from one bar to the next, that count as a turn. */
const TURN = 3;
/** ADX from which a market trends so much that RSI can stay stretched. */
const TREND_ADX = 40;
const RANGE_ADX = 20;

/**
 * Buys what is oversold and sells what is overbought. Score: RSI points beyond the limit, full at 15. Confidence is the mean of how
 * far RSI has turned back since the bar before and how little ADX says trend.
 */
export const rsi = {
  name: 'rsi',
  version: 1,
  about: 'Buys an oversold RSI, sells an overbought one',
  source: 'Wilder, New Concepts in Technical Trading Systems (1978)',
  params,
  fields: ['score', 'confidence'],
  warmup: (p) => Math.max(p.period + 1, adx.warmup({ period: p.adxPeriod })),
  memory: (p) => Math.max(indicator.memory({ period: p.period }) + 1, adx.memory({ period: p.adxPeriod })),
  start(p, use, _bars, out) {
    const { value } = use(indicator, { period: p.period });
    const trend = use(adx, { period: p.adxPeriod }).adx;
    const warm = rsi.warmup(p);
    const advance = (from: number, to: number): void => {
      for (let i = from; i < to; i++) {
        const now = value.at(i);
        const before = value.at(i - 1);
        if (i < warm || Number.isNaN(now + before + trend.at(i))) {
          out.score.set(i, Number.NaN);
          out.confidence.set(i, Number.NaN);
          continue;
        }
        const side = now < p.oversold ? 1 : now > p.overbought ? -1 : 0;
        const beyond = side > 0 ? p.oversold - now : now - p.overbought;
        const ranging = unit((TREND_ADX - trend.at(i)) / (TREND_ADX - RANGE_ADX));
        out.score.set(i, side === 0 ? 0 : side * unit(beyond / FULL));
        out.confidence.set(i, side === 0 ? 0 : (unit((side * (now - before)) / TURN) + ranging) / 2);
      }
    };
    const explain = (i: number): readonly string[] => [
      `RSI ${numberText(value.at(i), 0)} (buys below ${p.oversold}, sells above ${p.overbought})`,
      `ADX ${numberText(trend.at(i), 0)} (range up to ${RANGE_ADX}, none above ${TREND_ADX})`,
    ];
    return { advance, explain };
  },
} satisfies Strategy<Params>;
