import type { Settings } from './settings.ts';

/** What stands for a limit that is absent. */
export const ABSENT = 'none';

/** Limits that may be absent; `none` takes them away. */
export const OPTIONAL: readonly string[] = [
  'signal.minAgreeing',
  'signal.minVolume',
  'signal.regimes',
  'signal.minHealth',
  'universe.minAge',
  'risk.maxNotional',
  'exits.maxHold',
  'approval.answerWithin',
  'approval.twoAbove',
];

/** Limits that are words of a list, of those that may be absent. */
export const WORDS: readonly string[] = ['signal.regimes'];

/** Lengths of time: what is typed for them can be `10m`. */
export const LENGTHS: readonly string[] = [
  'signal.coolDown',
  'universe.scanEvery',
  'universe.minAge',
  'exits.guardEvery',
  'exits.maxHold',
  'execution.postOnlyWait',
  'execution.quoteAge',
  'approval.answerWithin',
];

/** Whether a value of the settings is a group of them. */
export const isGroup = (one: unknown): one is Readonly<Record<string, unknown>> =>
  typeof one === 'object' && one !== null && !Array.isArray(one);

function present(value: unknown, path: string): readonly (readonly [string, string])[] {
  if (!isGroup(value)) return [[path, Array.isArray(value) ? value.join(',') : String(value)]];
  return Object.entries(value).flatMap(([key, inner]) => present(inner, path === '' ? key : `${path}.${key}`));
}

/** Every leaf of the settings as `path value`, as it is typed. */
export function leaves(values: unknown): readonly (readonly [string, string])[] {
  const found = present(values, '').filter(([, is]) => is !== 'undefined');
  const known = new Set(found.map(([path]) => path));
  return [...found, ...OPTIONAL.filter((path) => !known.has(path)).map((path) => [path, ABSENT] as const)];
}

/** The leaf at a path, as it is typed; `none` where there is none. */
export const valueAt = (values: unknown, path: string): string => leaves(values).find(([name]) => name === path)?.[1] ?? ABSENT;

/** What a strategy is that the settings do not name. */
const UNNAMED = { on: 'true', weight: '1' } as const;

/** What stands for a leaf that is absent: a strategy's usual one, else `none`. */
function absent(path: string): string {
  const [, , , part] = path.startsWith('signal.strategies.') ? path.split('.') : [];
  return part === 'on' || part === 'weight' ? UNNAMED[part] : ABSENT;
}

/** One leaf of two settings that differ; where it is absent, what that means: a strategy's usual one, else `none`. */
export type Difference = { readonly path: string; readonly before: string; readonly after: string };

/** Every leaf at which two settings differ, in the order of the first. */
export function differences(before: Settings, after: Settings): readonly Difference[] {
  const was = new Map(leaves(before));
  const is = new Map(leaves(after));
  return [...new Set([...was.keys(), ...is.keys()])]
    .map((path) => ({ path, before: was.get(path) ?? absent(path), after: is.get(path) ?? absent(path) }))
    .filter((leaf) => leaf.before !== leaf.after);
}
