import { expect, test } from 'vitest';
import { serial } from '../../src/store/serial.ts';

test('work runs one at a time, in order, and goes on after a failure', async () => {
  const inTurn = serial();
  const seen: string[] = [];
  const work = (name: string, turns: number, fails = false) =>
    inTurn(async () => {
      seen.push(`${name} begins`);
      for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
      seen.push(`${name} ends`);
      if (fails) throw new Error(name);
      return name;
    });
  const results = await Promise.allSettled([work('a', 9), work('b', 3, true), work('c', 0)]);
  expect(seen).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends']);
  expect(results.map((result) => result.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
});
