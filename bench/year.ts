import { ALERTS } from '../src/core/alerts/list.ts';
import { settingsSchema } from '../src/core/facts/settings.ts';
import { DAY } from '../src/core/time.ts';
import { SYNTHETIC_FROM, syntheticSource } from '../src/exchange/synthetic.ts';
import { openCoreDesk } from './coreDesk.ts';
import { type Row, tidy, type Workload } from './measure.ts';

const WEEK = 7 * DAY;
const WEEKS = 52;
/** A share of the first. */
const GOAL = 0.05;

async function run(): Promise<readonly Row[]> {
  const source = syntheticSource(42);
  const symbols = source.instruments.map(({ symbol }) => symbol);
  const from = SYNTHETIC_FROM;
  const stretch = { source, symbols, from, to: from + WEEKS * WEEK };
  const desk = await openCoreDesk({ stretch, settings: settingsSchema.parse({}), wants: () => true, alerts: ALERTS });
  await desk.trader.start();
  /** MB that are left after a collection at the end of a week. */
  const heapAfter = async (week: number): Promise<number> => {
    await desk.clock.runUntil(from + week * WEEK, new AbortController().signal);
    tidy();
    return process.memoryUsage().heapUsed / 2 ** 20;
  };
  const began = performance.now();
  const first = await heapAfter(1);
  await heapAfter(WEEKS / 2);
  const last = await heapAfter(WEEKS);
  return [
    {
      what: `a year of the built-in market: heap ${first.toFixed(1)} MB after week 1, ${last.toFixed(1)} MB after week ${WEEKS}`,
      ms: performance.now() - began,
      ratio: last / first,
      of: 'week 1',
      goal: `within ${GOAL * 100} %`,
      met: last / first <= 1 + GOAL,
    },
  ];
}

/** Whether a desk that runs for a year grows. */
export const year = { name: 'year', run } satisfies Workload;
