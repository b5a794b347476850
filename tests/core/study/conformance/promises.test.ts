import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { sma } from '../../../../src/core/indicators/sma.ts';
import { PROMISES } from '../../../../src/core/study/conformance/promises.ts';
import { sampleParameters } from '../../../../src/core/study/conformance/samples.ts';
import type { Plugin } from '../../../../src/core/study/conformance/trial.ts';
import type { Advance } from '../../../../src/core/study/plug.ts';

const good = {
  name: 'close',
  version: 1,
  about: 'The close',
  source: 'The candle',
  params: z.object({ period: z.number().int().min(1).max(9).default(3) }),
  fields: ['value'],
  warmup: () => 0,
  memory: () => 1,
} as const;

/** A plug-in with one fault; `value` is what it writes at bar i, knowing the end of its piece. */
const writing = (value: (close: (i: number) => number, i: number, to: number) => number, rest: Partial<Plugin> = {}): Plugin => ({
  ...good,
  start:
    (_p, _use, bars, out): Advance =>
    (from, to) => {
      for (let i = from; i < to; i++)
        out['value']?.set(
          i,
          value((k) => bars.close.at(k), i, to),
        );
    },
  ...rest,
});

const counting = (): Plugin => ({
  ...good,
  memory: () => 5,
  start(_p, _use, bars, out): Advance {
    let sum = 0;
    return (from, to) => {
      for (let i = from; i < to; i++) out['value']?.set(i, (sum += bars.close.at(i)));
    };
  },
});

/** Whose promise is broken first, in words that hold what follows. */
const FAULTS: readonly (readonly [string, Plugin, string])[] = [
  [
    'a close that it writes',
    {
      ...good,
      start: (_p, _use, bars, out): Advance => {
        const last = bars.close;
        return (from, to) => {
          for (let i = from; i < to; i++) out['value']?.set(i, last.at(i));
          const taken: { [bar: number]: number } = last.values;
          taken[0] = 1;
        };
      },
    },
    'it has changed the close of its 5m candle 0',
  ],
  ['no source', writing((close, i) => close(i), { source: '' }), 'must not be empty'],
  ['a field twice', writing((close, i) => close(i), { fields: ['value', 'value'] }), 'each once'],
  ['an unknown sparse field', writing((close, i) => close(i), { sparse: ['price'] }), 'sparse names price'],
  [
    'a parameter without a range',
    writing((close, i) => close(i), { params: z.object({ period: z.number().default(3) }) }),
    'has no range',
  ],
  [
    'a parameter taken beyond its range',
    writing((close, i) => close(i), { params: z.object({ period: z.coerce.number().int().min(1).max(9).default(3).catch(3) }) }),
    'it takes period',
  ],
  ['a value within its warm-up', writing((close, i) => close(i), { warmup: () => 3 }), 'its warm-up is 3'],
  ['no value after its warm-up', writing((close, i) => close(i - 2)), 'is NaN at bar 0'],
  [
    'a division by a still market',
    writing((close, i) => 1 / (close(i) - close(i - 1)), { warmup: () => 1 }),
    'in a market at rest',
  ],
  ['a look ahead', writing((close, i, to) => close(Math.min(i + 1, to - 1))), 'with other candles from bar'],
  ['a look at the piece it is given', writing((close, i, to) => close(i) + (to - i > 300 ? 1 : 0)), 'value at bar'],
  ['a memory that is too short', counting(), 'its memory is 5 bars'],
  [
    'a score out of bounds',
    writing(() => 2, {
      fields: ['score'],
      start: (_p, _u, _b, out) => (from, to) => {
        for (let i = from; i < to; i++) out['score']?.set(i, 2);
      },
    }),
    'score is 2',
  ],
  [
    'a finding out of order',
    {
      ...good,
      start: (_p, _use, bars, out) => ({
        findings: [{ confirmed: 7 }, { confirmed: 3 }],
        advance(from, to) {
          for (let i = from; i < to; i++) out['value']?.set(i, bars.close.at(i));
        },
      }),
    },
    'a finding of bar 3 comes after one of bar 7',
  ],
  [
    'nothing to say',
    {
      ...good,
      start: (_p, _use, bars, out) => ({
        advance(from, to) {
          for (let i = from; i < to; i++) out['value']?.set(i, bars.close.at(i));
        },
        explain: () => [],
      }),
    },
    'it has no words at bar 0',
  ],
];

describe('the contract of plug-ins', () => {
  it.each(FAULTS)('finds %s', (_, plugin, says) => {
    const [params] = sampleParameters(plugin);
    const broken = PROMISES.flatMap((promise) => promise.broken({ plugin, params }) ?? []);
    expect(broken[0]).toContain(says);
  });

  it('finds a constant that moves with the future although it never reads it', () => {
    const plugin = writing((close, i, to) => close(i) * (to % 2 === 0 ? 1 : 1 + 1e-15));
    expect(PROMISES.flatMap((promise) => promise.broken({ plugin, params: {} }) ?? [])).not.toEqual([]);
  });

  it('tries the usual parameters, the least and small ones, each once', () => {
    expect(sampleParameters(sma)).toEqual([{}, { period: 1 }, { period: 2 }]);
  });
});
