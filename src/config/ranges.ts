import { z } from 'zod';
import { rangesOf } from '../core/facts/settingRange.ts';
import { soundBounds } from '../core/risk/soundSettings.ts';
import { configSchema } from './schema.ts';
import { pathOf, type Variable } from './variables.ts';

const ranges = rangesOf(configSchema);
const defaults = configSchema.parse({});

/** Units whose bounds are written as their values are. */
const WRITTEN = ['duration', 'per cent'];

/** What a variable may be at the defaults of the others, in words; empty where the unit says it all. */
export const rangeOf = (variable: Variable): string =>
  ranges(
    variable.path,
    WRITTEN.includes(variable.unit.name) ? variable.unit.write : undefined,
    soundBounds(defaults.settings, pathOf(variable)),
  );

/** A variable's value inside any record of the configuration's shape. */
export const valueAt = (record: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>((value, key) => z.record(z.string(), z.unknown()).safeParse(value).data?.[key], record);

/** The default as one would write it; empty when there is none. */
export function defaultOf(variable: Variable): string {
  const value = valueAt(defaults, variable.path);
  return value === undefined ? '' : variable.unit.write(value);
}
