import { expect, test } from 'vitest';
import { MINUTE, SECOND } from '../../src/core/time.ts';
import { type BudgetUse, openBudget } from '../../src/exchange/budget.ts';
import { manualClock } from '../venue/manualClock.ts';

/** A budget of 200 a minute: bursts of 100, 30 of them for exits, and 100 back a minute. */
function spending() {
  const clock = manualClock(0);
  const said: string[] = [];
  const budget = openBudget({ exchange: 'venue', capacity: 200, window: MINUTE }, clock, (says) => said.push(says));
  const went: string[] = [];
  const take = async (name: string, weight: number, use: BudgetUse = 'ordinary'): Promise<void> => {
    await budget.take(weight, use).then(
      () => went.push(name),
      (error: unknown) => went.push(`${name} refused: ${error instanceof Error ? error.message : ''}`),
    );
  };
  const settle = (): Promise<unknown> => new Promise(setImmediate);
  return { clock, budget, said, went, take, settle };
}

test('ordinary requests leave 30 % for exits, and go on as weight comes back', async () => {
  const { clock, went, take, settle } = spending();
  void take('a', 70);
  void take('b', 10);
  void take('exit', 30, 'exit');
  await settle();
  expect(went).toEqual(['a', 'exit']);
  clock.advance(24 * SECOND - 1);
  await settle();
  expect(went).toEqual(['a', 'exit']);
  clock.advance(1);
  await settle();
  expect(went).toEqual(['a', 'exit', 'b']);
});

test('exits overtake ordinary requests that wait', async () => {
  const { clock, went, take, settle } = spending();
  void take('a', 70);
  void take('b', 20);
  void take('x', 60, 'exit');
  clock.advance(MINUTE);
  await settle();
  expect(went).toEqual(['a', 'x', 'b']);
});

test('no window of the exchange sees more than its capacity', async () => {
  const { clock, went, take, settle } = spending();
  const sent: number[] = [];
  for (let i = 0; i < 400; i++) void take(`${i}`, 1, 'exit').then(() => sent.push(clock.now()));
  for (let second = 0; second < 240; second++) {
    await settle();
    clock.advance(SECOND);
  }
  expect(went.length).toBeGreaterThan(300);
  for (const at of sent) expect(sent.filter((other) => other >= at && other < at + MINUTE).length).toBeLessThanOrEqual(201);
});

test('a weight above the bucket goes when it is full instead of never', async () => {
  const { clock, went, take, settle } = spending();
  void take('huge', 500);
  await settle();
  expect(went).toEqual(['huge']);
  void take('next', 1);
  clock.advance(4 * MINUTE);
  await settle();
  expect(went).toEqual(['huge']);
  clock.advance(MINUTE);
  await settle();
  expect(went).toEqual(['huge', 'next']);
});

test('a short silence is waited out, by exits too', async () => {
  const { clock, budget, went, take, settle, said } = spending();
  budget.silence(5 * SECOND, 'too many requests');
  void take('a', 1);
  void take('x', 1, 'exit');
  clock.advance(5 * SECOND - 1);
  await settle();
  expect(went).toEqual([]);
  clock.advance(1);
  await settle();
  expect(went).toEqual(['x', 'a']);
  expect(said).toEqual(['venue asked for silence for 5 s, until 1970-01-01 00:00 UTC: too many requests']);
  expect(budget.silentUntil()).toBeUndefined();
});

test('a long silence refuses who waits and who comes, and a shorter one does not end it', async () => {
  const { clock, budget, went, take, settle } = spending();
  void take('a', 70);
  void take('waiting', 70);
  budget.silence(10 * MINUTE, 'banned');
  budget.silence(MINUTE, 'too many requests');
  void take('coming', 1, 'exit');
  await settle();
  const refusal = 'refused: venue asked for silence until 1970-01-01 00:10 UTC (banned); nothing is sent before, then try again';
  expect(went).toEqual(['a', `waiting ${refusal}`, `coming ${refusal}`]);
  clock.advance(10 * MINUTE);
  await take('after', 1);
  expect(went.at(-1)).toBe('after');
});
