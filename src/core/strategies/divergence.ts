import { z } from 'zod';
import { divergence as detector } from '../detectors/divergence.ts';
import type { ReadonlyColumn } from '../market/candles.ts';
import { counted, numberText } from '../reply/format.ts';
import type { Strategy } from '../study/plug.ts';
import { unit } from './grade.ts';

const params = z.object({
  /** Bars over which a divergence's say decays to nothing. */
  fresh: z.number().int().min(1).max(100).default(10),
  minCandles: z.number().int().min(20).max(2000).default(50),
  swingThreshold: z.number().min(0).max(1).default(0.02),
});

export type DivergenceStrategyParams = z.infer<typeof params>;

const rsiParams = (p: DivergenceStrategyParams) => detector.params.parse({ ...p, indicator: 'rsi' });
const macdParams = (p: DivergenceStrategyParams) => detector.params.parse({ ...p, indicator: 'macd' });

/**
 * Trades divergences of RSI and MACD while they are fresh: each one's strength with its side's sign, falling in equal steps to
 * nothing over `fresh` bars from its confirmation. Two that agree add up to at most 1, two that contradict cancel.
 * Confidence is the detector's own, weighed by what each one says.
 */
export const divergence = {
  name: 'divergence',
  version: 1,
  about: 'Acts on fresh RSI and MACD divergences, decaying over 10 bars',
  source: 'Alexander Elder, The New Trading for a Living',
  params,
  fields: ['score', 'confidence'],
  warmup: (p) => Math.max(detector.warmup(rsiParams(p)), detector.warmup(macdParams(p))),
  memory: (p) => Math.max(detector.memory(rsiParams(p)), detector.memory(macdParams(p))),
  start(p, use, _bars, out) {
    const onRsi = use(detector, rsiParams(p));
    const onMacd = use(detector, macdParams(p));
    const warm = divergence.warmup(p);
    const advance = (from: number, to: number): void => {
      for (let i = from; i < to; i++) {
        if (i < warm) {
          out.score.set(i, Number.NaN);
          out.confidence.set(i, Number.NaN);
          continue;
        }
        const a = onRsi.score.at(i) * (1 - onRsi.age.at(i) / p.fresh);
        const b = onMacd.score.at(i) * (1 - onMacd.age.at(i) / p.fresh);
        const spoken = Math.abs(a) + Math.abs(b);
        out.score.set(i, a + b < 0 ? -unit(-(a + b)) : unit(a + b));
        out.confidence.set(i, spoken > 0 ? unit(Math.abs(a * onRsi.confidence.at(i) + b * onMacd.confidence.at(i)) / spoken) : 0);
      }
    };
    const say = (name: string, columns: { score: ReadonlyColumn; age: ReadonlyColumn }, i: number): string => {
      const score = columns.score.at(i);
      if (!(Math.abs(score) > 0)) return `no fresh divergence on ${name}`;
      return `${name} ${score > 0 ? 'bullish' : 'bearish'} divergence, strength ${numberText(Math.abs(score), 2)}, ${counted(columns.age.at(i), 'bar')} old`;
    };
    const explain = (i: number): readonly string[] => [say('RSI', onRsi, i), say('MACD', onMacd, i)];
    return { advance, explain };
  },
} satisfies Strategy<DivergenceStrategyParams>;
