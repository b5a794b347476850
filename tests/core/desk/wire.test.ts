import { expect, it } from 'vitest';
import { z } from 'zod';
import { exact, figure, fromWire, toWire } from '../../../src/core/desk/wire.ts';
import { fixed } from '../../../src/core/money.ts';

const result = z.object({ amount: exact, share: figure, by: z.record(z.string(), exact), symbol: z.string().optional() });
const sent = (data: unknown): unknown => JSON.parse(JSON.stringify(toWire(result, data)));

it('money is decimal text, what is undefined is left out, what is not declared stays here', () => {
  const data = { amount: fixed('-1.50'), share: 0.25, by: { USDT: fixed('0.000000000001') }, symbol: undefined, secret: 'x' };
  expect(sent(data)).toEqual({ amount: '-1.5', share: 0.25, by: { USDT: '0.000000000001' } });
});

it('comes back as it was, exact to the last decimal', () => {
  const data = { amount: fixed('123456789012345.123456789012'), share: 1 / 3, by: {}, symbol: 'BTC/USDT' };
  expect(fromWire(result, sent(data))).toEqual(data);
});

it.each([Number.NaN, Number.POSITIVE_INFINITY])('%s is null, which comes back as no figure', (share) => {
  const json = sent({ amount: 0n, share, by: {} });
  expect(json).toMatchObject({ share: null });
  expect(fromWire(result, json).share).toBeNaN();
});

it.each([{ amount: 1.5 }, { amount: '1' }, {}])('a result that is not what was declared is no JSON: %j', (wrong) => {
  expect(() => toWire(result, { share: 0, by: {}, ...wrong })).toThrow(z.ZodError);
});

it.each([{ amount: 1 }, { amount: '1e3' }, { amount: '' }])('JSON that is no result is refused: %j', (wrong) => {
  expect(() => fromWire(result, { share: 0, by: {}, ...wrong })).toThrow(z.ZodError);
});
