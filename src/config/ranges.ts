import { z } from 'zod';
import { rangesOf } from '../core/facts/settingRange.ts';
import { configSchema } from './schema.ts';
import type { Variable } from './variables.ts';

const ranges = rangesOf(configSchema);
const defaults: unknown = configSchema.parse({});

/** What the schema allows a variable to be, in words; empty where the unit says it all. */
export const rangeOf = (variable: Variable): string =>
  ranges(variable.path, variable.unit.name === 'duration' ? variable.unit.write : undefined);

/** A variable's value inside any record of the configuration's shape. */
export const valueAt = (record: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>((value, key) => z.record(z.string(), z.unknown()).safeParse(value).data?.[key], record);

/** The default as one would write it; empty when there is none. */
export function defaultOf(variable: Variable): string {
  const value = valueAt(defaults, variable.path);
  return value === undefined ? '' : variable.unit.write(value);
}
