import { expect, test } from 'vitest';
import { joinColumns } from '../../src/core/market/columns.ts';
import { HOUR, MINUTE } from '../../src/core/time.ts';
import { JOBS } from '../../src/jobs/list.ts';
import { hour, START, stillSettings } from '../support/market.ts';
import { openDesk } from '../support/memoryDesk.ts';
import { eventsOf } from '../support/memoryLog.ts';
import { type Bar, bars, scriptedSource } from '../support/scriptedSource.ts';

const QUARTER = 15 * MINUTE;
/** Four days of quarters in which nothing happens: the study is warm when the test begins. */
const before: readonly Bar[] = Array.from({ length: 4 * 288 }, (_, i) => ({ close: i % 2 === 0 ? 100.1 : 100 }));
/** From 02:15 on the price climbs by a percent a bar. */
const climb: readonly Bar[] = Array.from({ length: 24 }, (_, i) => ({ close: i < 9 ? 100 : 100 + (i - 8) }));

/** When and on what the stop was moved on a symbol whose bars are quarters and which decides by the hour. */
async function moves(on: 'close' | 'quote') {
  const columns = joinColumns([bars(START - before.length * QUARTER, '15m', 100, before), bars(START, '15m', 100, climb)]);
  const desk = await openDesk({
    source: scriptedSource('15m', { 'AAA/USDT:USDT': columns }),
    from: START,
    to: hour(6),
    settings: {
      ...stillSettings({ exits: { on, trailing: true, leastMove: 0 } }),
      timeframes: ['15m', '1h'],
    },
    jobs: JOBS,
  });
  await desk.play(hour(2));
  await desk.type('/buy AAA/USDT:USDT 500');
  await desk.play(hour(5));
  return eventsOf(desk.rows(), 'stopMoved').map((moved) => ({ at: (moved.at - START) / HOUR, on: moved.on }));
}

test('exits act when the decision candle closes, and say so', async () => {
  const moved = await moves('close');
  expect(moved.length).toBeGreaterThan(0);
  expect(moved.every(({ at, on }) => at % 1 === 0 && on === 'close')).toBe(true);
});

test('who wants it has them act at every price that is looked at', async () => {
  const moved = await moves('quote');
  expect(moved.some(({ at }) => at % 1 !== 0)).toBe(true);
  expect(moved.every(({ on }) => on === 'quote')).toBe(true);
});
