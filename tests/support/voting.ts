import { z } from 'zod';
import type { Bars } from '../../src/core/market/candles.ts';
import type { Strategy } from '../../src/core/study/plug.ts';

/**
 * A strategy that votes from the first bar on as it is told, in full confidence or in the second number; what `vote` throws is its
 * failure.
 */
export const voting = (
  name: string,
  vote: (i: number, bars: Bars) => number | readonly [score: number, confidence: number],
): Strategy<unknown> => ({
  name,
  version: 1,
  about: 'Of a test',
  source: 'This test',
  params: z.object({}),
  fields: ['score', 'confidence'],
  sparse: [],
  warmup: () => 0,
  memory: () => 1,
  start: (_params, _use, bars, out) => ({
    advance(from, to) {
      for (let i = from; i < to; i++) {
        const given = vote(i, bars);
        const [score, confidence] = typeof given === 'number' ? [given, 1] : given;
        out.score.set(i, score);
        out.confidence.set(i, confidence);
      }
    },
    explain: () => [`${name} has voted`],
  }),
});
