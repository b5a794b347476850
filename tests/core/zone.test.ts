import { expect, it } from 'vitest';
import { iso } from '../../src/core/time.ts';
import { hoursAround, momentWords, parseMoment, zoneOf, zonesLike, zoneTime } from '../../src/core/zone.ts';

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

const NIGHT = { from: 23 * 60, to: 7 * 60 };

it.each([
  ['before them', NIGHT, 'UTC', '2024-06-01T12:00:00Z', '2024-06-01T23:00:00Z', '2024-06-02T07:00:00Z'],
  ['as they begin', NIGHT, 'UTC', '2024-06-01T23:00:00Z', '2024-06-01T23:00:00Z', '2024-06-02T07:00:00Z'],
  ['after midnight', NIGHT, 'UTC', '2024-06-02T06:59:59Z', '2024-06-01T23:00:00Z', '2024-06-02T07:00:00Z'],
  ['as they end', NIGHT, 'UTC', '2024-06-02T07:00:00Z', '2024-06-02T23:00:00Z', '2024-06-03T07:00:00Z'],
  [
    'inside a day',
    { from: 9 * 60, to: 17 * 60 + 30 },
    'UTC',
    '2024-06-01T12:00:00Z',
    '2024-06-01T09:00:00Z',
    '2024-06-01T17:30:00Z',
  ],
  ['in summer', NIGHT, 'Europe/Rome', '2024-06-01T21:00:00Z', '2024-06-01T21:00:00Z', '2024-06-02T05:00:00Z'],
  ['a day ahead of UTC', NIGHT, 'Pacific/Auckland', '2024-06-01T12:00:00Z', '2024-06-01T11:00:00Z', '2024-06-01T19:00:00Z'],
  ['a day behind it', NIGHT, 'America/Los_Angeles', '2024-06-02T05:59:00Z', '2024-06-02T06:00:00Z', '2024-06-02T14:00:00Z'],
  ['over a night of 7 h', NIGHT, 'Europe/Rome', '2024-03-31T00:00:00Z', '2024-03-30T22:00:00Z', '2024-03-31T05:00:00Z'],
  ['over a night of 9 h', NIGHT, 'Europe/Rome', '2024-10-27T01:30:00Z', '2024-10-26T21:00:00Z', '2024-10-27T06:00:00Z'],
  [
    'ending at a time left out',
    { from: 1380, to: 150 },
    'Europe/Rome',
    '2024-03-31T00:00:00Z',
    '2024-03-30T22:00:00Z',
    '2024-03-31T01:30:00Z',
  ],
  ['all left out', { from: 120, to: 180 }, 'Europe/Rome', '2024-03-31T00:30:00Z', '2024-04-01T00:00:00Z', '2024-04-01T01:00:00Z'],
])('hours of the day, by the clocks of a zone: %s', (_, hours, zone, at, from, until) => {
  const span = hoursAround(hours, zone, Date.parse(at));
  expect([span.from, span.until].map(iso)).toEqual([from, until]);
});
