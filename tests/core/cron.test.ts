import * as fc from 'fast-check';
import { createTask } from 'node-cron';
import { describe, expect, it } from 'vitest';
import { parseCron } from '../../src/core/cron.ts';
import { iso } from '../../src/core/time.ts';
import { JOBS } from '../../src/jobs/list.ts';

const field = (from: number, to: number): fc.Arbitrary<string> =>
  fc.oneof(
    fc.constant('*'),
    fc.integer({ min: from, max: to }).map(String),
    fc.integer({ min: 2, max: 20 }).map((n) => `*/${n}`),
    fc
      .tuple(fc.integer({ min: from, max: to }), fc.integer({ min: from, max: to }))
      .map(([a, b]) => `${Math.min(a, b)}-${Math.max(a, b)}`),
    fc.uniqueArray(fc.integer({ min: from, max: to }), { minLength: 1, maxLength: 4 }).map((values) => values.join(',')),
  );

const expression = fc
  .tuple(
    field(0, 59),
    field(0, 59),
    field(0, 23),
    fc.constantFrom('*', '1', '1,15', '10-20'),
    fc.constantFrom('*', '1-6', '12'),
    fc.constantFrom('*', '1-5', '0'),
  )
  .map((fields) => fields.join(' '));

const instant = fc.integer({ min: Date.UTC(2023, 0, 1), max: Date.UTC(2025, 0, 1) });

describe('a cron expression on a virtual clock', () => {
  it('fires only at seconds at which node-cron fires, and skips none of them', () => {
    fc.assert(
      fc.property(expression, instant, (text, after) => {
        const task = createTask(text, () => undefined, { timezone: 'UTC' });
        const next = parseCron(text).next(after);
        expect(next).toBeGreaterThan(after);
        expect(task.match(new Date(next))).toBe(true);
        const looked = Math.min(next, after + 120_000);
        for (let at = Math.floor(after / 1000) * 1000 + 1000; at < looked; at += 1000)
          expect(task.match(new Date(at))).toBe(false);
        void task.destroy();
      }),
      { numRuns: 60 },
    );
  });

  it('counts as many firings as there are', () => {
    fc.assert(
      fc.property(expression, instant, fc.integer({ min: 0, max: 3 * 3_600_000 }), (text, from, length) => {
        const cron = parseCron(text);
        let counted = 0;
        for (let at = cron.next(from - 1); at < from + length; at = cron.next(at)) counted += 1;
        expect(cron.count(from, from + length)).toBe(counted);
      }),
      { numRuns: 60 },
    );
  });

  it.each([
    ['*/5 * * * * *', '2024-06-01T00:00:03Z', '2024-06-01T00:00:05Z'],
    ['0 * * * * *', '2024-06-01T00:00:00Z', '2024-06-01T00:01:00Z'],
    ['10 0 0 * * *', '2024-06-01T00:00:10Z', '2024-06-02T00:00:10Z'],
    ['0 0 0 29 2 *', '2023-03-01T00:00:00Z', '2024-02-29T00:00:00Z'],
  ])('%s after %s fires at %s', (text, after, next) => {
    expect(iso(parseCron(text).next(Date.parse(after)))).toBe(next);
  });

  it.each(['* * * * *', '60 * * * * *', '* * 24 * * *', '*/0 * * * * *', 'a * * * * *', '5-1 * * * * *'])(
    'refuses %s by naming the field',
    (text) => {
      expect(() => parseCron(text)).toThrow(/cron/);
    },
  );

  it('reads every job of the desk', () => {
    for (const job of JOBS) expect(parseCron(job.cron).next(0)).toBeGreaterThan(0);
  });
});
