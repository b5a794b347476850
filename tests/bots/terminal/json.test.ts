import { expect, it } from 'vitest';
import { z } from 'zod';
import { answerLine, namedCall } from '../../../src/bots/terminal/json.ts';
import { exact, toWire } from '../../../src/core/desk/wire.ts';

it('an answer is one line of JSON, with its data and its text', () => {
  const answer = { command: 'x', outcome: 'ok', data: () => ({ money: '-1.5' }), reply: { title: 'Hello', lines: [] } } as const;
  const line = answerLine(answer, 7, 'PAPER');
  expect(line).not.toContain('\n');
  const read = z
    .object({ type: z.literal('reply'), at: z.literal(7), data: z.unknown(), text: z.string() })
    .parse(JSON.parse(line));
  expect(read.data).toEqual({ money: '-1.5' });
  expect(read.text).toBe('PAPER · Hello');
});

it('a result that is not what was declared leaves the answer standing and says so', () => {
  const data = () => toWire(z.object({ money: exact }), { money: 1 });
  const line = answerLine({ command: 'x', outcome: 'ok', data, reply: { title: 'Done', lines: [] } }, 7, 'PAPER');
  expect(JSON.parse(line)).toMatchObject({
    outcome: 'ok',
    data: null,
    fault: expect.stringContaining('money'),
    text: 'PAPER · Done',
  });
});

it.each([
  ['{"command":"status"}', { command: 'status', args: {} }],
  ['{"command":"close","args":{"position":7}}', { command: 'close', args: { position: 7 } }],
  ['/close 7', undefined],
  ['{close', undefined],
  ['{"command":7}', undefined],
  ['{"command":"close","position":7}', undefined],
  ['{"command":"close","args":[7]}', undefined],
])('%s as a call by names', (line, call) => {
  expect(namedCall(line)).toEqual(call);
});
