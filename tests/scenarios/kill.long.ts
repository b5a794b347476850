import { describe, expect, test } from 'vitest';
import { expectKilledAnywhere, killedAgain, undisturbed } from '../support/killing.ts';
import { accountRows } from '../support/memoryLog.ts';
import { alone, steered } from '../support/stories.ts';

describe('killed and started again, over half a day', () => {
  test('fault rows 1 to 7: the process dies after every single batch of a replay', async () => {
    const whole = await expectKilledAnywhere(alone(8));
    expect(whole.deaths).toBe(0);
  });

  test('fault row 9: the same in a run that people steer', async () => {
    const whole = await expectKilledAnywhere(steered(6));
    expect(whole.deaths).toBe(0);
  });

  test.each([2, 4, 7, 12])('fault row 8: it dies after every %i batches', async (every) => {
    const whole = await undisturbed(alone(12));
    const killed = await killedAgain(alone(12), every + 1, 'dies after');
    expect(accountRows(killed.rows)).toEqual(accountRows(whole.rows));
  });
});
