import { describe, expect, test } from 'vitest';
import type { StoredEvent } from '../../src/core/facts/eventLog.ts';
import { sharedData } from '../data.ts';
import { type LineProcess, lineProcessOfFile } from '../support/lineProcess.ts';
import { eventsOf } from '../support/memoryLog.ts';
import { freshHome, storedIn } from '../support/processDesk.ts';

/** The first run of each replay is in the one process, the second in the other. */
const processes = [lineProcessOfFile(), lineProcessOfFile()];

type Played = { readonly rows: readonly StoredEvent[]; readonly output: string };

/** The log and the output of one run in a home of its own. */
async function once(lines: LineProcess, args: readonly string[]): Promise<Played> {
  const { home, remove } = freshHome();
  try {
    const told = await lines.run(['start', '--json', '--speed', 'max', ...args], { environment: { COUNTERSIGN_HOME: home } });
    expect([told.status, told.stderr]).toEqual([0, '']);
    return { rows: await storedIn(home), output: told.stdout };
  } finally {
    remove();
  }
}

const bytes = (rows: readonly StoredEvent[]): string => rows.map((row) => JSON.stringify(row)).join('\n');

async function expectTwice(args: readonly string[]): Promise<number> {
  const played: Played[] = [];
  for (const lines of processes) played.push(await once(lines(), args));
  const [first, second] = played;
  if (first === undefined || second === undefined) throw new Error('two processes');
  expect(bytes(second.rows)).toBe(bytes(first.rows));
  expect(second.output).toBe(first.output);
  return eventsOf(first.rows, 'fill').length;
}

const folder = sharedData('ohlcv/binance') ?? '';

describe('the same replay in two homes', () => {
  test('invariant 5: the synthetic market gives the same events to the byte', async () => {
    const fills = await expectTwice([
      '--to',
      '2024-01-01T12:00',
      '--symbols',
      'SOL/USDT,DOGE/USDT,LINK/USDT,ETH/USDT:USDT,BTC/USDT:USDT',
    ]);
    expect(fills).toBeGreaterThan(5);
  });

  test.skipIf(folder === '')('invariant 5: recorded candles give the same events to the byte', async () => {
    const fills = await expectTwice(
      `--replay ${folder} --timeframe 1h --symbols SOL/USDT --from 2024-06-01 --to 2024-06-08`.split(' '),
    );
    expect(fills).toBeGreaterThan(2);
  });
});
