import { z } from 'zod';
import { AUTHORITIES } from '../core/facts/settings.ts';
import { perCent } from '../core/facts/settingUnits.ts';
import { numberIn, readFigure } from '../core/figure.ts';
import { PRESETS } from '../core/strategies/presets.ts';
import { DAY, HOUR, MINUTE, type Ms, parseDuration, SECOND } from '../core/time.ts';

/** How one kind of value is written in the environment. */
export type Unit = {
  /** As the tables print it. */
  readonly name: string;
  readonly example: string;
  /** Undefined when the text is none of this kind; ranges are the schema's to check. */
  read(text: string): unknown;
  /** A value as one would write it. */
  write(value: unknown): string;
};

const plain = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? `${value}` : '');

function numeric(text: string): number | undefined {
  const value = numberIn(text);
  return Number.isFinite(value) ? value : undefined;
}

const SWITCHES: Readonly<Record<string, boolean>> = {
  true: true,
  yes: true,
  on: true,
  '1': true,
  false: false,
  no: false,
  off: false,
  '0': false,
};

const items = (text: string): readonly string[] =>
  text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');

const strategySwitches = z.record(z.string(), z.object({ on: z.boolean(), weight: z.number() }));

/** `momentum:1,pairs:off`: a weight switches a strategy on. A preset's name stands for all that it says; what follows it overrides. */
function readStrategies(text: string): z.infer<typeof strategySwitches> | undefined {
  const strategies: z.infer<typeof strategySwitches> = {};
  for (const item of items(text)) {
    const [name = '', setting = '', ...more] = item.split(':').map((part) => part.trim());
    const preset = setting === '' ? PRESETS[name] : undefined;
    if (preset !== undefined) {
      Object.assign(strategies, preset);
      continue;
    }
    const weight = numeric(setting);
    if (name === '' || more.length > 0 || (setting !== 'off' && weight === undefined)) return undefined;
    strategies[name] = { on: setting !== 'off', weight: weight ?? 1 };
  }
  return strategies;
}

/** A unit of whole words: the schema knows which. */
export const text = (name: string, example: string): Unit => ({ name, example, read: (word) => word, write: plain });

/** `0.02` or `2%`; the value is the fraction of one. */
export const fraction = (example: string): Unit => ({
  name: 'fraction of one, or %',
  example,
  read: numeric,
  write: plain,
});

/** The same for shares that people think of in per cent, which is how it is written. */
export const share = (example: string): Unit => ({
  ...fraction(example),
  name: 'per cent',
  write: (value) => (typeof value === 'number' ? perCent(value).replace(' ', '') : ''),
});

/** The digits of an amount of money, exact, however its thousands are parted. */
function digitsOf(text: string): string | undefined {
  const read = readFigure(text);
  return read !== undefined && 'decimal' in read && !read.percent ? read.decimal : undefined;
}

/** Money that is kept exactly; the value is decimal text. */
export const money = (example: string): Unit => ({ name: 'quote currency', example, read: digitsOf, write: plain });

/** Money that is a limit; the value is a number. */
export const amount = (example: string): Unit => ({
  ...money(example),
  read(text) {
    const digits = digitsOf(text);
    return digits === undefined ? undefined : Number(digits);
  },
});

export const number = (name: string, example: string): Unit => ({ name, example, read: numeric, write: plain });

/** Exact, unlike the text for people: 90 s is `1m30s`, half a second `0.5s`. */
function durationOf(length: Ms): string {
  let left = length;
  let written = '';
  for (const [name, unit] of [['d', DAY] as const, ['h', HOUR] as const, ['m', MINUTE] as const]) {
    if (left >= unit) written += `${Math.floor(left / unit)}${name}`;
    left %= unit;
  }
  return left > 0 || written === '' ? `${written}${left / SECOND}s` : written;
}

/** `30s`, `5m`, `1h30m`, and 0 which needs no unit; the value is ms. */
export const duration = (example: string): Unit => ({
  name: 'duration',
  example,
  read: (word) => (word === '0' ? 0 : parseDuration(word)),
  write: (value) => (typeof value === 'number' ? durationOf(value) : ''),
});

export const onOff = (example: string): Unit => ({
  name: 'on or off',
  example,
  read: (word) => SWITCHES[word.toLowerCase()],
  write: (value) => (value === true ? 'on' : 'off'),
});

export const list = (name: string, example: string): Unit => ({
  name,
  example,
  read: items,
  write: (value) => (Array.isArray(value) ? value.join(',') : ''),
});

export const strategies: Unit = {
  name: 'name:weight or name:off, ...',
  example: 'momentum:1.5,pairs:off',
  read: readStrategies,
  write: (value) =>
    Object.entries(strategySwitches.parse(value))
      .map(([name, { on, weight }]) => `${name}:${on ? weight : 'off'}`)
      .join(','),
};

const authorityWords = z.record(z.string(), z.enum(AUTHORITIES));

/** `momentum:approve,pairs:advise`. */
export const authorities: Unit = {
  name: 'name:word, ...',
  example: 'momentum:approve,pairs:advise',
  read(word) {
    const pairs = items(word).map((item) => item.split(':').map((part) => part.trim()));
    return authorityWords.safeParse(Object.fromEntries(pairs)).data;
  },
  write: (value) =>
    Object.entries(authorityWords.parse(value))
      .map(([name, authority]) => `${name}:${authority}`)
      .join(','),
};
