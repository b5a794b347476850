import type { ArgumentKind } from '../../core/desk/arguments.ts';
import { DAY, HOUR, type Ms, parseDuration, parseInstant, utcDay } from '../../core/time.ts';

/** `30m`, `2h`, `1d`. */
export const duration: ArgumentKind<Ms> = {
  name: 'a duration',
  example: '2h',
  parse(text) {
    const value = parseDuration(text);
    return value !== undefined && value > 0
      ? { value }
      : { wrong: `"${text}" is no duration`, expected: 'Expected a number and s, m, h or d' };
  },
  complete: (prefix) => ['30m', '1h', '4h', '1d'].filter((text) => text.startsWith(prefix)),
};

/** A past moment: an ISO time in UTC, or how long ago. */
export const moment: ArgumentKind<Ms> = {
  name: 'a time in UTC, or how long ago',
  example: '2h',
  parse(text, desk) {
    const ago = parseDuration(text.replace(/^-/, ''));
    const at = parseInstant(text) ?? (ago === undefined ? undefined : desk.now() - ago);
    if (at === undefined) return { wrong: `"${text}" is no time`, expected: 'Expected 2024-06-01T14:00 or 2h' };
    return at <= desk.now() ? { value: at } : { wrong: `${text} is still to come`, expected: 'Expected a time that has passed' };
  },
  complete: () => [],
};

/** A stretch of time up to now, by name or length; its start is given back. */
export const period: ArgumentKind<Ms> = {
  name: 'a period',
  example: 'week',
  parse(text, desk) {
    const now = desk.now();
    const named: Readonly<Record<string, Ms>> = {
      today: utcDay(now),
      day: now - DAY,
      week: now - 7 * DAY,
      month: now - 30 * DAY,
      year: now - 365 * DAY,
      all: 0,
      hour: now - HOUR,
    };
    const length = parseDuration(text);
    const from = named[text.toLowerCase()] ?? (length === undefined ? undefined : now - length);
    return from === undefined
      ? { wrong: `"${text}" is no period`, expected: 'Expected today, day, week, month, year, all or a duration' }
      : { value: from };
  },
  complete: (prefix) => ['today', 'day', 'week', 'month', 'year', 'all'].filter((text) => text.startsWith(prefix)),
};
