import { expect, test } from 'vitest';
import { lineProcessOfFile } from '../support/lineProcess.ts';
import { eventsOf } from '../support/memoryLog.ts';
import { answered, expectSameAccount, killedRun, unattended, wholeRun } from '../support/sigkill.ts';

/** For the lives that nobody kills. */
const lines = lineProcessOfFile();

/** A fixed sequence that looks like chance, 0 to 1: a failing run can be played again. */
function* shares(seed: number): Generator<number> {
  for (let state = seed; ; ) {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    yield state / 2_147_483_648;
  }
}

/** Lines after which a life has certainly begun: its start is told before it is stored. */
const LEAST = 15;

const drawn = (count: number, most: number, seed: number): readonly number[] => {
  const cuts: number[] = [];
  for (const share of shares(seed)) {
    if (cuts.length === count) break;
    cuts.push(LEAST + Math.floor(share * most));
  }
  return cuts;
};

test('fault rows 1 to 8: SIGKILL at 20 random moments of a replay on a real database', async () => {
  const replay = unattended(48);
  const whole = await wholeRun(lines(), replay);
  expect(eventsOf(whole.rows, 'fill').length).toBeGreaterThan(20);
  // Lives of which even the longest twenty together stay within the run.
  const cuts = drawn(20, Math.floor(whole.lines / 30), 7);
  expectSameAccount(await killedRun(lines(), replay, cuts), whole.rows, cuts.length);
});

test('fault row 9: SIGKILL at 20 random moments of a run with piped commands in approve mode', async () => {
  const replay = answered(24);
  const whole = await wholeRun(lines(), replay);
  expect(eventsOf(whole.rows, 'fill').length).toBeGreaterThan(1);
  const cuts = drawn(20, Math.floor(whole.lines / 30), 11);
  expectSameAccount(await killedRun(lines(), replay, cuts), whole.rows, cuts.length);
});
