import { expect, it } from 'vitest';
import { iso } from '../../src/core/time.ts';
import { momentWords, parseMoment, zoneOf, zonesLike, zoneTime } from '../../src/core/zone.ts';

const NOON = Date.UTC(2024, 5, 1, 12, 5);

it.each([
  ['UTC', 'UTC'],
  ['europe/berlin', 'Europe/Berlin'],
  ['America/New_York', 'America/New_York'],
  ['asia/kathmandu', 'Asia/Kathmandu'],
  ['Asia/Calcutta', 'Asia/Kolkata'],
  ['+02:00', undefined],
  ['Berlin', undefined],
  ['', undefined],
  ['Europe/Nowhere', undefined],
  ['__proto__', undefined],
])('%j is the zone %j', (text, zone) => expect(zoneOf(text)).toBe(zone));

it('shows what clocks show there, summer time included', () => {
  expect(zoneTime(NOON, 'UTC')).toBe('2024-06-01 12:05');
  expect(zoneTime(NOON, 'Europe/Berlin')).toBe('2024-06-01 14:05');
  expect(zoneTime(Date.UTC(2024, 0, 1, 23, 30), 'Europe/Berlin')).toBe('2024-01-02 00:30');
  expect(zoneTime(Date.UTC(2024, 0, 1, 0, 0), 'UTC')).toBe('2024-01-01 00:00');
});

it('completes by continent and by city', () => {
  expect(zonesLike('berl')).toContain('Europe/Berlin');
  expect(zonesLike('ut')).toContain('UTC');
  expect(zonesLike('kathm')).toEqual(['Asia/Kathmandu']);
  expect(zonesLike('katm')).toEqual([]);
});

it.each([
  ['2024-06-01T14:05', '2024-06-01T14:05:00Z', 0],
  ['2024-06-01 14:05', '2024-06-01T14:05:00Z', 2],
  ['2024-06-01 14:05 UTC', '2024-06-01T14:05:00Z', 3],
  ['2024-06-01 16:05 Rome', '2024-06-01T14:05:00Z', 3],
  ['2024-06-01 16:05 europe/rome', '2024-06-01T14:05:00Z', 3],
  ['2024-06-01 10:05 New York', '2024-06-01T14:05:00Z', 4],
  ['2024-06-01 21:05 Ho Chi Minh', '2024-06-01T14:05:00Z', 5],
  ['2024-03-31 02:30 Rome', undefined, 3],
  ['2024-02-31 02:30 Rome', undefined, 3],
  ['2024-06-01 16:05 Atlantis', undefined, 2],
])('a moment as it is shown is read again: %s', (text, read, words) => {
  const at = parseMoment(text);
  expect(at === undefined ? undefined : iso(at)).toBe(read);
  expect(momentWords([...text.split(' '), 'full'])).toBe(words);
});
