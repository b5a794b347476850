import { describe, expect, test } from 'vitest';
import { judge } from '../support/judge.ts';
import { expectKilledAnywhere, killedAgain, undisturbed } from '../support/killing.ts';
import { accountRows, eventsOf } from '../support/memoryLog.ts';
import { alone, missingBars, quickSettings, steered } from '../support/stories.ts';

describe('killed and started again, the log is that of an uninterrupted run', () => {
  test('fault rows 1 to 7: the process dies before or after every single batch of a replay', async () => {
    const whole = await expectKilledAnywhere(alone(1));
    expect(eventsOf(whole.rows, 'fill').length).toBeGreaterThan(3);
  });

  test('fault rows 1 to 7: the same at full speed, where the steps between two intents are written together', async () => {
    const whole = await expectKilledAnywhere(alone(3, true));
    expect(accountRows(whole.rows)).toEqual(accountRows((await undisturbed(alone(3))).rows));
  });

  test('fault row 8: it dies again and again, every few batches', async () => {
    const whole = await undisturbed(alone(1));
    for (const every of [3, 4]) {
      const killed = await killedAgain(alone(1), every, 'dies after');
      expect(killed.deaths).toBeGreaterThan(2);
      expect(accountRows(killed.rows)).toEqual(accountRows(whole.rows));
      expect(judge(killed.rows, { settings: quickSettings() }).faults).toEqual([]);
    }
  });

  test('fault row 9: a run that people steer, killed within its commands, neither loses nor doubles an answer', async () => {
    const whole = await expectKilledAnywhere(steered(1));
    expect(eventsOf(whole.rows, 'command').length).toBeGreaterThan(2);
    expect(eventsOf(whole.rows, 'fill').length).toBeGreaterThan(1);
  });

  test('it dies where a symbol has no running bar: the venue remembers its last close', async () => {
    const whole = await expectKilledAnywhere(missingBars());
    expect(eventsOf(whole.rows, 'positionClosed').map(({ symbol, why }) => `${symbol} ${why}`)).toEqual([
      'AAA/USDT command',
      'BBB/USDT time',
      'AAA/USDT time',
    ]);
  });
});
