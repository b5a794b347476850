import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { type Fixed, fixed } from '../../src/core/money.ts';
import type { Reply } from '../../src/core/reply/reply.ts';
import { csvRows } from '../support/readCsv.ts';
import { deskOf } from './deskOf.ts';
import { histories } from './history.ts';
import { sum } from './printed.ts';

const { befallings, keptAt, lived } = histories;

type Rows = ReturnType<typeof csvRows>;
const fileOf = (reply: Reply, what: string): Rows =>
  csvRows(reply.files?.find(({ name }) => name.includes(`-${what}-`))?.text ?? '');
const total = (rows: Rows, column: string): Fixed => sum(rows.map((row) => fixed(row[column] ?? '')));

const spanOf = z.object({ whole: z.string(), fees: z.string(), closed: z.number() });

const RUNS = 25;

test(
  `the files of ${RUNS} histories add up to what /profit says, to the last digit`,
  () =>
    fc.assert(
      fc.asyncProperty(befallings, keptAt, async (life, kept) => {
        const history = lived(life, kept);
        const desk = await deskOf(history, 'first row');
        const year = new Date(history.now).getUTCFullYear();
        for (const [line, span] of [
          ['/export', '/profit all'],
          [`/export ${year}`, `/profit ${year}-01-01`],
        ] as const) {
          const reply = await desk.ask(line);
          const { whole, fees, closed } = spanOf.parse(await desk.data(span));
          const [trades, paid, funding] = ['trades', 'fees', 'funding'].map((what) => fileOf(reply, what));
          if (trades === undefined || paid === undefined || funding === undefined) throw new Error('three files');
          expect([line, total(trades, 'profit')]).toEqual([line, fixed(whole)]);
          expect([line, total(trades, 'fees')]).toEqual([line, fixed(fees)]);
          expect([line, new Set(trades.map(({ decision }) => decision)).size]).toEqual([line, closed]);
          const own = (rows: Rows): Rows => rows.filter(({ position }) => trades.some((one) => one['position'] === position));
          expect([line, total(own(paid), 'fee')]).toEqual([line, fixed(fees)]);
          expect([line, total(own(funding), 'amount')]).toEqual([line, total(trades, 'funding')]);
          for (const { opened, closed: at } of trades)
            for (const time of [opened, at]) expect(time).toBe(new Date(time ?? '').toISOString());
        }
        // Years are parts of the whole.
        const before = await desk.ask(`/export ${year - 1}`);
        expect([before.title, before.files]).toEqual([`No trade ended in ${year - 1}`, undefined]);
      }),
      { numRuns: RUNS, seed: 20_261_201, endOnFailure: true },
    ),
  60_000,
);

test('a year that is none, or is still to come, is refused', async () => {
  const desk = await deskOf(lived([], 0), 'first row');
  expect((await desk.ask('/export 2x24')).title).toBe('"2x24" is no year');
  expect((await desk.ask('/export 2999')).title).toBe('2999 is still to come');
  expect(await desk.ask('/export')).toMatchObject({
    title: 'No trade has ended yet',
    lines: ['There is nothing to put into a file'],
  });
});
