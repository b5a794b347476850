import { expect, it } from 'vitest';
import { z } from 'zod';
import { type ArgumentKind, optional } from '../../../src/core/desk/arguments.ts';
import { defineCommand } from '../../../src/core/desk/command.ts';
import { exact } from '../../../src/core/desk/wire.ts';
import { fixed } from '../../../src/core/money.ts';
import { chatDesk } from '../../bots/desk.ts';

const words = { name: 'sum', aliases: [], about: 'A sum', role: 'viewer', risk: 'none' } as const;
const result = z.object({ sum: exact });
const run = async () => ({ sum: 1n });
const show = () => ({ title: '', lines: [] });

/** Commands that say too little or show too much. None is run: that they do not compile is what is tested. */
export const tries = () => [
  // @ts-expect-error a result is declared
  () => defineCommand({ ...words, args: {}, run, show }),
  // @ts-expect-error what is given is what was declared
  () => defineCommand({ ...words, args: {}, run: async () => ({ sum: 1 }), result, show }),
  // @ts-expect-error nothing is shown that was not declared
  () => defineCommand({ ...words, args: {}, run, result, show: ({ sun }) => ({ title: `${sun}`, lines: [] }) }),
  // @ts-expect-error nor anything of the desk
  () => defineCommand({ ...words, args: {}, run, result, show: (_, desk) => ({ title: `${desk.now()}`, lines: [] }) }),
  // @ts-expect-error an argument has a schema
  (): ArgumentKind<string> => ({ name: 'x', example: 'x', parse: (value) => ({ value }), complete: () => [] }),
];

const kind: ArgumentKind<number> = {
  name: 'a count',
  example: '3',
  schema: z.number().int(),
  parse: (text) => (/^\d+$/.test(text) ? { value: Number(text) } : { wrong: `${text} is none`, expected: 'Expected a number' }),
  complete: () => [],
};
const command = defineCommand({
  ...words,
  args: { count: optional(kind) },
  run: async ({ count = 1 }) => ({ sum: fixed('0.1') * BigInt(count) }),
  result,
  show: ({ sum }) => ({ title: String(sum), lines: [] }),
});

it('a call gives its result as JSON and the view of it, which the JSON draws too', async () => {
  const desk = chatDesk();
  const call = command.call({ count: 3 }, desk);
  if ('refused' in call) throw new Error(call.refused.title);
  const { data, reply } = await call.run({ id: 'p1', name: 'Ana', role: 'viewer' });
  expect(data()).toEqual({ sum: '0.3' });
  expect(reply).toEqual({ title: '300000000000', lines: [] });
  expect(command.draw(data(), desk)).toEqual(reply);
});

it('says of each argument what it is in words and as JSON', () => {
  expect(command.outline).toMatchObject([{ name: 'count', expected: 'a count', example: '3', optional: true }]);
  expect(command.outline[0]?.schema.safeParse('3').success).toBe(false);
});

it.each([
  [{ count: 'many' }, 'many is none'],
  [{ count: '3' }, 'count cannot be "3"'],
  [{ count: 1.5 }, 'count cannot be 1.5'],
  [{ counts: 3 }, 'There is no argument counts'],
])('%j is refused: %s', (args, title) => {
  expect(command.call(args, chatDesk())).toMatchObject({ refused: { title, outcome: 'refused' } });
});
