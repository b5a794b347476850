import { expect, it } from 'vitest';
import type { CandleColumns } from '../../src/core/market/candles.ts';
import { checkCandles } from '../../src/core/market/check.ts';
import { rowsOf } from '../../src/core/market/columns.ts';
import { fromNumber, toNumber, toStep } from '../../src/core/money.ts';
import { DAY, MINUTE } from '../../src/core/time.ts';
import { SYNTHETIC_FROM, syntheticSource } from '../../src/exchange/synthetic.ts';

const from = SYNTHETIC_FROM - 60 * DAY;
const SEEDS = [1, 7, 42];

/** Log returns over `bars` candles. */
const returns = ({ close }: CandleColumns, bars: number): number[] => {
  const logs: number[] = [];
  for (let i = bars; i < close.length; i += bars) logs.push(Math.log((close[i] ?? 1) / (close[i - bars] ?? 1)));
  return logs;
};
const mean = (values: readonly number[]): number => values.reduce((sum, x) => sum + x, 0) / values.length;
function deviation(values: readonly number[]): number {
  const middle = mean(values);
  return Math.sqrt(mean(values.map((x) => (x - middle) ** 2)));
}
function correlation(a: readonly number[], b: readonly number[]): number {
  const [meanA, meanB] = [mean(a), mean(b)];
  return mean(a.map((x, i) => (x - meanA) * ((b[i] ?? 0) - meanB))) / (deviation(a) * deviation(b));
}

it('is named synthetic, with its seed', () => {
  expect(syntheticSource(42)).toMatchObject({ name: 'synthetic:42', start: from, end: Number.POSITIVE_INFINITY });
});

it('gives the same candles for a seed in whatever order and pieces they are read', async () => {
  const [inOrder, backwards] = [syntheticSource(5), syntheticSource(5)];
  const symbols = inOrder.instruments.map(({ symbol }) => symbol);
  const days = [12, 3, 7, 0];
  for (const symbol of [...symbols].reverse()) {
    for (const day of days) {
      const piece = await backwards.read(symbol, from + day * DAY, from + (day + 1) * DAY);
      const whole = await inOrder.read(symbol, from, from + 20 * DAY);
      expect(piece).toEqual(rowsOf(whole, day * 288, (day + 1) * 288));
    }
  }
  const other = await syntheticSource(6).read('BTC/USDT', from, from + DAY);
  expect(other.close).not.toEqual((await inOrder.read('BTC/USDT', from, from + DAY)).close);
});

it('holds no more of them however long it is read on', async () => {
  const source = syntheticSource(1);
  const held: number[] = [];
  for (let at = from; at < from + 400 * DAY; at += 7 * DAY) {
    const { time } = await source.read('BTC/USDT', at, at + 7 * DAY);
    held.push(time.buffer.byteLength / time.BYTES_PER_ELEMENT);
  }
  // Two weeks of 5m candles.
  expect(Math.max(...held)).toBeLessThan(4_100);
});

it('reads exactly the candles that open in [from, to), and none from before its beginning', async () => {
  const source = syntheticSource(1);
  const { time } = await source.read('ETH/USDT', from + 7 * MINUTE, from + 21 * MINUTE);
  expect([...time]).toEqual([10, 15, 20].map((minutes) => from + minutes * MINUTE));
  expect((await source.read('ETH/USDT', from - DAY, from + 10 * MINUTE)).time.length).toBe(2);
  expect((await source.read('ETH/USDT', from - DAY, from)).time.length).toBe(0);
});

it('refuses an unknown symbol and an endless span', async () => {
  const source = syntheticSource(1);
  await expect(source.read('XYZ/USDT', from, from + DAY)).rejects.toThrow(/no XYZ\/USDT; it has BTC\/USDT, ETH\/USDT/);
  await expect(source.read('BTC/USDT', from, Number.POSITIVE_INFINITY)).rejects.toThrow(/choose an earlier end/);
});

it.each(SEEDS)('seed %i looks like a market: sane candles, its ticks, lively but not mad', async (seed) => {
  const source = syntheticSource(seed);
  expect(source.instruments.length).toBeGreaterThanOrEqual(8);
  for (const { symbol, tick, step } of source.instruments) {
    const raw = await source.read(symbol, from, SYNTHETIC_FROM);
    const timeframe = source.timeframeOf(symbol);
    const { columns, problems } = checkCandles(raw, { symbol, timeframe }, SYNTHETIC_FROM);
    expect(problems).toEqual([]);
    expect(columns.time.length).toBe(60 * 288);
    for (const i of [0, 1, 777, 9_999, 17_279]) {
      for (const name of ['open', 'high', 'low', 'close'] as const) {
        const price = raw[name][i] ?? 0;
        expect(toNumber(toStep(fromNumber(price), tick, 'nearest'))).toBe(price);
      }
      const volume = raw.volume[i] ?? 0;
      expect(toNumber(toStep(fromNumber(volume), step, 'nearest'))).toBe(volume);
    }
    const hourly = deviation(returns(raw, 12));
    const [least, most] = symbol.startsWith('BTC') ? [0.005, 0.009] : [0.006, 0.018];
    expect(hourly).toBeGreaterThan(least);
    expect(hourly).toBeLessThan(most);
  }
});

it.each(SEEDS)('seed %i: pairs go together and come back, a perpetual stays by its spot, volume follows moves', async (seed) => {
  const source = syntheticSource(seed);
  const read = (symbol: string): Promise<CandleColumns> => source.read(symbol, from, SYNTHETIC_FROM);
  for (const [a, b] of [
    ['ETH', 'BTC'],
    ['LTC', 'BCH'],
  ]) {
    const [one, two] = [await read(`${a}/USDT:USDT`), await read(`${b}/USDT:USDT`)];
    expect(correlation(returns(one, 12), returns(two, 12))).toBeGreaterThan(0.7);
    const beta = { ETH: 1.1, LTC: 0.9 }[a ?? ''] ?? 1;
    const spread = Array.from(one.close, (close, i) => Math.log(close) - beta * Math.log(two.close[i] ?? 1));
    // A walk's deviation over 60 days would be about 38 hourly moves; one that comes back stays within a few.
    const hourlyMove = deviation(spread.slice(12).map((x, i) => x - (spread[i] ?? 0)));
    expect(deviation(spread)).toBeLessThan(6 * hourlyMove);
    expect(deviation(spread)).toBeGreaterThan(0.006);
  }
  const [spot, perpetual] = [await read('BTC/USDT'), await read('BTC/USDT:USDT')];
  for (const [i, close] of spot.close.entries()) expect(Math.abs((perpetual.close[i] ?? 0) / close - 1)).toBeLessThan(0.005);
  const moves = Array.from(spot.close, (close, i) => Math.abs(close / (spot.open[i] ?? 1) - 1));
  expect(correlation(moves, Array.from(spot.volume))).toBeGreaterThan(0.3);
});
