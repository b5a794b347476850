import { describe, expect, it } from 'vitest';
import {
  DAY,
  durationText,
  HOUR,
  iso,
  lengthOf,
  MINUTE,
  parseDuration,
  parseInstant,
  TIMEFRAMES,
  utcDay,
} from '../../src/core/time.ts';

describe('time in UTC', () => {
  it.each([
    ['2024-06-01', '2024-06-01T00:00:00Z'],
    ['2024-06-01T14:30', '2024-06-01T14:30:00Z'],
    ['2024-06-01 14:30:05', '2024-06-01T14:30:05Z'],
    ['2024-06-01T14:30:05.250Z', '2024-06-01T14:30:05.250Z'],
    ['2024-06-01T14:30+02:00', '2024-06-01T12:30:00Z'],
    ['2024-02-29', '2024-02-29T00:00:00Z'],
  ])('reads %s as %s', (text, expected) => {
    expect(iso(parseInstant(text) ?? Number.NaN)).toBe(expected);
  });

  it.each(['', 'yesterday', '2024-13-01', '2024-02-31', '2023-02-29', '2024-6-1', '14:30', '2024-06-01T25:00'])(
    'does not take %j for a time',
    (text) => {
      expect(parseInstant(text)).toBeUndefined();
    },
  );

  it.each<[string, number | undefined]>([
    ['90s', 90_000],
    ['30m', 30 * MINUTE],
    ['1h30m', 90 * MINUTE],
    ['1.5h', 90 * MINUTE],
    ['1,5h', 90 * MINUTE],
    ['1,5x', undefined],
    ['1½h', 90 * MINUTE],
    ['½ h', 30 * MINUTE],
    ['1,000 s', 1_000_000],
    ['1.000 s', 1_000],
    ['1\u00a0h\u00a030\u00a0m', 90 * MINUTE],
    ['1,,5h', undefined],
    ['1h,30m', undefined],
    ['1 - 2h', undefined],
    ['2d', 2 * DAY],
    ['1w', 7 * DAY],
    ['5', undefined],
    ['h', undefined],
    ['-1h', undefined],
    ['1h 30m', 90 * MINUTE],
    ['30 min', 30 * MINUTE],
    ['30minutes', 30 * MINUTE],
    ['1 hour', HOUR],
    ['2 hrs', 2 * HOUR],
    ['90 s', 90_000],
    ['1.5 h', 90 * MINUTE],
    ['1 Day', DAY],
    ['2 h 5 m', 125 * MINUTE],
    ['500 ms', 500],
    ['30 M', undefined],
    ['30 mints', undefined],
    ['30 min lunch', undefined],
    ['30', undefined],
    ['min', undefined],
  ])('reads %s as %s ms', (text, expected) => {
    expect(parseDuration(text)).toBe(expected);
  });

  it.each([
    [18_000, '18 s'],
    [41 * MINUTE, '41 m'],
    [125 * MINUTE, '2 h 5 m'],
    [3 * HOUR, '3 h'],
    [76 * HOUR, '3 d 4 h'],
  ])('prints %d ms as %s', (length, text) => {
    expect(durationText(length)).toBe(text);
  });

  it('has only timeframes that divide a UTC day, shortest first', () => {
    const lengths = TIMEFRAMES.map(lengthOf);
    for (const length of lengths) expect(DAY % length).toBe(0);
    expect(lengths).toEqual(lengths.toSorted((a, b) => a - b));
    expect(utcDay(Date.parse('2024-06-01T23:59:59Z'))).toBe(Date.parse('2024-06-01T00:00:00Z'));
  });
});
