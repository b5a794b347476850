import { expect, it } from 'vitest';
import { z } from 'zod';
import { expectedBy } from '../../../src/core/facts/expected.ts';

it.each<[z.ZodType, unknown, string]>([
  [z.number(), 'many', 'expected a number'],
  [z.number().min(50), 3, 'expected at least 50'],
  [z.number().gt(0), 0, 'expected more than 0'],
  [z.number().max(1), 2, 'expected at most 1'],
  [z.number().lt(1), 1, 'expected less than 1'],
  [z.number().multipleOf(5), 7, 'expected a multiple of 5'],
  [z.string().min(3), 'ab', 'expected at least 3 characters'],
  [z.array(z.string()).min(1), [], 'expected at least 1 item'],
  [z.array(z.string()), 'a', 'expected a list'],
  [z.object({}), 1, 'expected named values'],
  [z.enum(['long', 'short']), 'up', 'expected one of long, short'],
  [z.literal('long'), 'up', 'expected long'],
  [z.strictObject({}), { a: 1, b: 2 }, 'expected no a, b'],
  [z.iso.date(), 'noon', 'expected text in the form of date'],
  [z.union([z.string(), z.number()]), null, 'expected something else'],
  [z.number({ error: 'a size in coins' }), 'x', 'a size in coins'],
])('%# says what it expects', (schema, value, says) => {
  expect(expectedBy(schema.safeParse(value).error?.issues[0])).toBe(says);
});
