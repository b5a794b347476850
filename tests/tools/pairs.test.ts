import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { newColumns } from '../../src/core/market/columns.ts';
import { HOUR, iso, timeText } from '../../src/core/time.ts';
import { InputError } from '../../src/plugins/inputError.ts';
import { saveCandles } from '../../src/store/candles.ts';
import { pairsTool } from '../../src/tools/pairs.ts';
import { randomCandles } from '../core/study/conformance/series.ts';

const ROWS = 300;
const leader = randomCandles(ROWS, 7, HOUR);
let folder = '';

/** The leader with a spread that swings around it. */
function follower(gapAt = -1) {
  const columns = newColumns(ROWS - (gapAt < 0 ? 0 : 1));
  let [state, spread] = [5, 0];
  const random = (): number => (state = (state * 48271) % 2147483647) / 2147483647 - 0.5;
  for (let i = 0, row = 0; i < ROWS; i++) {
    if (i === gapAt) continue;
    spread = 0.8 * spread + 0.002 * random();
    const swing = Math.exp(spread);
    columns.time[row] = leader.time[i] ?? 0;
    for (const name of ['open', 'high', 'low', 'close'] as const) columns[name][row] = 0.2 * (leader[name][i] ?? 0) * swing;
    columns.volume[row] = 1;
    row += 1;
  }
  return columns;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pairs-'));
  await saveCandles(folder, 'binance', 'AAA/USDT', '1h', leader);
  await saveCandles(folder, 'binance', 'BBB/USDT', '1h', follower());
  await saveCandles(folder, 'binance', 'CCC/USDT', '1h', follower(150));
});
afterAll(() => rm(folder, { recursive: true }));

const at = iso((leader.time[ROWS - 1] ?? 0) - HOUR);

async function run(flags: object): Promise<string> {
  const printed: string[] = [];
  const status = await pairsTool(
    { data: folder, at, lookback: 200, ...flags },
    (text) => printed.push(text),
    () => undefined,
  );
  expect(status).toBe(0);
  return printed.join('\n');
}

const refusal = (flags: object): Promise<string> =>
  run(flags).then(
    () => 'it was taken',
    (error: unknown) => (error instanceof InputError ? error.message.replaceAll(folder, 'FOLDER') : String(error)),
  );

it('prints the pairs of a folder, and what was left out and why', async () => {
  const text = await run({});
  expect(text).toContain('2 symbols, 200 candles of 1h');
  expect(text).toContain('1 left out for gaps: CCC');
  expect(text).toMatch(/(AAA~BBB|BBB~AAA)\s+0\.0/);
  expect(text).toContain('by chance alone');
  expect(text).toMatch(/PAIRS=(AAA~BBB|BBB~AAA)/);
});

it('looks at the newest candles where no time is given', async () => {
  // The last candle of a recording may be unfinished: it is left out.
  expect(await run({ at: undefined })).toContain(`200 candles of 1h up to ${timeText(leader.time[ROWS - 1] ?? 0)}`);
});

it('calls a perpetual by its name, and pairs it with perpetuals alone', async () => {
  const both = await mkdtemp(join(tmpdir(), 'markets-'));
  try {
    for (const quote of ['USDT', 'USDT:USDT']) {
      await saveCandles(both, 'binance', `AAA/${quote}`, '1h', leader);
      await saveCandles(both, 'binance', `BBB/${quote}`, '1h', follower());
    }
    const text = await run({ data: both });
    expect(text).toContain('2 of 6 pairs; fell by market 4, by correlation 0');
    expect(text).toMatch(/(AAA~BBB|BBB~AAA) /);
    expect(text).toMatch(/(AAA-PERP~BBB-PERP|BBB-PERP~AAA-PERP) /);
    expect(text).toMatch(/PAIRS=(AAA~BBB|BBB~AAA)$/);
  } finally {
    await rm(both, { recursive: true });
  }
});

it('tells of its progress, and clears the line before it prints', async () => {
  const told: string[] = [];
  await pairsTool(
    { data: folder, at, lookback: 200 },
    () => told.push('printed'),
    (text) => told.push(text),
  );
  expect(told.slice(0, 4)).toEqual(['1 of 1 pairs', '1 of 1 pairs', '', 'printed']);
});

it('gives the same as JSON', async () => {
  const search: unknown = JSON.parse(await run({ json: true }));
  expect(search).toMatchObject({ lookback: 200, left: ['CCC/USDT'], tried: 1, found: [{ correlation: expect.any(Number) }] });
});

it.each([
  [{ data: undefined }, 'pairs needs --data FOLDER, recorded candles such as ./candles'],
  [{ at: 'noon' }, '--at noon: expected an ISO time, such as 2024-06-01T12:00Z'],
  [{ lookback: 3 }, '--lookback 3: expected at least 50'],
  [{ lookback: 'many' }, '--lookback many: expected a number'],
  [{ p: 2 }, '--p 2: expected at most 1'],
  [{ timeframe: '7m' }, '--timeframe 7m: expected one of 1m, 5m, 15m, 1h, 4h, 1d'],
  [{ at: '2031-01-01' }, 'no 1h candle between 2030-12-23 16:00 UTC and 2031-01-01 00:00 UTC that can be played'],
])('%j is refused in a line', async (flags, says) => {
  expect(await refusal(flags)).toContain(says);
});
