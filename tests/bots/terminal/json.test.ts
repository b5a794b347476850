import { expect, it } from 'vitest';
import { z } from 'zod';
import { answerLine } from '../../../src/bots/terminal/json.ts';
import { fixed } from '../../../src/core/money.ts';

it('an answer is one line of JSON: money as decimal text, columns, sets and maps as what they hold', () => {
  const data = { money: fixed('-1.50'), column: Float64Array.of(1, Number.NaN), set: new Set(['a']), map: new Map([['k', 2n]]) };
  const line = answerLine({ command: 'x', outcome: 'ok', data, reply: { title: 'Hello', lines: [] } }, 7, 'PAPER');
  expect(line).not.toContain('\n');
  const read = z
    .object({ type: z.literal('reply'), at: z.literal(7), data: z.unknown(), text: z.string() })
    .parse(JSON.parse(line));
  expect(read.data).toEqual({ money: '-1.5', column: [1, null], set: ['a'], map: { k: '0.000000000002' } });
  expect(read.text).toBe('PAPER · Hello');
});
