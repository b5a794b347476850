import { allowance, LEANINGS } from '../facts/leanings.ts';
import type { Settings } from '../facts/settings.ts';

/** Names of the limits that allow more after a change than before it. */
export const raisedLimits = (before: Settings, after: Settings): readonly string[] =>
  LEANINGS.filter((one) => one.limit && allowance(one, after) > allowance(one, before)).map(({ path }) => path);
