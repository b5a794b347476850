import { expect, test } from 'vitest';
import { z } from 'zod';
import { EndlessError } from '../../../src/core/study/endlessError.ts';
import { createStudy } from '../../../src/core/study/graph.ts';
import type { Indicator, PlugFailure } from '../../../src/core/study/plug.ts';
import { MINUTE } from '../../../src/core/time.ts';
import { randomCandles } from './conformance/series.ts';

const ROWS = 5_000;
/** Bars that one deadline may stand around. */
const MOST = 2_048;

/** A plug of a user's own that writes down each run of it, and which bars it is asked for in it. */
function own(name: string, throwsAt = Number.POSITIVE_INFINITY) {
  const seen = { starts: 0, bars: 0 };
  const runs: number[] = [];
  const plug = {
    name,
    version: 1,
    about: 'test',
    source: 'test',
    params: z.object({}),
    fields: ['value'],
    warmup: () => 0,
    memory: () => 1,
    within(work) {
      const before = seen.bars;
      try {
        work();
      } finally {
        runs.push(seen.bars - before);
      }
    },
    start(_p, _use, bars, out) {
      seen.starts += 1;
      return (from, to) => {
        seen.bars += to - from;
        if (to > throwsAt) throw new EndlessError('it did not come to an end');
        for (let i = from; i < to; i++) out.value.set(i, bars.close.at(i));
      };
    },
  } satisfies Indicator<object, 'value'>;
  return { plug, seen, runs };
}

function studied(onFailure?: (failure: PlugFailure) => void) {
  const study = createStudy(onFailure);
  const candles = randomCandles(ROWS, 1);
  study.bars('A', '5m').append(candles, 0, ROWS);
  return { study, candles };
}

test("a user's own is brought over a long history so many bars to a deadline", () => {
  const { study } = studied();
  const { plug, seen, runs } = own('mine');
  study.series('A', '5m').use(plug, {});
  study.advance();
  expect(seen.bars).toBe(ROWS);
  expect(Math.max(...runs)).toBeLessThanOrEqual(MOST);
});

test('one that does not come to an end is not started again to find the bar', () => {
  const failures: PlugFailure[] = [];
  const { study } = studied((failure) => failures.push(failure));
  const { plug, seen, runs } = own('mine', 3_000);
  study.series('A', '5m').use(plug, {});
  study.advance();
  expect(failures).toMatchObject([{ plug: 'mine', error: { name: 'EndlessError' } }]);
  expect(seen.starts).toBe(1);
  expect(runs).toEqual([MOST, MOST]);
});

test('one of before the study began anew is not run any more', () => {
  const { study, candles } = studied();
  const [before, after] = [own('before'), own('after')];
  study.series('A', '5m').use(before.plug, {});
  study.advance();
  study.begin((candles.time[ROWS - 1] ?? 0) + 5 * MINUTE);
  study.series('A', '5m').use(after.plug, {});
  const bars = study.bars('A', '5m');
  const [held, run] = [bars.end, before.seen.bars];
  const last = candles.time[ROWS - 1] ?? 0;
  for (let i = 1; i <= ROWS; i++) bars.push({ time: last + i * 5 * MINUTE, open: 1, high: 1, low: 1, close: 1, volume: 1 });
  study.advance();
  expect(after.seen.bars).toBe(held + ROWS);
  expect(before.seen.bars).toBe(run);
});
