import { expect, test } from 'vitest';
import { lineProcessOfFile } from '../support/lineProcess.ts';
import { eventsOf } from '../support/memoryLog.ts';
import { answered, expectSameAccount, killedRun, unattended, wholeRun } from '../support/sigkill.ts';

/** For the lives that nobody kills. */
const lines = lineProcessOfFile();

/** So long that the output fills every buffer: a shorter run may be over before the signal comes. */
const HOURS = 30;

// Lives that are killed one after the other: npm run test:long.
test('fault rows 1 to 8: SIGKILL in a replay on a real database, and the log is that of an uninterrupted run', async () => {
  const replay = unattended(HOURS);
  const whole = await wholeRun(lines(), replay);
  expect(eventsOf(whole.rows, 'fill').length).toBeGreaterThan(3);
  const cuts = [Math.ceil(whole.lines / 3)];
  expectSameAccount(await killedRun(lines(), replay, cuts), whole.rows, cuts.length);
});

test('fault row 9: SIGKILL in a run with piped commands in approve mode', async () => {
  const replay = answered(HOURS);
  const whole = await wholeRun(lines(), replay);
  expect(eventsOf(whole.rows, 'fill').length).toBeGreaterThan(0);
  const cuts = [Math.ceil(whole.lines / 3)];
  expectSameAccount(await killedRun(lines(), replay, cuts), whole.rows, cuts.length);
});
