import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { StoredEvent } from '../../src/core/facts/eventLog.ts';
import { settingsSchema } from '../../src/core/facts/settings.ts';
import type { CandleColumns } from '../../src/core/market/candles.ts';
import { newColumns, rowsOf } from '../../src/core/market/columns.ts';
import { DAY, HOUR, type Ms } from '../../src/core/time.ts';
import { recordedSource } from '../../src/exchange/recorded.ts';
import { writeCandleFile } from '../../src/store/parquet.ts';
import { openDesk } from '../support/memoryDesk.ts';
import { eventsOf, memoryLog } from '../support/memoryLog.ts';

/**
 * A recording with every kind of fault, played through the whole desk: told as its time comes, the same whatever follows, and the same
 * again after a stop.
 */
const FIRST = Date.UTC(2024, 0, 1);
const FROM = FIRST + 20 * DAY;
const TO = FROM + 12 * DAY;
const settings = settingsSchema.parse({ timeframes: ['1h', '4h'], decisionTimeframe: '1h' });

/** Waves that some strategy trades; prices with two decimals, from day 24 on with four. */
function waves(days: number): CandleColumns {
  const columns = newColumns(days * 24);
  let last = 100;
  for (let i = 0; i < columns.time.length; i++) {
    const decimals = i < 24 * 24 ? 2 : 4;
    const close = Number((100 + 8 * Math.sin(i / 17) + 3 * Math.sin(i / 5.3) + ((i * 7919) % 13) / 10).toFixed(decimals));
    columns.time[i] = FIRST + i * HOUR;
    columns.open[i] = last;
    columns.close[i] = close;
    columns.high[i] = Math.max(last, close) + 0.25;
    columns.low[i] = Math.min(last, close) - 0.25;
    columns.volume[i] = 100_000 + (i % 7) * 1_000;
    last = close;
  }
  return columns;
}

const indexOf = (at: Ms): number => (at - FIRST) / HOUR;
/** Rows with a hole, rows that are no candles, and a candle that stands there twice. */
function damaged(columns: CandleColumns): CandleColumns {
  const broken = indexOf(FROM + 2 * DAY);
  for (let i = 0; i < 5; i++) columns.volume[broken + i] = Number.NaN;
  columns.time[indexOf(FROM + 4 * DAY)] = FROM + 4 * DAY - HOUR;
  const hole = indexOf(FROM + 6 * DAY);
  const kept = newColumns(columns.time.length - 30);
  for (const name of ['time', 'open', 'high', 'low', 'close', 'volume'] as const) {
    kept[name].set(columns[name].subarray(0, hole));
    kept[name].set(columns[name].subarray(hole + 30), hole);
  }
  return kept;
}

let dir = '';
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'faults-'));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

const write = (name: string, columns: CandleColumns) => writeCandleFile(join(dir, name, 'binance/AAAUSDT/1h.parquet'), columns);
const open = async (name: string, to = TO, log = memoryLog()) => {
  const source = await recordedSource(join(dir, name), { from: FROM, to });
  return openDesk({ source, from: FROM, to, settings, log });
};
const facts = (rows: readonly StoredEvent[]): readonly string[] =>
  rows.filter(({ step }) => step !== null).map(({ event }) => JSON.stringify(event));

it('is told as its time comes, each kind once: a hole when it ends, the rest at its first', async () => {
  await write('whole', damaged(waves(40)));
  const desk = await open('whole');
  await desk.play();
  const told = eventsOf(desk.rows(), 'data').map(({ at, problem, count }) => [(at - FROM) / HOUR, problem, count]);
  expect(told).toEqual([
    [49, 'number', 1],
    [51, 'stale', 1],
    [53, 'fresh', 1],
    [96, 'duplicate', 1],
    [98, 'gap', 1],
    // In a silence of the whole market.
    [147, 'stale', 2],
    [174, 'fresh', 2],
  ]);
  expect(eventsOf(desk.rows(), 'alert').filter(({ alert }) => alert === 'data').length).toBeGreaterThanOrEqual(3);
  expect(eventsOf(desk.rows(), 'fill').length).toBeGreaterThan(4);
});

it('nothing before a time follows from rows after it', async () => {
  const whole = damaged(waves(40));
  await write('whole', whole);
  const until = FROM + 8 * DAY;
  // The last row of a file is left out.
  const rows = whole.time.findIndex((time) => time > until) + 1;
  await write('cut', rowsOf(whole, 0, rows));
  const [long, short] = [await open('whole', until), await open('cut', until)];
  await long.play();
  await short.play();
  expect(facts(short.rows())).toEqual(facts(long.rows()));
});

it('a run that is stopped anywhere goes on as one that never was', async () => {
  await write('whole', damaged(waves(40)));
  const through = await open('whole');
  await through.play();
  let log = memoryLog();
  for (const stop of [FROM + HOUR, FROM + 2 * DAY + 2 * HOUR, FROM + 5 * DAY, FROM + 6 * DAY + 4 * HOUR, FROM + 9 * DAY, TO]) {
    const desk = await open('whole', TO, log);
    await desk.play(stop);
    log = memoryLog(desk.log);
  }
  expect(facts(log.rows)).toEqual(facts(through.rows()));
});
