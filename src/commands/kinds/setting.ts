import { z } from 'zod';
import type { ArgumentKind } from '../../core/desk/arguments.ts';
import { ABSENT, isGroup, LENGTHS, leaves, OPTIONAL, WORDS } from '../../core/facts/settingLeaves.ts';
import { pathNamed, SETTING_NAMES } from '../../core/facts/settingNames.ts';
import { AMOUNTS, OFF_AT_ZERO, withoutUnit } from '../../core/facts/settingUnits.ts';
import { numberIn, readFigure } from '../../core/figure.ts';
import { nearest } from '../../core/reply/nearest.ts';
import { parseDuration } from '../../core/time.ts';

/** What the study and the paper venue are built with at the start, so that no command can change it. */
export const FIXED: readonly string[] = [
  'timeframes',
  'decisionTimeframe',
  'signal.pairs',
  'execution.fee',
  'execution.slippage',
  'execution.maxVolumeShare',
];

/** A number as people type one: `0.02`, `2%`, `10m` where it is a length of time; NaN for anything else. */
const numberOf = (text: string, path: string): number => {
  if (OFF_AT_ZERO.includes(path) && text.toLowerCase() === 'off') return 0;
  return LENGTHS.includes(path) ? (parseDuration(text) ?? (text === '0' ? 0 : Number.NaN)) : numberIn(withoutUnit(path, text));
};

const SWITCHES: Readonly<Record<string, boolean>> = { true: true, on: true, yes: true, false: false, off: false, no: false };

const words = (text: string): readonly string[] =>
  text
    .toLowerCase()
    .split(',')
    .map((word) => word.trim());

/** The text as the kind of value that stands there now; what cannot be read is left for the schema to refuse. */
function typed(text: string, now: unknown, path: string): unknown {
  if (OPTIONAL.includes(path) && text.toLowerCase() === ABSENT) return undefined;
  if (WORDS.includes(path)) return words(text);
  if (OPTIONAL.includes(path)) return numberOf(text, path);
  if (typeof now === 'number') return numberOf(text, path);
  if (typeof now === 'boolean') return SWITCHES[text.toLowerCase()] ?? text;
  return Array.isArray(now) ? words(text) : text.toLowerCase();
}

const at = (values: unknown, path: string): unknown =>
  path.split('.').reduce((inner: unknown, key) => (isGroup(inner) ? inner[key] : undefined), values);

/** Why a text is no number where one is wanted, in words; undefined where it is one or none is wanted. */
export function misreadNumber(values: unknown, path: string, text: string): string | undefined {
  if (!Number.isNaN(typed(text, at(values, path), path))) return undefined;
  const read = readFigure(text);
  if (read !== undefined && 'wrong' in read) return `${read.wrong}. ${read.expected}`;
  if (AMOUNTS.includes(path)) return 'Expected an amount such as 500';
  return LENGTHS.includes(path) ? 'Expected a length of time such as 10m' : 'Expected a plain number such as 0.02, or 2%';
}

/** A copy of `values` with the leaf at `keys` changed. */
export function changed(values: unknown, keys: readonly string[], text: string, path = keys.join('.')): unknown {
  const [key = '', ...deeper] = keys;
  if (!isGroup(values)) return values;
  const now = values[key];
  return { ...values, [key]: deeper.length === 0 ? typed(text, now, path) : changed(now, deeper, text, path) };
}

/** The last word of a path. */
const leafOf = (path: string): string => path.slice(path.lastIndexOf('.') + 1);

/** The settings that a misspelt name is nearest to: one by its path or its name in the environment, or all that end as it does. */
function near(text: string, paths: readonly string[]): readonly string[] {
  const named = text.includes('_') ? nearest(text, Object.values(SETTING_NAMES)) : undefined;
  const whole = nearest(text, paths) ?? named;
  if (whole !== undefined) return [whole];
  const leaf = nearest(leafOf(text), paths.map(leafOf));
  return leaf === undefined ? [] : paths.filter((path) => leafOf(path) === leaf);
}

/** Words of the longest path, such as `execution max volume share`. */
const MOST_WORDS = 5;

/** A path without its dots and blanks, in small letters: `risk per trade` and `risk.perTrade` are one. */
const squeezed = (name: string): string => name.replace(/[. ]/g, '').toLowerCase();

/** A setting by its path, as one word or several (`risk per trade`), or by its name in the environment, or a group of them. */
export const setting: ArgumentKind<string> = {
  name: 'a setting',
  example: 'risk.perTrade',
  schema: z.string(),
  parse(text, desk) {
    const { values } = desk.state().settings;
    const paths = [...leaves(values).map(([path]) => path), ...Object.keys(values)];
    const found = (name: string): string | undefined =>
      paths.find((path) => squeezed(path) === squeezed(name)) ?? pathNamed(name);
    const path = found(text);
    if (path !== undefined) return { value: path };
    const [, name = '', value = ''] = /^([^=]+)=(.*)$/.exec(text) ?? [];
    const given = found(name);
    if (given !== undefined)
      return { wrong: `A name and its value are two words`, expected: `Expected /config ${given} ${value || 'and a value'}` };
    const meant = near(text, paths);
    return {
      wrong: `There is no setting ${text}`,
      expected: meant.length === 0 ? '/config lists them all' : `Did you mean ${meant.join(' or ')}?`,
    };
  },
  takes(words, desk) {
    const paths = new Set(leaves(desk.state().settings.values).map(([path]) => squeezed(path)));
    for (let taken = Math.min(MOST_WORDS, words.length); taken > 1; taken--)
      if (paths.has(squeezed(words.slice(0, taken).join(' ')))) return taken;
    return 1;
  },
  complete: (prefix, desk) =>
    leaves(desk.state().settings.values)
      .map(([path]) => path)
      .filter((path) => path.toLowerCase().startsWith(prefix.toLowerCase())),
};
