import { existsSync } from 'node:fs';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { messageOf } from '../core/facts/messageOf.ts';
import type { CandleColumns, FundingRate } from '../core/market/candles.ts';
import { COLUMN_NAMES, joinColumns, newColumns, rowsOf } from '../core/market/columns.ts';
import { SourceError } from '../core/market/sourceError.ts';
import { TIME_UNITS, type TimeUnit } from '../core/market/timeUnit.ts';
import { MINUTE, type Ms } from '../core/time.ts';
import { fileToRead, fileToWrite, withDuckDb } from './duckdb.ts';

const FILE_COLUMNS = ['ts', 'open', 'high', 'low', 'close', 'volume'] as const;
const NUMBER_TYPE = /^(U?(TINYINT|SMALLINT|INTEGER|BIGINT)|HUGEINT|FLOAT|DOUBLE|DECIMAL\(.*\))$/;
const EXPECTED = 'expected a Parquet file with the columns ts (candle open, ms UTC), open, high, low, close, volume, all numbers';

/** Columns come from the file alone: a folder such as `close=1` is a name. */
const rowsOfFile = (file: string): string => `read_parquet(${fileToRead(file)}, hive_partitioning = false)`;

const rangeOf = (unit: TimeUnit): string => {
  const { from, below } = TIME_UNITS.find((one) => one.unit === unit) ?? TIME_UNITS[1];
  return `ts >= ${from} and ts < ${below}`;
};

/** A row's open in ms, whichever unit it is counted in. */
const OPEN_MS = `case when ${rangeOf('s')} then ts::double * 1e3 when ${rangeOf('µs')} then ts::double / 1e3 when ${rangeOf('ns')} then round(ts::double / 1e6) else ts::double end`;

/** Looks at a file before its rows are read. Throws SourceError when it is missing, empty, no Parquet or has other columns. */
async function rowsIn(connection: DuckDBConnection, file: string): Promise<number> {
  const found = await stat(file).catch(() => undefined);
  if (found === undefined) throw new SourceError(`${file}: there is no such file; ${EXPECTED}; check the folder and the name`);
  if (!found.isFile()) throw new SourceError(`${file} is no file; ${EXPECTED}; check the folder and the name`);
  if (found.size === 0) throw new SourceError(`${file} is empty (0 bytes); ${EXPECTED}; delete it or record it again`);
  const schema = await connection.runAndReadAll(
    `select name, duckdb_type, (select num_rows from parquet_file_metadata(${fileToRead(file)})) from parquet_schema(${fileToRead(file)}) where duckdb_type is not null`,
  );
  const rows = schema.getRowsJS();
  const text = (value: unknown): string => (typeof value === 'string' ? value : '');
  const types = new Map(rows.map(([name, type]) => [text(name), text(type)]));
  const missing = FILE_COLUMNS.filter((name) => !types.has(name));
  if (missing.length > 0) {
    const has = [...types.keys()].join(', ');
    throw new SourceError(
      `${file} has the columns ${has}, without ${missing.join(', ')}; ${EXPECTED}; convert it or choose another folder`,
    );
  }
  for (const name of FILE_COLUMNS) {
    const type = types.get(name) ?? '';
    if (!NUMBER_TYPE.test(type)) throw new SourceError(`${file}: column ${name} holds ${type}; ${EXPECTED}; convert it`);
  }
  return Number(rows[0]?.[2] ?? 0);
}

/** What DuckDB says of a file that it cannot read becomes an error with advice; everything else passes as it is. */
async function reading<T>(file: string, work: (connection: DuckDBConnection) => Promise<T>): Promise<T> {
  try {
    return await withDuckDb(work);
  } catch (cause) {
    if (cause instanceof SourceError) throw cause;
    const says = messageOf(cause).split('\n')[0];
    throw new SourceError(`${file} cannot be read: ${says}; ${EXPECTED}; it is damaged or cut off: replace it or move it away`, {
      cause,
    });
  }
}

/**
 * Streams numeric columns of a file into arrays that are long enough; an absent value is NaN. Returns the number of rows.
 * Everything is asked for as DOUBLE: such chunks are Float64Arrays that are copied whole, where BIGINT is one bigint a value.
 */
async function fill(
  connection: DuckDBConnection,
  file: string,
  targets: readonly { readonly name: string; readonly values: Float64Array }[],
  where = '',
): Promise<number> {
  const select = targets.map(({ name }) => `coalesce((${name})::double, 'nan'::double)`).join(', ');
  const result = await connection.stream(`select ${select} from ${rowsOfFile(file)} ${where}`);
  let row = 0;
  for (;;) {
    const chunk = await result.fetchChunk();
    if (chunk === null || chunk.rowCount === 0) return row;
    for (const [j, { name, values }] of targets.entries()) {
      const vector = chunk.getColumnVector(j);
      if (!('items' in vector) || !(vector.items instanceof Float64Array))
        throw new Error(`column ${name} did not arrive as doubles`);
      values.set(vector.items, row);
    }
    row += chunk.rowCount;
  }
}

/**
 * The candles of a file whose open lies in [from, to), in file order and unchecked; an absent value is NaN. `units` are those that the
 * file counts its times in, where that is known: ms alone are read quicker. Throws SourceError, naming file and mend, when it cannot be
 * read.
 */
export const readCandleFile = (
  file: string,
  from: Ms = Number.NEGATIVE_INFINITY,
  to: Ms = Number.POSITIVE_INFINITY,
  units?: readonly TimeUnit[],
): Promise<CandleColumns> =>
  reading(file, async (connection) => {
    const columns = newColumns(await rowsIn(connection, file));
    const open = units?.every((unit) => unit === 'ms') === true ? 'ts' : OPEN_MS;
    const bounds = [Number.isFinite(from) ? `${open} >= ${from}` : '', Number.isFinite(to) ? `${open} < ${to}` : ''].filter(
      Boolean,
    );
    const where = bounds.length === 0 ? '' : `where ${bounds.join(' and ')}`;
    const targets = FILE_COLUMNS.map((name, j) => ({
      name: name === 'ts' ? open : name,
      values: columns[COLUMN_NAMES[j] ?? 'time'],
    }));
    const rows = await fill(connection, file, targets, where);
    return rows === columns.time.length ? columns : copyOf(columns, rows);
  });

/** The first rows in memory of their own, so that a short span does not hold a whole file's columns. */
const copyOf = (columns: CandleColumns, rows: number): CandleColumns => joinColumns([rowsOf(columns, 0, rows)]);

/**
 * Funding rates of a file (`ts`, `rate`) in [from, to), oldest first, each at its minute: exchanges stamp them some ms late. Empty where
 * there is no such file. Throws SourceError as readCandleFile does.
 */
export async function readFundingFile(file: string, from: Ms, to: Ms): Promise<readonly FundingRate[]> {
  if (!existsSync(file)) return [];
  return reading(file, async (connection) => {
    const minute = `(floor((${OPEN_MS}) / ${MINUTE}) * ${MINUTE})`;
    const rows = await connection.runAndReadAll(
      `select ${minute}, rate::double from ${rowsOfFile(file)} where ${minute} >= $from and ${minute} < $to and rate is not null order by ts`,
      { from, to },
    );
    return rows.getRowsJS().map(([time, rate]) => ({ time: Number(time), rate: Number(rate) }));
  });
}

/**
 * What a candle file holds: `first` and `last` are candle opens, `inSpan` counts those in [from, to) that can be played, `units` are those
 * of its times, `timeless` counts rows without a time.
 */
export type CandleFileFacts = {
  readonly rows: number;
  readonly first: Ms;
  readonly last: Ms;
  readonly inSpan: number;
  readonly units: readonly TimeUnit[];
  readonly timeless: number;
};

/** Rows that are candles of this length, as `checkCandles` has them. */
const sane = (length: Ms): string =>
  [
    ...FILE_COLUMNS.map((name) => `isfinite(${name}::double)`),
    ...['open', 'high', 'low', 'close'].map((name) => `${name} > 0`),
    'volume >= 0 and high >= open and high >= close and low <= open and low <= close',
    `(${OPEN_MS}) % ${length} = 0`,
  ].join(' and ');

/** Facts of a candle file of this length. Throws SourceError as readCandleFile does, and for a file without rows. */
export const factsOf = (
  file: string,
  length: Ms,
  from: Ms = Number.NEGATIVE_INFINITY,
  to: Ms = Number.POSITIVE_INFINITY,
): Promise<CandleFileFacts> =>
  reading(file, async (connection) => {
    const rows = await rowsIn(connection, file);
    const used = TIME_UNITS.map(({ unit }) => `count(*) filter (${rangeOf(unit)})`).join(', ');
    const facts = await connection.runAndReadAll(
      `select min(${OPEN_MS}), max(${OPEN_MS}), count(ts), count(*) filter (${OPEN_MS} >= $from and ${OPEN_MS} < $to and ${sane(length)}), ${used} from ${rowsOfFile(file)}`,
      { from, to },
    );
    const [first, last, timed, inSpan, ...counts] = facts.getRowsJS()[0] ?? [];
    if (Number(timed) === 0) throw new SourceError(`${file} holds no candle; ${EXPECTED}; delete it or record it again`);
    const units = TIME_UNITS.filter((_, i) => Number(counts[i]) > 0).map(({ unit }) => unit);
    return { rows, first: Number(first), last: Number(last), inSpan: Number(inSpan), units, timeless: rows - Number(timed) };
  });

/**
 * Closes of a file's newest candles that have closed at `at`, newest first and at most `most`; without any, its first open from `at`
 * on.
 */
export const pricesKnownAt = (file: string, length: Ms, at: Ms, most: number): Promise<readonly number[]> =>
  reading(file, async (connection) => {
    const prices = async (what: string, where: string, order: string, limit: number): Promise<readonly number[]> => {
      const found = await connection.runAndReadAll(
        `select ${what}::double from ${rowsOfFile(file)} where ${where} and ${sane(length)} order by ${OPEN_MS} ${order} limit ${limit}`,
        { at },
      );
      return found.getRowsJS().map(([price]) => Number(price));
    };
    const closed = await prices('close', `${OPEN_MS} + ${length} <= $at`, 'desc', most);
    return closed.length > 0 ? closed : prices('open', `${OPEN_MS} >= $at`, 'asc', 1);
  });

/** Rows of a DuckDB data chunk. */
const CHUNK = 2048;

/**
 * Writes candles to a Parquet file, all or nothing: a reader sees the old file or the new one, and after the call it is on the disk.
 * Makes missing folders. Throws the system's error when the disk will not take it, with the old file as it was.
 */
export async function writeCandleFile(file: string, columns: CandleColumns): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const partial = `${file}.${process.pid}.partial`;
  try {
    await withDuckDb(async (connection) => {
      const { BIGINT, DOUBLE, DuckDBDataChunk } = await import('@duckdb/node-api');
      await connection.run(
        'create temp table candles (ts bigint, open double, high double, low double, close double, volume double)',
      );
      const appender = await connection.createAppender('candles');
      const types = [BIGINT, DOUBLE, DOUBLE, DOUBLE, DOUBLE, DOUBLE];
      for (let row = 0; row < columns.time.length; row += CHUNK) {
        const { time, ...values } = rowsOf(columns, row, row + CHUNK);
        const chunk = DuckDBDataChunk.create(types, time.length);
        chunk.setColumnValues(0, Array.from(time, BigInt));
        const { open, high, low, close, volume } = values;
        for (const [j, column] of [open, high, low, close, volume].entries()) chunk.setColumnValues(j + 1, Array.from(column));
        appender.appendDataChunk(chunk);
      }
      appender.closeSync();
      await connection.run(`copy candles to ${fileToWrite(partial)} (format parquet, compression zstd)`);
    });
    const written = await open(partial, 'r+');
    await written.sync();
    await written.close();
    await rename(partial, file);
  } catch (cause) {
    await rm(partial, { force: true });
    throw cause;
  }
}
