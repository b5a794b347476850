import { z } from 'zod';
import { atr } from '../indicators/atr.ts';
import { ichimoku as indicator } from '../indicators/ichimoku.ts';
import { numberText } from '../reply/format.ts';
import type { Strategy } from '../study/plug.ts';
import { unit } from './grade.ts';

const params = z.object({
  fast: z.number().int().min(1).max(500).default(9),
  middle: z.number().int().min(1).max(500).default(26),
  slow: z.number().int().min(1).max(1000).default(52),
  shift: z.number().int().min(1).max(500).default(26),
  atrPeriod: z.number().int().min(2).max(200).default(14),
});

type Params = z.infer<typeof params>;

/** Parts of the vote: where the close lies of the cloud, the conversion of the base line, and the close of that `shift` bars ago. */
const CLOUD = 0.4;
const CROSS = 0.3;
const LAGGING = 0.3;

const cloudParams = (p: Params) => ({ fast: p.fast, middle: p.middle, slow: p.slow, shift: p.shift });

/**
 * Long above the cloud, short below it, silent within. Score: 0.4 for the cloud, 0.3 more where the conversion line lies on the same
 * side of the base line, 0.3 more where the close lies on the same side of that `shift` bars ago (the lagging line), each taken off
 * where it contradicts. Confidence is the mean of how far the close is clear of the cloud and how thick the cloud is, in average true
 * ranges.
 */
export const ichimoku = {
  name: 'ichimoku',
  version: 1,
  about: 'Price, lines and lagging line on one side of the Ichimoku cloud',
  source: 'Goichi Hosoda, Ichimoku Kinko Hyo (1969)',
  params,
  fields: ['score', 'confidence'],
  warmup: (p) => Math.max(indicator.warmup(cloudParams(p)), atr.warmup({ period: p.atrPeriod })),
  memory: (p) => Math.max(indicator.memory(cloudParams(p)), p.shift + 1, atr.memory({ period: p.atrPeriod })),
  start(p, use, bars, out) {
    const { conversion, base, spanA, spanB } = use(indicator, cloudParams(p));
    const range = use(atr, { period: p.atrPeriod }).value;
    const { close } = bars;
    const warm = ichimoku.warmup(p);
    const sideOf = (i: number): number => {
      const price = close.at(i);
      if (price > Math.max(spanA.at(i), spanB.at(i))) return 1;
      return price < Math.min(spanA.at(i), spanB.at(i)) ? -1 : 0;
    };
    const advance = (from: number, to: number): void => {
      for (let i = from; i < to; i++) {
        const size = range.at(i);
        const known = spanA.at(i) + spanB.at(i) + base.at(i) + close.at(i - p.shift) + size;
        if (i < warm || Number.isNaN(known)) {
          out.score.set(i, Number.NaN);
          out.confidence.set(i, Number.NaN);
          continue;
        }
        const side = sideOf(i);
        if (side === 0 || !(size > 0)) {
          out.score.set(i, 0);
          out.confidence.set(i, 0);
          continue;
        }
        const cross = Math.sign(conversion.at(i) - base.at(i));
        const lagging = Math.sign(close.at(i) - close.at(i - p.shift));
        const edge = side > 0 ? Math.max(spanA.at(i), spanB.at(i)) : Math.min(spanA.at(i), spanB.at(i));
        out.score.set(i, side * unit(CLOUD + side * (CROSS * cross + LAGGING * lagging)));
        out.confidence.set(i, (unit(Math.abs(close.at(i) - edge) / size) + unit(Math.abs(spanA.at(i) - spanB.at(i)) / size)) / 2);
      }
    };
    const explain = (i: number): readonly string[] => {
      const side = sideOf(i);
      return [
        `close ${side > 0 ? 'above' : side < 0 ? 'below' : 'within'} the cloud`,
        `conversion ${conversion.at(i) > base.at(i) ? 'above' : 'below'} base by ${numberText(Math.abs(conversion.at(i) - base.at(i)) / range.at(i), 1)} ATR`,
        `close ${close.at(i) > close.at(i - p.shift) ? 'above' : 'below'} that ${p.shift} bars ago`,
      ];
    };
    return { advance, explain };
  },
} satisfies Strategy<Params>;
