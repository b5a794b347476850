import { afterEach, expect, test, vi } from 'vitest';
import { wallClock } from '../../src/bots/discord/timing.ts';
import { steadyNow } from '../../src/bots/steadyNow.ts';
import { wallTiming } from '../../src/bots/telegram/timing.ts';
import { HOUR } from '../../src/core/time.ts';

afterEach(() => {
  vi.useRealTimers();
});

test.each([
  ['the desk', steadyNow],
  ['Telegram', wallTiming.now],
  ['Discord', wallClock.now],
])('the clock of %s goes on where the machine’s is set back an hour', (_, now) => {
  const before = now();
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() - HOUR });
  const after = now();
  expect(after - before).toBeGreaterThanOrEqual(0);
  expect(after - Date.now()).toBeGreaterThan(HOUR / 2);
});
