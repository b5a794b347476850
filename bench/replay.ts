import { sharedData } from '../tests/data.ts';
import { runChild } from './child.ts';
import type { Row, Workload } from './measure.ts';

const GOAL_MS = 60_000;
const GOAL_MB = 500;

async function run(): Promise<readonly Row[]> {
  const folder = sharedData('ohlcv/binance');
  if (folder === undefined) return [];
  const span = ['--timeframe', '1h', '--from', '2024-06-01', '--to', '2024-08-31'];
  const { ms, cpuMs, peakMb, lines } = await runChild([
    'start',
    '--replay',
    folder,
    ...span,
    '--speed',
    'max',
    '--json',
    '--daemon',
  ]);
  if (lines < 1000) throw new Error(`a replay of only ${lines} events`);
  return [
    {
      what: `binance 1h, 2024-06 to 08, every symbol: ${(cpuMs / 1000).toFixed(1)} s of CPU, ${peakMb.toFixed(0)} MB at most, ${lines} events`,
      ms,
      goal: `${GOAL_MS / 1000} s, ${GOAL_MB} MB`,
      met: ms <= GOAL_MS && peakMb <= GOAL_MB,
    },
  ];
}

/** A recorded summer through the real program, process start to exit: one run, since it takes as long as many others. */
export const replay = { name: 'replay', run } satisfies Workload;
