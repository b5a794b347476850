import { z } from 'zod';
import type { DeepReadonly } from '../facts/deepReadonly.ts';
import { money } from '../facts/vocabulary.ts';
import { decimal, fixed } from '../money.ts';

/** Exact money in a result, decimal text in its JSON. */
export const exact = z.codec(money, z.bigint(), { decode: fixed, encode: decimal });

const anyNumber = z.custom<number>((value) => typeof value === 'number');

/** A statistic in a result. JSON knows no number that is not finite: there it is null, which comes back as NaN. */
export const figure = z.codec(z.number().nullable(), anyNumber, {
  decode: (value) => value ?? Number.NaN,
  encode: (value) => (Number.isFinite(value) ? value : null),
});

/** A result as JSON has it; the one way there. Throws ZodError for a result that is not what its command declares. */
export const toWire = (result: z.ZodType, data: unknown): unknown => z.encode(result, data);

/** The result that a JSON stands for. Throws ZodError for one that is none. */
export function fromWire<R>(result: z.ZodType<R>, json: unknown): DeepReadonly<R>;
export function fromWire(result: z.ZodType, json: unknown): unknown {
  return result.parse(json);
}
