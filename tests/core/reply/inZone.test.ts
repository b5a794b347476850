import { expect, it } from 'vitest';
import { replyInZone, textInZone } from '../../../src/core/reply/inZone.ts';
import { whenText } from '../../../src/core/time.ts';

const SUMMER = Date.UTC(2024, 5, 1, 12);
const WINTER = Date.UTC(2024, 11, 1, 12);

it.each([
  ['Closed 2024-06-01 14:05 UTC', 'Europe/Rome', SUMMER, 'Closed 2024-06-01 16:05 Rome'],
  ['3 · 2024-12-31 23:30 · paused', 'Europe/Rome', SUMMER, '3 · 2025-01-01 00:30 Rome · paused'],
  ['Answer by 14:05 UTC (5 m): /approve A1', 'America/New_York', SUMMER, 'Answer by 10:05 New York (5 m): /approve A1'],
  ['Answer by 14:05 UTC', 'America/New_York', WINTER, 'Answer by 09:05 New York'],
  ['96 symbols at 00:00 UTC', 'Asia/Kolkata', SUMMER, '96 symbols at 05:30 Kolkata'],
  ['The risk day begins at 00:00 UTC for everybody', 'UTC', SUMMER, 'The risk day begins at 00:00 UTC for everybody'],
  ['2024-06-01: +41.20 (+0.40 %)', 'Europe/Rome', SUMMER, '2024-06-01: +41.20 (+0.40 %)'],
  ['Example: @2024-06-01T12:00 /status', 'Europe/Rome', SUMMER, 'Example: @2024-06-01T12:00 /status'],
  ['ratio 3:10, 14:05 h', 'Europe/Rome', SUMMER, 'ratio 3:10, 14:05 h'],
])('%s in %s', (text, zone, now, shown) => expect(textInZone(text, zone, now)).toBe(shown));

it('shows the times of a table too, and leaves buttons as lines', () => {
  const reply = replyInZone(
    {
      title: 'One',
      lines: [],
      table: { columns: [{ name: 'when', align: 'left' }], rows: [[{ kind: 'time', at: SUMMER }]] },
      buttons: [{ label: 'Why', line: '/why BTC 2024-06-01T12:00:00Z' }],
    },
    'Europe/Rome',
    SUMMER,
  );
  expect(reply.table?.rows[0]).toEqual([{ kind: 'text', text: '2024-06-01 14:00 Rome' }]);
  expect(reply.buttons?.[0]?.line).toBe('/why BTC 2024-06-01T12:00:00Z');
});

it.each([
  ['2024-06-01T14:05', '2024-06-01 16:05 Rome, in 2 h'],
  ['2024-06-01T09:05', '2024-06-01 11:05 Rome, 3 h ago'],
  ['2024-06-01T12:05', '2024-06-01 14:05 Rome, now'],
])('%s is told at 12:05 UTC as %s', (moment, shown) => {
  const now = Date.parse('2024-06-01T12:05Z');
  expect(textInZone(whenText(Date.parse(`${moment}Z`), now), 'Europe/Rome', now)).toBe(shown);
});
