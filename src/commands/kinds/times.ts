import { z } from 'zod';
import type { ArgumentKind } from '../../core/desk/arguments.ts';
import { at } from '../../core/facts/vocabulary.ts';
import { nearest } from '../../core/reply/nearest.ts';
import { DAY, durationWords, HOUR, LONGEST, type Ms, momentWord, parseDuration, SECOND, utcDay } from '../../core/time.ts';
import { momentWords, parseMoment } from '../../core/zone.ts';

/** A point in time as JSON gives it: as far as a calendar goes. */
const instant = at.min(0).max(8.64e15);

const AT_MOST = `Expected at most ${LONGEST / DAY}d`;

/** Digits and a short word behind them, as a length has them: `2hh`, `30min`, `1,5x`; `2nd` counts something. */
const LIKE_A_LENGTH = /^[-\u2010-\u2015\u2212]?\d[\d.,]*(?!(?:st|nd|rd|th)\b)[a-z]{1,4}$/i;

/** A number alone, or before what is nearly the name of a unit: `30`, `30 mintes`. */
function lacksUnit(text: string): boolean {
  const [, name] = /^\d[\d.,]*(?:\s+(\S+))?$/.exec(text) ?? [undefined, ''];
  return name === undefined || (name.length > 3 && nearest(name, UNIT_NAMES) !== undefined);
}

const UNIT_NAMES = ['seconds', 'min', 'mins', 'minutes', 'hour', 'hours', 'days', 'weeks'] as const;

/** The words of a length, or of what only looks like one. */
function takes(words: readonly string[]): number {
  const taken = durationWords(words);
  return taken === 0 && words.length > 1 && lacksUnit(words.slice(0, 2).join(' ')) ? 2 : taken;
}

/** `30m`, `2 hours`, `1d`: whole ms, five years at most. */
export const duration: ArgumentKind<Ms> = {
  name: 'a duration',
  example: '2h',
  schema: z.number().int().positive().max(LONGEST, AT_MOST),
  word: (length) => `${length / SECOND}s`,
  parse(text) {
    const value = parseDuration(text);
    if (value === undefined || value <= 0)
      return {
        wrong: `"${text}" is no duration`,
        expected: 'Expected a number and s, m, h or d',
        ...(value === undefined && !LIKE_A_LENGTH.test(text) && !lacksUnit(text) ? {} : { meant: true }),
      };
    return value > LONGEST ? { wrong: `${text} is too long`, expected: AT_MOST, meant: true } : { value };
  },
  takes,
  complete: (prefix) => ['30m', '1h', '4h', '1d'].filter((text) => text.startsWith(prefix)),
};

/** A past moment: an ISO time in UTC, or how long ago. */
export const moment: ArgumentKind<Ms> = {
  name: 'a time in UTC, or how long ago',
  example: '2h',
  schema: instant,
  word: momentWord,
  parse(text, desk) {
    const ago = parseDuration(text.replace(/^-|\s+ago$/g, ''));
    const at = parseMoment(text) ?? (ago === undefined ? undefined : desk.now() - ago);
    if (at === undefined) return { wrong: `"${text}" is no time`, expected: 'Expected 2024-06-01T14:00 or 2h' };
    if (at < 0) return { wrong: `${text} is too long ago`, expected: 'Expected a time since 1970', meant: true };
    return at <= desk.now()
      ? { value: at }
      : { wrong: `${text} is still to come`, expected: 'Expected a time that has passed', meant: true };
  },
  takes(words) {
    const taken = momentWords(words) || durationWords(words);
    return taken > 0 && words[taken]?.toLowerCase() === 'ago' ? taken + 1 : taken;
  },
  complete: () => [],
};

const PERIODS = ['today', 'day', 'week', 'month', 'year', 'all', 'hour'] as const;

/**
 * A stretch of time up to now, by name, length, number of days or its start, which is given back: one of more than a day begins with a
 * UTC day.
 */
export const period: ArgumentKind<Ms, Ms | (typeof PERIODS)[number]> = {
  name: 'a period',
  example: 'week',
  schema: z.union([instant, z.enum(PERIODS)]),
  word: (from) => (typeof from === 'number' ? momentWord(from) : from),
  parse(text, desk) {
    const now = desk.now();
    const startOf = (length: Ms): Ms => (length > DAY ? utcDay(now - length) : now - length);
    const named: Readonly<Record<(typeof PERIODS)[number], Ms>> = {
      today: utcDay(now),
      day: now - DAY,
      week: startOf(7 * DAY),
      month: startOf(30 * DAY),
      year: startOf(365 * DAY),
      all: 0,
      hour: now - HOUR,
    };
    const length = parseDuration(/^[1-9]\d{0,3}$/.test(text) ? `${text}d` : text);
    const name = PERIODS.find((one) => one === text.toLowerCase());
    const from = name === undefined ? (length === undefined ? parseMoment(text) : startOf(length)) : named[name];
    if (from === undefined)
      return {
        wrong: `"${text}" is no period`,
        expected: 'Expected today, day, week, month, year, all, a duration or a number of days',
      };
    return from < 0 ? { wrong: `${text} is too long`, expected: 'Expected a period since 1970', meant: true } : { value: from };
  },
  takes: (words) => momentWords(words) || durationWords(words),
  complete: (prefix) => ['today', 'day', 'week', 'month', 'year', 'all'].filter((text) => text.startsWith(prefix)),
};
