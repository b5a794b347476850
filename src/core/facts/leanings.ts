import { z } from 'zod';
import { isGroup } from './settingLeaves.ts';
import { type Settings, settingsSchema } from './settings.ts';
import { OFF_AT_ZERO } from './settingUnits.ts';

/**
 * Which way a setting allows more, and whether it is a limit, which takes a one-time code to be raised. `absent` is what it allows where
 * it is not set, if that is not without end.
 */
export type Leaning = {
  readonly path: string;
  readonly looser: 'larger' | 'smaller';
  readonly limit: boolean;
  readonly absent?: number | undefined;
};

/** The part of a setting's declaration that says it. */
const declared = z.object({
  properties: z.record(z.string(), z.unknown()).optional(),
  looser: z.enum(['larger', 'smaller']).optional(),
  limit: z.boolean().optional(),
  absent: z.number().optional(),
});

function leaningsIn(node: unknown, path: readonly string[]): readonly Leaning[] {
  const { properties = {}, looser, limit = false, absent } = declared.parse(node);
  const inner = Object.entries(properties).flatMap(([key, one]) => leaningsIn(one, [...path, key]));
  return looser === undefined ? inner : [{ path: path.join('.'), looser, limit, absent }, ...inner];
}

/** Every setting that can be read one way, as it is declared. */
export const LEANINGS = leaningsIn(z.toJSONSchema(settingsSchema, { io: 'input' }), []);

/** How much a setting allows in these values: more the larger it is. An absent limit allows anything, an absent need asks for nothing. */
export function allowance({ path, looser, absent = Number.POSITIVE_INFINITY }: Leaning, values: Settings): number {
  const value = path.split('.').reduce<unknown>((one, key) => (isGroup(one) ? one[key] : undefined), values);
  if (looser === 'smaller') return -Number(value ?? 0);
  if (value === undefined) return absent;
  return OFF_AT_ZERO.includes(path) && value === 0 ? Number.POSITIVE_INFINITY : Number(value);
}
