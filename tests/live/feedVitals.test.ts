import { expect, test } from 'vitest';
import { steadyClock } from '../../src/core/steadyClock.ts';
import { HOUR, SECOND } from '../../src/core/time.ts';
import { feedVitals } from '../../src/live/feedVitals.ts';

/** An exchange that always knows the time, and a machine whose clock can be set apart from the time that passes. */
function opened() {
  let [real, wall] = [Date.UTC(2026, 10, 30), Date.UTC(2026, 10, 30)];
  const clock = steadyClock({ wall: () => wall, elapsed: () => real, after: () => () => {} });
  const exchange = { name: 'binance', skew: () => Promise.resolve(clock.now() - real) };
  const vitals = feedVitals(exchange, clock);
  const pass = (length: number): void => {
    real += length;
    wall += length;
  };
  return { vitals, pass, set: (by: number) => void (wall += by) };
}

test('a clock that was set back is told of at the next look, as behind', () => {
  const { vitals, pass, set } = opened();
  vitals.measureSkew();
  pass(5 * SECOND);
  set(-HOUR);
  expect(vitals.read().skew).toBe(-HOUR);
  set(HOUR);
  expect(vitals.read().skew).toBe(undefined);
});

test('one that was set on is held against the exchange at the next look, as ahead', async () => {
  const { vitals, pass, set } = opened();
  pass(5 * SECOND);
  set(HOUR);
  vitals.read();
  await Promise.resolve();
  await Promise.resolve();
  expect(vitals.read().skew).toBe(HOUR);
});
