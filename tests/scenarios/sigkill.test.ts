import { expect, test } from 'vitest';
import { eventsOf } from '../support/memoryLog.ts';
import { answered, expectSameAccount, killedRun, unattended, wholeRun } from '../support/sigkill.ts';

test('fault rows 1 to 8: SIGKILL at two moments of a replay on a real database, and the log is that of an uninterrupted run', async () => {
  const replay = unattended(4);
  const whole = await wholeRun(replay);
  expect(eventsOf(whole.rows, 'fill').length).toBeGreaterThan(3);
  const cuts = [0.15, 0.3].map((share) => Math.ceil(share * whole.lines));
  expectSameAccount(await killedRun(replay, cuts), whole.rows, cuts.length);
});

test('fault row 9: SIGKILL in a run with piped commands in approve mode', async () => {
  const replay = answered(3);
  const whole = await wholeRun(replay);
  expect(eventsOf(whole.rows, 'fill').length).toBeGreaterThan(0);
  const cuts = [Math.ceil(whole.lines / 3)];
  expectSameAccount(await killedRun(replay, cuts), whole.rows, cuts.length);
});
