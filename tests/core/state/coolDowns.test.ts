import { expect, test } from 'vitest';
import type { EventOf } from '../../../src/core/facts/events.ts';
import { exitReasons } from '../../../src/core/facts/vocabulary.ts';
import { applyToCoolDowns, type CoolDowns, coolDownKey, isCooling, restingLeg } from '../../../src/core/state/coolDowns.ts';
import { HOUR } from '../../../src/core/time.ts';

const closed = (why: EventOf<'positionClosed'>['why'], direction: 'long' | 'short'): EventOf<'positionClosed'> => ({
  type: 'positionClosed',
  at: 5 * HOUR,
  position: 1,
  symbol: 'AAA/USDT',
  direction,
  strategy: 'momentum',
  why,
  quantity: '1',
  entry: '100',
  exit: '99',
  profit: '-1',
  fees: '0',
  r: -1,
  openedAt: 0,
});

const after = (...events: readonly EventOf<'positionClosed'>[]): CoolDowns => {
  const coolDowns: CoolDowns = new Map();
  for (const event of events) applyToCoolDowns(coolDowns, new Map(), () => [], event);
  return coolDowns;
};

test('what ends at a stop or by hand cools its side, and nothing else does', () => {
  const begins = exitReasons.filter((why) => after(closed(why, 'long')).size > 0);
  expect(begins).toEqual(['stop', 'trailing stop', 'liquidation', 'command', 'panic']);
  expect([...after(closed('stop', 'long'))]).toEqual([['AAA/USDT buy', { why: 'stopped', since: 5 * HOUR }]]);
  expect([...after(closed('panic', 'short'))]).toEqual([['AAA/USDT sell', { why: 'closed by hand', since: 5 * HOUR }]]);
});

test('it stands from its begin until its length has passed', () => {
  const last = after(closed('stop', 'long')).get(coolDownKey('AAA/USDT', 'buy'));
  expect([4, 5, 8, 9].map((hours) => isCooling(last, 4 * HOUR, hours * HOUR))).toEqual([false, true, true, false]);
  expect(isCooling(undefined, 4 * HOUR, 5 * HOUR)).toBe(false);
});

test('of two legs the one that rests longest is named', () => {
  const coolDowns = after(closed('stop', 'long'), { ...closed('command', 'short'), at: 6 * HOUR, symbol: 'BBB/USDT' });
  const legs = [
    { symbol: 'AAA/USDT', side: 'buy' },
    { symbol: 'BBB/USDT', side: 'sell' },
  ] as const;
  const at = (hours: number) => restingLeg(coolDowns, legs, 4 * HOUR, hours * HOUR);
  expect([5, 7, 9.5, 10].map((hours) => at(hours)?.symbol)).toEqual(['AAA/USDT', 'BBB/USDT', 'BBB/USDT', undefined]);
  expect(at(5)).toEqual({ symbol: 'AAA/USDT', side: 'buy', why: 'stopped', until: 9 * HOUR });
});
