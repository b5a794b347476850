import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { mergeColumns } from '../../src/core/market/columns.ts';
import { HOUR } from '../../src/core/time.ts';
import { candleFiles } from '../../src/store/candleLayout.ts';
import { saveCandles } from '../../src/store/candles.ts';
import { withDuckDb } from '../../src/store/duckdb.ts';
import { factsOf, pricesKnownAt, readCandleFile, writeCandleFile } from '../../src/store/parquet.ts';
import { candle, candlesOf, columnsOf } from '../core/market/series.ts';

const start = Date.UTC(2024, 5, 1);
const hours = (from: number, to: number, price = 100) =>
  columnsOf(Array.from({ length: to - from }, (_, i) => candle(start + (from + i) * HOUR, price + i / 100)));

let dir = '';
beforeEach(async () => {
  // A quote, brackets and a star: a path is a name, neither SQL nor a pattern.
  dir = join(await mkdtemp(join(tmpdir(), 'candles-')), "it's [a] *");
  await mkdir(dir);
});
afterEach(() => rm(join(dir, '..'), { recursive: true, force: true }));

describe('a candle file', () => {
  it('gives back what was written, to the bit, over many chunks', async () => {
    const file = join(dir, 'a/b/1h.parquet');
    const columns = hours(0, 5000, 0.1);
    await writeCandleFile(file, columns);
    expect(await readCandleFile(file)).toEqual(columns);
    expect(await readdir(join(dir, 'a/b'))).toEqual(['1h.parquet']);
  });

  it('is read by span and described without its prices', async () => {
    const file = join(dir, '1h.parquet');
    await writeCandleFile(file, hours(0, 100));
    expect([...(await readCandleFile(file, start + 3 * HOUR, start + 6 * HOUR)).time]).toEqual(
      [3, 4, 5].map((i) => start + i * HOUR),
    );
    expect(await factsOf(file, HOUR, start + 90 * HOUR, start + 200 * HOUR)).toEqual({
      rows: 100,
      first: start,
      last: start + 99 * HOUR,
      inSpan: 10,
      units: ['ms'],
      timeless: 0,
    });
    expect(await factsOf(file, HOUR)).toMatchObject({ inSpan: 100 });
  });

  it('is the file of its name, where another would fit it as a pattern', async () => {
    const names = ['set1', 'set[12]', 'setx', 'set*', 'set?', 'close=1'];
    for (const [i, name] of names.entries()) await writeCandleFile(join(dir, name, '1h.parquet'), hours(i, i + 1, 100 + i));
    for (const [i, name] of names.entries()) {
      const file = join(dir, name, '1h.parquet');
      expect({ name, is: [...(await readCandleFile(file)).open] }).toEqual({ name, is: [100 + i] });
      expect({ name, is: (await factsOf(file, HOUR)).first }).toEqual({ name, is: start + i * HOUR });
      expect({ name, is: await pricesKnownAt(file, HOUR, start + 100 * HOUR, 5) }).toEqual({ name, is: [101 + i] });
    }
  });

  const units: readonly [string, string, readonly string[]][] = [
    ['seconds', 'ts / 1000', ['s']],
    ['microseconds', 'ts * 1000', ['µs']],
    ['nanoseconds', 'ts * 1000000', ['ns']],
    [
      'milliseconds, and microseconds from the third row on',
      `case when ts < ${start + 2 * HOUR} then ts else ts * 1000 end`,
      ['ms', 'µs'],
    ],
  ];
  it.each(units)('counted in %s is read in ms', async (_, ts, found) => {
    const whole = join(dir, '1h.parquet');
    await writeCandleFile(whole, hours(0, 9));
    const file = join(dir, 'other.parquet');
    const literal = (path: string): string => `'${path.replaceAll("'", "''")}'`;
    await withDuckDb(async (connection) => {
      const source = `read_parquet(${literal(whole.replace(/[[*]/g, '[$&]'))})`;
      await connection.run(
        `copy (select (${ts})::bigint ts, open, high, low, close, volume from ${source}) to ${literal(file)} (format parquet)`,
      );
    });
    expect(await readCandleFile(file)).toEqual(hours(0, 9));
    expect([...(await readCandleFile(file, start + 2 * HOUR, start + 4 * HOUR)).time]).toEqual([
      start + 2 * HOUR,
      start + 3 * HOUR,
    ]);
    expect(await factsOf(file, HOUR, start, start + 3 * HOUR)).toMatchObject({
      first: start,
      last: start + 8 * HOUR,
      inSpan: 3,
      units: found,
    });
  });

  it('counts rows in the span that can be played, and rows without a time', async () => {
    const columns = hours(0, 8);
    columns.volume[1] = -1;
    columns.high[2] = 1;
    columns.close[3] = Number.NaN;
    columns.time[4] = start + 4 * HOUR + 1;
    columns.low[5] = 0;
    const file = join(dir, '1h.parquet');
    await writeCandleFile(file, columns);
    expect(await factsOf(file, HOUR)).toMatchObject({ rows: 8, inSpan: 3, timeless: 0 });
  });

  it('reads an absent value as NaN, for the checks to drop', async () => {
    const file = join(dir, '1h.parquet');
    await withDuckDb((connection) =>
      connection.run(
        `copy (select 3600000 ts, 1.0 open, 1.0 high, null::double low, 1.0 as close, 2 volume) to '${file.replaceAll("'", "''")}' (format parquet)`,
      ),
    );
    expect(candlesOf(await readCandleFile(file))).toEqual([
      { time: 3_600_000, open: 1, high: 1, low: Number.NaN, close: 1, volume: 2 },
    ]);
  });

  it('stays as it was when the new one cannot be written', async () => {
    const file = join(dir, '1h.parquet');
    await writeCandleFile(file, hours(0, 3));
    const before = await readFile(file);
    const broken = { ...hours(0, 3), time: Float64Array.of(start, Number.NaN, start) };
    await expect(writeCandleFile(file, broken)).rejects.toThrow(/NaN/);
    expect(await readFile(file)).toEqual(before);
    expect(await readdir(dir)).toEqual(['1h.parquet']);
  });
});

describe('a file that cannot be used is named, with what was expected', () => {
  const select = async (columns: string): Promise<string> => {
    const file = join(dir, 'wrong.parquet');
    await withDuckDb((connection) =>
      connection.run(`copy (select ${columns}) to '${file.replaceAll("'", "''")}' (format parquet)`),
    );
    return file;
  };
  const cases: readonly [string, () => Promise<string>, RegExp][] = [
    ['missing', async () => join(dir, 'none.parquet'), /none\.parquet: there is no such file.*check the folder/],
    ['a folder', async () => dir, /is no file/],
    ['0 bytes', () => written(''), /broken\.parquet is empty \(0 bytes\).*record it again/],
    ['a few bytes', () => written('PAR1'), /broken\.parquet cannot be read: .*replace it or move it away/],
    ['text', () => written('time,open,high,low,close,volume\n1,2,3,4,5,6\n'), /broken\.parquet cannot be read: .*magic bytes/],
    ['cut off', () => damaged((bytes) => bytes.subarray(0, bytes.length / 2)), /broken\.parquet cannot be read/],
    ['garbled inside', () => damaged((bytes) => bytes.fill(7, 20, bytes.length >> 1)), /broken\.parquet cannot be read/],
    [
      'without columns',
      () => select('1 ts, 2.0 open, 3.0 as close'),
      /wrong\.parquet has the columns ts, open, close, without high, low, volume/,
    ],
    ['with a text column', () => select("1 ts, 2 open, 3 high, 1 low, 'two' as close, 5 volume"), /column close holds VARCHAR/],
    [
      'with dates',
      () => select("timestamp '2024-06-01' ts, 2 open, 3 high, 1 low, 2 as close, 5 volume"),
      /column ts holds TIMESTAMP.*ms UTC/,
    ],
  ];
  const written = async (text: string | Uint8Array): Promise<string> => {
    const file = join(dir, 'broken.parquet');
    await writeFile(file, text);
    return file;
  };
  const damaged = async (damage: (bytes: Uint8Array) => Uint8Array): Promise<string> => {
    const whole = join(dir, 'whole.parquet');
    await writeCandleFile(whole, hours(0, 500));
    return written(damage(await readFile(whole)));
  };
  it.each(cases)('%s', async (_, make, says) => {
    const file = await make();
    await expect(readCandleFile(file)).rejects.toMatchObject({ name: 'SourceError', message: expect.stringMatching(says) });
  });

  it('a file without a row', async () => {
    const file = join(dir, '1h.parquet');
    await writeCandleFile(file, hours(0, 0));
    await expect(factsOf(file, HOUR)).rejects.toThrow(/1h\.parquet holds no candle/);
  });
});

describe('the candle store', () => {
  it('merges what is collected: a repeat changes nothing, a corrected candle replaces the old', async () => {
    const file = await saveCandles(dir, 'binance', 'BTC/USDT', '1h', hours(0, 5));
    expect(file).toBe(join(dir, 'binance/BTCUSDT/1h.parquet'));
    await saveCandles(dir, 'binance', 'BTC/USDT', '1h', hours(3, 8, 200));
    await saveCandles(dir, 'binance', 'BTC/USDT', '1h', hours(0, 0));
    const held = await readCandleFile(file);
    expect([...held.time]).toEqual(Array.from({ length: 8 }, (_, i) => start + i * HOUR));
    expect(Array.from(held.open, Math.floor)).toEqual([100, 100, 100, 200, 200, 200, 200, 200]);
    expect(candlesOf(mergeColumns(held, held))).toEqual(candlesOf(held));
  });

  it('leaves a file alone that it cannot read', async () => {
    const file = await saveCandles(dir, 'binance', 'BTC/USDT', '1h', hours(0, 5));
    await writeFile(file, 'not candles');
    await expect(saveCandles(dir, 'binance', 'BTC/USDT', '1h', hours(5, 6))).rejects.toThrow(/cannot be read/);
    expect(await readFile(file, 'utf8')).toBe('not candles');
  });

  it('is found again from the home, the candles folder and the exchange, spot beside perpetuals', async () => {
    const candles = join(dir, 'candles');
    await saveCandles(candles, 'binance', 'BTC/USDT', '1h', hours(0, 5));
    await saveCandles(candles, 'binance', 'BTC/USDT:USDT', '5m', hours(0, 5));
    await saveCandles(candles, 'binance', 'ETH/FDUSD', '1h', hours(0, 5));
    await writeFile(join(candles, 'binance/BTCUSDT/funding.parquet'), '');
    await writeFile(join(candles, 'notes.txt'), '');
    await mkdir(join(candles, 'binance/unknown'));
    await symlink('/nowhere/at/all', join(candles, 'binance/XRPUSDT'));
    const spot = [
      { exchange: 'binance', symbol: 'BTC/USDT', timeframe: '1h' },
      { exchange: 'binance', symbol: 'ETH/FDUSD', timeframe: '1h' },
    ];
    const perpetual = { exchange: 'binanceusdm', symbol: 'BTC/USDT:USDT', timeframe: '5m' };
    const found = async (folder: string) => (await candleFiles(folder)).files;
    expect(await found(dir)).toMatchObject([...spot, perpetual]);
    expect(await found(candles)).toMatchObject([...spot, perpetual]);
    expect(await found(join(candles, 'binance'))).toMatchObject(spot);
    expect(await found(join(candles, 'binanceusdm'))).toMatchObject([perpetual]);
  });

  it('names what it cannot read beside the candles: folders without any, lengths that are none, files in the wrong place', async () => {
    const save = (path: string) => writeCandleFile(join(dir, 'ohlcv/okx', path), hours(0, 5));
    await Promise.all(['BTCUSDT/1h.PARQUET', 'ADAUSDT/60min.parquet', 'LTC/USDT/1h.parquet', 'SOLUSDT-1h.parquet'].map(save));
    for (const empty of ['okx/XLMUSDT', 'okx/.cache', 'notes']) await mkdir(join(dir, 'ohlcv', empty), { recursive: true });
    await mkdir(join(dir, 'ohlcv/okx/EOSUSDT'));
    await writeFile(join(dir, 'ohlcv/okx/EOSUSDT/1h.csv'), '');
    await writeFile(join(dir, 'ohlcv/okx/BTCUSDT/mark_1h.parquet'), '');
    const read = await candleFiles(dir);
    expect(read.files).toMatchObject([{ exchange: 'okx', symbol: 'BTC/USDT', timeframe: '1h' }]);
    expect(read.passedOver).toEqual([
      'notes is passed over: it holds no folder of a symbol, such as BTCUSDT',
      'okx/ADAUSDT/60min.parquet is passed over: its name is no candle length, such as 1h.parquet',
      'okx/EOSUSDT is passed over: it holds no candle file, such as 1h.parquet',
      'okx/LTC is passed over: it holds no candle file, such as 1h.parquet',
      'okx/SOLUSDT-1h.parquet is passed over: candles lie in a folder for each symbol',
      'okx/XLMUSDT is passed over: it holds no candle file, such as 1h.parquet',
    ]);
  });

  it('names the folders of exchanges that lie beside folders of symbols', async () => {
    await writeCandleFile(join(dir, 'ETHUSDT/1h.parquet'), hours(0, 5));
    await saveCandles(dir, 'binance', 'BTC/USDT', '1h', hours(0, 5));
    const read = await candleFiles(dir);
    expect(read.files).toMatchObject([{ symbol: 'ETH/USDT' }]);
    expect(read.passedOver).toEqual([`it's [a] */binance is passed over: it holds no candle file, such as 1h.parquet`]);
  });

  it('a folder without candles is named', async () => {
    await expect(candleFiles(join(dir, 'none'))).rejects.toThrow(
      /there is no such folder; expected .*binance\/BTCUSDT\/1h\.parquet/,
    );
    await expect(candleFiles(dir)).rejects.toThrow(/holds no candle files/);
  });
});
