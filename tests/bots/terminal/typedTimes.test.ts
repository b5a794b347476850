import { expect, it } from 'vitest';
import { withTypedTimes } from '../../../src/bots/terminal/typedTimes.ts';
import { HOUR } from '../../../src/core/time.ts';
import { parseMoment } from '../../../src/core/zone.ts';

const NOW = Date.UTC(2024, 5, 1, 15, 7);

it.each([
  ['/why BTC 2024-06-01T14:00', 'UTC', '/why BTC 2024-06-01 14:00 UTC', '1 h 7 m ago'],
  ['/why BTC 2024-06-01T14:00 full', 'Europe/Rome', '/why BTC 2024-06-01 16:00 Rome full', '1 h 7 m ago'],
  ['/why BTC 2024-06-01T02:30', 'America/New_York', '/why BTC 2024-05-31 22:30 New York', '12 h 37 m ago'],
  ['/why BTC 2024-06-01T15:07:03.120Z', 'Asia/Kolkata', '/why BTC 2024-06-01 20:37 Kolkata', 'now'],
  ['/why BTC 2024-06-01T16:07', 'UTC', '/why BTC 2024-06-01 16:07 UTC', 'in 1 h'],
])('a button of %s in %s is printed as %s, %s', (line, zone, typed, relative) => {
  const { buttons } = withTypedTimes({ title: '', lines: [], buttons: [{ label: 'Why', line }] }, zone, NOW);
  expect(buttons).toEqual([{ label: `Why, ${relative}`, line: typed }]);
});

it('the hour that clocks in a zone show twice is printed in UTC the second time', () => {
  const first = Date.UTC(2024, 9, 27, 0, 30);
  const lineOf = (at: number) =>
    withTypedTimes(
      { title: '', lines: [], buttons: [{ label: 'Why', line: `/why BTC ${new Date(at).toISOString().slice(0, 16)}` }] },
      'Europe/Rome',
      at,
    ).buttons?.[0]?.line;
  expect(lineOf(first)).toBe('/why BTC 2024-10-27 02:30 Rome');
  expect(lineOf(first + HOUR)).toBe('/why BTC 2024-10-27 01:30 UTC');
  expect(parseMoment('2024-10-27 02:30 Rome')).toBe(first);
});

it('buttons without a moment, and replies without buttons, stay as they are', () => {
  const reply = { title: '', lines: ['2024-06-01T14:00'], buttons: [{ label: 'Status', line: '/status', asks: 'code' }] };
  expect(withTypedTimes(reply, 'Europe/Rome', NOW)).toEqual(reply);
});
