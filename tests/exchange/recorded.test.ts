import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CandleColumns } from '../../src/core/market/candles.ts';
import { createCandleTally } from '../../src/core/market/candleTally.ts';
import { decimal } from '../../src/core/money.ts';
import { DAY, HOUR, lengthOf, type Timeframe } from '../../src/core/time.ts';
import { recordedSource } from '../../src/exchange/recorded.ts';
import { writeCandleFile } from '../../src/store/parquet.ts';
import { candle, columnsOf } from '../core/market/series.ts';
import { sharedData } from '../data.ts';

const start = Date.UTC(2024, 5, 1);
/** Candles from `from` on for a length of time, hours of the first of June 2024. */
const candles = (timeframe: Timeframe, from: number, hours: number, price = 100): CandleColumns => {
  const length = lengthOf(timeframe);
  const count = (hours * HOUR) / length;
  return columnsOf(Array.from({ length: count }, (_, i) => candle(start + from * HOUR + i * length, price)));
};

let dir = '';
const put = (path: string, columns: CandleColumns): Promise<void> => writeCandleFile(join(dir, `${path}.parquet`), columns);
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'recorded-'));
});
afterEach(() => rm(dir, { recursive: true, force: true }));
const span = { from: start, to: start + 2 * DAY };

describe('which candles are played', () => {
  it('those that cover most of the span; of equals the finest; a forced length before all', async () => {
    await put('binance/BTCUSDT/5m', candles('5m', 0, 24));
    await put('binance/BTCUSDT/15m', candles('15m', 0, 49));
    await put('binance/BTCUSDT/1h', candles('1h', -100, 200));
    const timeframe = async (options: Parameters<typeof recordedSource>[1]) =>
      (await recordedSource(dir, options)).timeframeOf('BTC/USDT');
    expect(await timeframe(span)).toBe('15m');
    expect(await timeframe({ from: start, to: start + DAY })).toBe('5m');
    expect(await timeframe({ from: start - DAY, to: start + 2 * DAY })).toBe('1h');
    expect(await timeframe({ ...span, timeframe: '1h' })).toBe('1h');
  });

  it('all of the span and the warm-up before it, without the last candle of a file', async () => {
    await put('binance/BTCUSDT/1h', candles('1h', -100, 150));
    const source = await recordedSource(dir, span);
    const { time } = await source.read('BTC/USDT', start - 20 * HOUR, start + 2 * DAY);
    expect([time[0], time.at(-1), time.length]).toEqual([start - 20 * HOUR, start + 47 * HOUR, 68]);
    expect((await source.read('BTC/USDT', start, start + 10 * DAY)).time.at(-1)).toBe(start + 48 * HOUR);
    expect(source).toMatchObject({ name: 'recorded', start: start - 100 * HOUR, end: start + 49 * HOUR });
  });

  it('a last candle that is left out is counted in a note, where it would have been played', async () => {
    await put('binance/BTCUSDT/1h', candles('1h', -100, 120));
    await put('binance/ETHUSDT/1h', candles('1h', -100, 130));
    await put('binance/SOLUSDT/1h', candles('1h', -100, 300));
    expect((await recordedSource(dir, span)).notes).toEqual([
      '2 last candles are taken as unfinished and left out, since a recording may have stopped within them: BTC/USDT 2024-06-01 19:00 UTC, ETH/USDT 2024-06-02 05:00 UTC',
    ]);
    const source = await recordedSource(dir, { ...span, symbols: ['SOL/USDT'] });
    expect([source.notes, source.leftOut]).toEqual([[], []]);
  });

  it('periods of one length follow each other; the last candle before a hole may be unfinished', async () => {
    await put('binance/BTCUSDT/1h@late', candles('1h', 30, 18));
    await put('binance/BTCUSDT/1h@early', candles('1h', 0, 21));
    const source = await recordedSource(dir, span);
    for (let twice = 0; twice < 2; twice++) {
      const { time } = await source.read('BTC/USDT', span.from, span.to);
      expect(time.length).toBe(20 + 17);
      expect(time).toEqual(time.toSorted());
    }
  });

  it('the last candle of a file is finished where the next file goes on from it', async () => {
    await put('binance/BTCUSDT/1h@1', candles('1h', 0, 12));
    await put('binance/BTCUSDT/1h@2', candles('1h', 12, 12));
    await put('binance/BTCUSDT/1h@3', candles('1h', 22, 26));
    const source = await recordedSource(dir, span);
    const { time } = await source.read('BTC/USDT', span.from, span.to);
    expect([...time]).toEqual(Array.from({ length: 47 }, (_, i) => start + i * HOUR));
    expect(source.faulty?.('BTC/USDT', span.from, span.to).map(({ fault }) => fault)).toEqual([
      'order',
      'duplicate',
      'duplicate',
    ]);
    expect(source.end).toBe(start + 47 * HOUR);
  });

  it('a recording of another time is no warm-up', async () => {
    await put('binance/BTCUSDT/1h@old', candles('1h', -1000, 100));
    await put('binance/BTCUSDT/1h@before', candles('1h', -70, 60));
    await put('binance/BTCUSDT/1h@now', candles('1h', 0, 49));
    await put('binance/BTCUSDT/1h@after', candles('1h', 1000, 49));
    const source = await recordedSource(dir, span);
    expect([source.start, source.end]).toEqual([start - 70 * HOUR, start + 48 * HOUR]);
    expect((await source.read('BTC/USDT', start - 2000 * HOUR, span.to)).time.length).toBe(59 + 48);
  });

  it('a broken candle inside a file is dropped and told', async () => {
    const columns = candles('1h', 0, 48);
    columns.low[5] = -1;
    await put('binance/BTCUSDT/1h', columns);
    const source = await recordedSource(dir, span);
    expect((await source.read('BTC/USDT', span.from, span.to)).time.length).toBe(46);
    expect(source.faulty?.('BTC/USDT', span.from, span.to)).toEqual([{ time: start + 5 * HOUR, fault: 'number' }]);
  });
});

describe('symbols and their rules', () => {
  const cases = [
    ['binance/BTCUSDT', 43_210.57, 'BTC/USDT', { kind: 'spot', tick: '0.01', step: '0.00001', minNotional: '5', maxLeverage: 1 }],
    ['binance/DOGEUSDT', 0.08123, 'DOGE/USDT', { kind: 'spot', tick: '0.00001', step: '1', minNotional: '5', maxLeverage: 1 }],
    [
      'binance/ETHBTC',
      0.05123,
      'ETH/BTC',
      { kind: 'spot', tick: '0.00001', step: '0.0001', minNotional: '0.00005', maxLeverage: 1 },
    ],
    ['binance/BTCFDUSD', 43_210.5, 'BTC/FDUSD', { kind: 'spot', tick: '0.1', step: '0.00001', minNotional: '5', maxLeverage: 1 }],
    [
      'binanceusdm/SOLUSDT',
      98.125,
      'SOL/USDT:USDT',
      { kind: 'perpetual', tick: '0.001', step: '0.01', minNotional: '5', maxLeverage: 20 },
    ],
  ] as const;
  /** A symbol's rules on candles that all have one price. */
  const rulesAt = async (path: string, price: number) => {
    const columns = candles('1h', 0, 48, price);
    for (const name of ['open', 'high', 'low', 'close'] as const) columns[name].fill(price);
    await put(`${path}/1h`, columns);
    return (await recordedSource(dir, span)).instruments[0];
  };

  it.each(cases)('%s at %d', async (path, price, symbol, rules) => {
    const instrument = await rulesAt(path, price);
    expect(instrument).toMatchObject({ symbol, kind: rules.kind, maxLeverage: rules.maxLeverage });
    const { tick = 0n, step = 0n, minQuantity = 0n, minNotional = 0n } = instrument ?? {};
    expect([tick, step, minQuantity, minNotional].map(decimal)).toEqual([rules.tick, rules.step, rules.step, rules.minNotional]);
  });

  const ticks = [
    [0.00000094, '0.00000001'],
    [0.0000008853, '0.0000000001'],
    [0.0000000124, '0.0000000001'],
    [0.000000001812, '0.000000000001'],
    [0.1 + 0.2, '0.1'],
    [43_210.57 * (1 + 1 / 7), '0.0001'],
  ] as const;
  it.each(ticks)('a price of %d has the tick %s', async (price, tick) => {
    expect(decimal((await rulesAt('binance/AAAUSDT', price))?.tick ?? 0n)).toBe(tick);
  });

  it.each([0.0000000025894, 0.00000000001])('a price of %d, which money cannot carry, is refused by name', async (price) => {
    await expect(rulesAt('binance/AAAUSDT', price)).rejects.toThrow(
      /AAA\/USDT cannot be played: its price .* 12 decimals that money/,
    );
  });

  it('rules follow from nothing after the start, and become finer with the prices that pass', async () => {
    const columns = candles('1h', -10, 60, 100);
    for (let i = 30; i < 60; i++) columns.close[i] = columns.high[i] = 3000.123456;
    await put('binance/BTCUSDT/1h', columns);
    const source = await recordedSource(dir, span);
    const [instrument] = source.instruments;
    if (instrument === undefined) throw new Error('no instrument');
    expect(instrument.listedAt).toBe(columns.time[0]);
    expect([instrument.tick, instrument.step].map(decimal)).toEqual(['1', '0.001']);
    const refine = source.refine?.(instrument);
    expect(refine?.(101)).toBe(instrument);
    const finer = refine?.(3000.123456);
    expect([finer?.tick ?? 0n, finer?.step ?? 0n].map(decimal)).toEqual(['0.000001', '0.0001']);
    expect(refine?.(101)).toBe(finer);
  });

  it('an unknown symbol names the nearest and how many there are', async () => {
    for (const base of ['BTC', 'ETH', 'SOL']) await put(`binance/${base}USDT/1h`, candles('1h', 0, 48));
    const ask = (symbol: string) => recordedSource(dir, { ...span, symbols: [symbol] });
    await expect(ask('BTC/USD')).rejects.toThrow(/no candles of BTC\/USD; it has 3 symbols; the nearest are BTC\/USDT/);
    await expect(ask('QQQ')).rejects.toThrow(/it has 3 symbols, such as BTC\/USDT, ETH\/USDT, SOL\/USDT/);
    const source = await recordedSource(dir, { ...span, symbols: ['ETH/USDT', 'BTC/USDT', 'ETH/USDT'] });
    expect(source.instruments.map(({ symbol }) => symbol)).toEqual(['ETH/USDT', 'BTC/USDT']);
    await expect(source.read('SOL/USDT', span.from, span.to)).rejects.toThrow(/no candles of SOL\/USDT/);
  });

  it('of several quotes the one that most symbols have is played, and the others are named', async () => {
    for (const pair of ['BTCEUR', 'BTCUSDT', 'ETHUSDT', 'ETHBTC']) await put(`binance/${pair}/1h`, candles('1h', 0, 48));
    const source = await recordedSource(dir, span);
    expect(source.instruments.map(({ symbol }) => symbol)).toEqual(['BTC/USDT', 'ETH/USDT']);
    expect(source.leftOut).toEqual([
      'BTC/EUR is left out: quoted in EUR, and this account is counted in USDT; --symbols BTC/EUR plays EUR instead',
      'ETH/BTC is left out: quoted in BTC, and this account is counted in USDT; --symbols ETH/BTC plays BTC instead',
    ]);
    const euro = await recordedSource(dir, { ...span, symbols: ['BTC/EUR'] });
    expect(euro.instruments.map(({ symbol }) => symbol)).toEqual(['BTC/EUR']);
    await expect(recordedSource(dir, { ...span, symbols: ['BTC/EUR', 'ETH/BTC'] })).rejects.toThrow(
      /counted in one currency, and --symbols names BTC\/EUR in EUR and ETH\/BTC in BTC; name those of one/,
    );
  });

  it('a symbol is found however it is written, in any script and case', async () => {
    for (const name of ['kPEPEUSDC', '币安人生USDC', 'BTCUSDC']) await put(`binanceusdm/${name}/1h`, candles('1h', 0, 48));
    const found = async (name: string) =>
      (await recordedSource(dir, { ...span, symbols: [name] })).instruments.map(({ symbol }) => symbol);
    for (const name of ['kPEPE/USDC:USDC', 'kpepe/usdc:usdc', 'KPEPE', 'kPEPE-PERP', 'kPEPEUSDC'])
      expect({ name, is: await found(name) }).toEqual({ name, is: ['kPEPE/USDC:USDC'] });
    for (const name of ['币安人生/USDC:USDC', '币安人生', '币安人生-perp'])
      expect({ name, is: await found(name) }).toEqual({ name, is: ['币安人生/USDC:USDC'] });
  });

  it('two exchanges with the same symbol are not mixed', async () => {
    await put('binance/BTCUSDT/1h', candles('1h', 0, 48));
    await put('kucoin/BTCUSDT/1h', candles('1h', 0, 48));
    await expect(recordedSource(dir, span)).rejects.toThrow(/BTC\/USDT from binance and kucoin; give the folder of one exchange/);
    expect((await recordedSource(join(dir, 'kucoin'), span)).instruments.length).toBe(1);
  });
});

describe('what cannot be played', () => {
  it('a symbol without candles in the span is left out, or named when it was asked for', async () => {
    await put('binance/BTCUSDT/1h', candles('1h', 0, 48));
    await put('binance/ETHUSDT/1h', candles('1h', 1000, 48));
    const source = await recordedSource(dir, span);
    expect(source.instruments.map(({ symbol }) => symbol)).toEqual(['BTC/USDT']);
    expect(source.notes?.[0]).toBe('no candle between 2024-06-01 and 2024-06-03 of ETH/USDT');
    await expect(recordedSource(dir, { ...span, symbols: ['ETH/USDT'] })).rejects.toThrow(
      /no candle of ETH\/USDT between 2024-06-01 and 2024-06-03; the files hold 1h 2024-07-12 to 2024-07-14/,
    );
    await expect(recordedSource(dir, { ...span, timeframe: '5m' })).rejects.toThrow(
      `${dir}: no 5m candle between 2024-06-01 and 2024-06-03 that can be played; the files hold 1h 2024-06-01 to 2024-07-14 of 2 symbols; choose another span or timeframe`,
    );
    const later = { from: start + 1200 * HOUR, to: start + 1201 * HOUR };
    await expect(recordedSource(dir, later)).rejects.toThrow(
      /no candle between 2024-07-21 00:00 UTC and 2024-07-21 01:00 UTC that can be played; the files hold 1h/,
    );
    await expect(recordedSource(dir, { from: start, to: start })).rejects.toThrow(/an end after its start/);
  });

  it('a symbol whose rows are no candles is left out by name; a folder of nothing else is refused', async () => {
    const half = candles('1h', 0, 48);
    for (const i of half.time.keys()) half.time[i] = (half.time[i] ?? 0) + HOUR / 2;
    await put('binance/ETHUSDT/1h', half);
    await expect(recordedSource(dir, span)).rejects.toThrow(
      /that can be played; .*ETHUSDT\/1h\.parquet in this span opens on a boundary of 1h/,
    );
    await put('binance/BTCUSDT/1h', candles('1h', 0, 48));
    const source = await recordedSource(dir, span);
    expect(source.instruments.map(({ symbol }) => symbol)).toEqual(['BTC/USDT']);
    expect(source.leftOut).toEqual([expect.stringMatching(/^ETH\/USDT is left out: no candle .* that can be played/)]);
  });

  it.each([
    ['no candles', 'cannot be read'],
    ['PAR1 this is no table', 'cannot be read'],
    ['', 'is empty (0 bytes)'],
  ])('a file of "%s" is named: it %s', async (content, says) => {
    await put('binance/BTCUSDT/1h', candles('1h', 0, 48));
    await writeFile(join(dir, 'binance/BTCUSDT/4h.parquet'), content);
    await expect(recordedSource(dir, span)).rejects.toMatchObject({
      name: 'SourceError',
      message: expect.stringContaining(`4h.parquet ${says}`),
    });
  });
});

const shared = sharedData('ohlcv');
describe.skipIf(shared === undefined)('recorded market data', () => {
  it('27 spot symbols share hourly candles from June to August 2024', async () => {
    const summer = { from: start, to: Date.UTC(2024, 7, 31), timeframe: '1h' } as const;
    const source = await recordedSource(join(shared ?? '', 'binance'), summer);
    const whole = (summer.to - summer.from) / HOUR;
    let complete = 0;
    for (const { symbol } of source.instruments) {
      const { time } = await source.read(symbol, summer.from, summer.to);
      if (time.length === whole) complete++;
    }
    expect(complete).toBeGreaterThanOrEqual(26);
    for (const { symbol } of source.instruments) expect(source.faulty?.(symbol, summer.from, summer.to)).toEqual([]);
  });

  it('BTC and ETH play 5m candles of summer 2024 and 1m candles of the crash of May 2021', async () => {
    const symbols = ['BTC/USDT', 'ETH/USDT'];
    const summer = await recordedSource(shared ?? '', { from: start, to: Date.UTC(2024, 7, 31), symbols });
    expect(symbols.map((symbol) => summer.timeframeOf(symbol))).toEqual(['5m', '5m']);
    const crash = await recordedSource(shared ?? '', {
      from: Date.UTC(2021, 3, 21),
      to: Date.UTC(2021, 4, 20),
      symbols: ['BTC/USDT'],
    });
    expect(crash.timeframeOf('BTC/USDT')).toBe('1m');
    const tally = createCandleTally(crash.timeframeOf);
    tally.history('BTC/USDT', await crash.read('BTC/USDT', crash.start, crash.end), [], crash.end);
    expect(tally.told()).toMatchObject([{ problem: 'gap', count: 284 }]);
    expect(decimal(crash.instruments[0]?.tick ?? 0n)).toBe('0.01');
  });
});
