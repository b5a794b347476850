import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { messageOf } from '../../core/facts/messageOf.ts';
import type { CandleColumns } from '../../core/market/candles.ts';
import { amissIn } from '../../core/market/check.ts';
import { COLUMN_NAMES, newColumns } from '../../core/market/columns.ts';
import { inMs, TIME_UNITS, type TimeUnit, unitOf } from '../../core/market/timeUnit.ts';
import { lengthOf, MINUTE, parseInstant, TIMEFRAMES, type Timeframe, timeText } from '../../core/time.ts';
import { asInput, InputError } from '../../plugins/inputError.ts';
import { factsOf, readCandleFile } from '../../store/parquet.ts';

/** Candles of one file, the timeframe that their opens show, and the units that its times are counted in. */
export type FileCandles = {
  readonly candles: CandleColumns;
  readonly timeframe: Timeframe;
  readonly units: readonly TimeUnit[];
};

const HEADER = ['ts', 'open', 'high', 'low', 'close', 'volume'] as const;
const EXPECTED = `expected the columns ${HEADER.join(',')} (ts: candle open, ISO or a number of ms, UTC)`;

/**
 * The candles of a Parquet or CSV file, oldest first. Throws InputError, naming file and column or row, for a file
 * that is missing, empty, of another shape or out of order, and for a row that is no candle.
 */
export async function readCandles(file: string): Promise<FileCandles> {
  const { candles, units } =
    extname(file).toLowerCase() === '.parquet' ? await readParquet(file) : readCsv(file, await textOf(file));
  const { time } = candles;
  if (time.length === 0) throw new InputError(`${file} holds no candle; ${EXPECTED} and at least one row`);
  const now = Date.now();
  for (const i of time.keys()) {
    const amiss = amissIn(candles, i, now);
    if (amiss !== undefined)
      throw new InputError(
        `${file}: row ${i + 1} is no candle that the desk would take: one ${amiss}; mend the row or take it out`,
      );
    if (i === 0 || (time[i] ?? 0) > (time[i - 1] ?? 0)) continue;
    throw new InputError(
      `${file}: the candle of row ${i + 1} opens at ${timeText(time[i] ?? 0)}, not after the one before it; expected each once, oldest first`,
    );
  }
  return { candles, timeframe: timeframeOf(file, time), units };
}

async function readParquet(file: string): Promise<Pick<FileCandles, 'candles' | 'units'>> {
  const candles = await asInput(readCandleFile(file));
  return { candles, units: candles.time.length === 0 ? [] : (await asInput(factsOf(file, MINUTE))).units };
}

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    const says = missing ? 'there is no such file' : messageOf(error);
    throw new InputError(`${file}: ${says}; expected a Parquet or CSV file of candles`);
  }
}

/** A plain decimal number: `0x10` and `Infinity` are none. */
const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;

function readCsv(file: string, text: string): Pick<FileCandles, 'candles' | 'units'> {
  const [head = '', ...lines] = text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '');
  const names = head.split(',').map((name) => name.trim().toLowerCase());
  const missing = HEADER.filter((name) => !names.includes(name));
  if (missing.length > 0)
    throw new InputError(`${file} has no column ${missing.join(', ')}: its first line is "${head.slice(0, 80)}"; ${EXPECTED}`);
  const columns = newColumns(lines.length);
  const units = new Set<TimeUnit>();
  const places = HEADER.map((name) => names.indexOf(name));
  for (const [row, line] of lines.entries()) {
    const cells = line.split(',');
    for (const [j, name] of COLUMN_NAMES.entries()) {
      const cell = cells[places[j] ?? -1]?.trim() ?? '';
      const value = name === 'time' ? timeOf(cell, units) : NUMBER.test(cell) ? Number(cell) : undefined;
      if (value === undefined)
        throw new InputError(
          `${file}: column ${HEADER[j]} of row ${row + 1} holds "${cell.slice(0, 40)}", which is no ${name === 'time' ? 'time' : 'number'}; ${EXPECTED}`,
        );
      columns[name][row] = value;
    }
  }
  return { candles: columns, units: TIME_UNITS.flatMap(({ unit }) => (units.has(unit) ? [unit] : [])) };
}

/** A cell's time in ms; what a number counts goes into `units`. */
function timeOf(cell: string, units: Set<TimeUnit>): number | undefined {
  if (!/^\d+$/.test(cell)) return parseInstant(cell);
  units.add(unitOf(Number(cell)));
  return inMs(Number(cell));
}

/** The timeframe of most steps between neighbours; gaps are longer ones. A single candle counts as an hour's. */
function timeframeOf(file: string, time: Float64Array): Timeframe {
  if (time.length < 2) return '1h';
  const counts = new Map<number, number>();
  for (let i = 1; i < time.length; i++) {
    const step = (time[i] ?? 0) - (time[i - 1] ?? 0);
    counts.set(step, (counts.get(step) ?? 0) + 1);
  }
  const [usual] = [...counts].reduce((most, one) => (one[1] > most[1] ? one : most));
  const found = TIMEFRAMES.find((timeframe) => lengthOf(timeframe) === usual);
  if (found !== undefined) return found;
  throw new InputError(`${file}: its candles open ${usual / 60_000} minutes apart; expected one of ${TIMEFRAMES.join(', ')}`);
}
