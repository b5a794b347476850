import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { floorTo, HOUR, lengthOf, MINUTE, SECOND, type Timeframe } from '../../src/core/time.ts';
import { openExchangeVenue } from '../../src/live/venue.ts';
import { candle } from '../exchange/market.ts';
import { type Ground, ground, OPENED, type PaperDesk, recordHistory, startDesk } from './paperDesk.ts';

let place: Ground;
let desk: PaperDesk | undefined;
beforeEach(async () => {
  place = await ground();
});
afterEach(async () => {
  await desk?.stop();
  desk = undefined;
  await place.clear();
});

const open = async (symbols?: readonly string[], silence?: number): Promise<PaperDesk> =>
  (desk = await startDesk(place, symbols, silence));
const last = (of: PaperDesk, timeframe: Timeframe): { count: number; time: number } => {
  const bars = of.run.trader.desk.market.bars('BTC/USDT', timeframe);
  return { count: (bars?.end ?? 0) - (bars?.first ?? 0), time: bars?.time.at(bars.end - 1) ?? Number.NaN };
};
const positions = (of: PaperDesk) => [...of.run.trader.desk.state().account.positions.values()];

/** Buys by hand, and lets the price come to the resting order. */
async function holdBitcoin(of: PaperDesk): Promise<void> {
  await of.quote('BTC', 99.95, 100.05);
  await of.say('/buy BTC 500');
  await of.quote('BTC', 99.9, 99.95);
  expect(positions(of).map(({ symbol, direction }) => [symbol, direction])).toEqual([['BTC/USDT', 'long']]);
}

test('the warm-up fills every timeframe with closed candles, each once', async () => {
  const one = await open();
  const running = floorTo(OPENED, 4 * HOUR);
  for (const timeframe of ['5m', '15m', '1h', '4h'] as const) {
    const length = lengthOf(timeframe);
    const newest = floorTo(OPENED, length) - length;
    expect(last(one, timeframe)).toEqual({ count: 300 + Math.floor((OPENED - running) / length), time: newest });
  }
  expect(one.notes[0]).toBe('Reading candles of 2 symbols on 5m, 15m, 1h, 4h from binance');
  expect(one.of('started')).toHaveLength(1);
  expect(one.run.trader.desk.label).toBe('📄 PAPER');
  // Marked by the last close, but too old to enter at.
  expect(await one.say('/buy BTC 500')).toMatch(/quote is 2 m old, 5 s allowed/);
});

test('an instant that closes is decided once, and joins what has its candles', async () => {
  const one = await open();
  await one.closeCandles();
  expect(one.of('instant')).toEqual([]);
  await one.closeCandles();
  const at = Date.UTC(2024, 5, 1, 14, 15);
  expect(one.of('instant').map((event) => [event.at, event.symbols])).toEqual([[at, 2]]);
  expect(one.of('universe')[0]?.symbols).toEqual(['BTC/USDT', 'ETH/USDT']);
  const anchor = floorTo(OPENED, 4 * HOUR) - 300 * 15 * MINUTE;
  expect(one.of('joined').map((event) => event.anchor)).toEqual([anchor, anchor]);
  expect(last(one, '15m').time).toBe(at - 15 * MINUTE);
});

test('a purchase by hand fills at a quote, gets its stop, and the stop fills when the quote falls', async () => {
  const one = await open();
  await holdBitcoin(one);
  const [bought] = one.of('fill');
  expect(bought).toMatchObject({ symbol: 'BTC/USDT', side: 'buy', price: '100', liquidity: 'maker' });
  const stop = one.of('intent').find(({ kind }) => kind === 'stop');
  expect(stop).toMatchObject({ side: 'sell', trigger: '98', reduceOnly: true, quantity: bought?.quantity });
  await one.quote('BTC', 97.5, 97.6);
  const sold = one.of('fill').at(-1);
  expect([sold?.side, Number(sold?.price) <= 97.5]).toEqual(['sell', true]);
  expect(one.of('positionClosed')).toHaveLength(1);
  expect(positions(one)).toEqual([]);
});

test('what the wait leaves of an entry walks the order book', async () => {
  const one = await open();
  await one.quote('BTC', 99.95, 100.05);
  await one.say('/buy BTC 500');
  place.clock.advance(31 * SECOND);
  place.venue.pushBook('BTCUSDT', {
    bids: [[99.95, 10]],
    asks: [
      [100.05, 1],
      [100.2, 10],
    ],
  });
  await one.until(() => one.run.trader.desk.market.quote('BTC/USDT')?.at === place.clock.now());
  place.clock.advance(1);
  await one.fire('guard');
  await one.until(() => one.of('fill').length === 2);
  expect(one.of('fill').map(({ price, liquidity }) => [price, liquidity])).toEqual([
    ['100.05', 'taker'],
    ['100.2', 'taker'],
  ]);
  expect(place.venue.asked('/api/v3/depth').map(({ query }) => query.get('limit'))).toEqual(['20']);
  await one.run.trader.pulse();
  expect(one.of('intent').some(({ kind }) => kind === 'stop')).toBe(true);
});

test('silence is told, halts entries, and ends when data come again', async () => {
  const one = await open(undefined, 15 * SECOND);
  await one.quote('BTC', 99.95, 100.05);
  place.clock.advance(16 * SECOND);
  await one.until(() => one.of('feed').some(({ state }) => state === 'silent'));
  await one.fire('guard');
  expect(one.of('halted').map(({ halt }) => halt)).toEqual(['stale data']);
  expect(await one.say('/buy BTC 500')).toMatch(/stale data/);
  place.clock.advance(SECOND);
  await place.venue.subscribed('btcusdt@bookTicker', 2);
  await one.quote('BTC', 99.95, 100.05);
  await one.fire('guard');
  expect(one.of('haltLifted').map(({ halt }) => halt)).toEqual(['stale data']);
  expect(await one.say('/buy BTC 500')).not.toMatch(/stale/);
});

test('a restart goes on with the same position and its stop, after a kill too', async () => {
  const first = await open();
  await holdBitcoin(first);
  const [before] = positions(first);
  await first.stop('kill');
  place.clock.advance(3 * HOUR);
  recordHistory(place.venue, place.clock.now());
  // Only ETH is asked for: what is held is watched all the same.
  const second = await open(['ETH']);
  expect(second.of('started')[0]).toMatchObject({ resumed: true, clean: false });
  expect(positions(second)[0]).toEqual(before);
  expect(second.of('recovered')[0]).toMatchObject({ positions: 1, unknown: 0, notes: [] });
  await second.quote('BTC', 97.5, 97.6);
  expect(second.of('positionClosed')).toHaveLength(1);
  expect(positions(second)).toEqual([]);
});

test('candles are kept on the disk, and a restart asks only for what is missing there, from the recorded anchor', async () => {
  const first = await open(['BTC']);
  await first.closeCandles();
  await first.closeCandles();
  await first.fire('collect');
  const held = last(first, '15m');
  // The last file of the writing that goes on beside the desk.
  await first.until(() => existsSync(join(place.home, 'candles/binance/BTCUSDT/4h.parquet')));
  await first.stop();
  place.clock.advance(20 * MINUTE);
  recordHistory(place.venue, place.clock.now());
  const asked = place.venue.asked('/api/v3/klines').length;
  const second = await open(['BTC']);
  const spans = place.venue
    .asked('/api/v3/klines')
    .slice(asked)
    .map(({ query }) => [query.get('interval'), Number(query.get('startTime'))]);
  expect(spans).toEqual([['5m', Date.UTC(2024, 5, 1, 14, 15)]]);
  const bars = second.run.trader.desk.market.bars('BTC/USDT', '15m');
  expect(bars?.time.at(bars.first)).toBe(floorTo(OPENED, 4 * HOUR) - 300 * 15 * MINUTE);
  expect(last(second, '15m').count).toBe(held.count + 1);
});

test('a running desk and a restart begin their study anew at the same anchor, and what the disk lacks is asked for once', async () => {
  const anchor = Date.UTC(2024, 5, 30);
  const firstBars = (of: PaperDesk) =>
    (['5m', '15m', '1h', '4h'] as const).map((timeframe) => {
      const bars = of.run.trader.desk.market.bars('BTC/USDT', timeframe);
      return bars?.time.at(bars.first);
    });
  const since = (at: number) => (['5m', '15m', '1h', '4h'] as const).map((timeframe) => at - 300 * lengthOf(timeframe));
  const goTo = (at: number): void => {
    place.clock.advance(at - place.clock.now());
    recordHistory(place.venue, at);
  };
  goTo(anchor - 12 * MINUTE);
  const first = await open(['BTC']);
  for (let candles = 0; candles < 2; candles++) await first.closeCandles();
  expect(firstBars(first)).toEqual(since(anchor - 4 * HOUR));
  for (let candles = 0; candles < 3; candles++) await first.closeCandles();
  expect(first.of('joined')).toHaveLength(1);
  expect(firstBars(first)).toEqual(since(anchor));
  await first.stop();
  goTo(anchor + 5 * HOUR);
  const second = await open(['BTC']);
  expect(firstBars(second)).toEqual(since(anchor));
  await second.stop();
  // Long after: not from where it joined, but from the newest anchor.
  const next = anchor + 32 * 24 * HOUR;
  goTo(next + 20 * HOUR);
  const third = await open(['BTC']);
  expect(firstBars(third)).toEqual(since(next));
  await third.fire('collect');
  // The last file of the writing that goes on beside the desk.
  await third.until(() => existsSync(join(place.home, 'candles/binance/BTCUSDT/4h.parquet')));
  await third.stop();
  goTo(next + 20 * HOUR + 7 * MINUTE);
  const asked = place.venue.asked('/api/v3/klines').length;
  const fourth = await open(['BTC']);
  expect(firstBars(fourth)).toEqual(since(next));
  const spans = place.venue
    .asked('/api/v3/klines')
    .slice(asked)
    .map(({ query }) => [query.get('interval'), Number(query.get('startTime'))]);
  expect(spans).toEqual([['5m', next + 20 * HOUR]]);
});

test('candles that the exchange lacks before the start are told with it, and in /health', async () => {
  const hours = Array.from({ length: 601 }, (_, i) => candle(Date.UTC(2024, 5, 1, 14) - (600 - i) * HOUR, 100));
  place.venue.setCandles('BTCUSDT', '1h', hours.toSpliced(590, 1));
  const one = await open(['BTC']);
  const missing = /BTC\/USDT 1h: 1 candle is missing in one gap from 2024-06-01 04:00 UTC/;
  expect(await one.say('/health')).toMatch(missing);
  expect(one.run.data().join(' ')).toMatch(missing);
  expect(one.of('started')[0]?.leftOut).toEqual([
    'candles of before the start are missing or were dropped: 1 case, of which /health names the first',
  ]);
  expect(one.of('alert').map(({ alert }) => alert)).toEqual(['left out']);
});

test('a damaged candle file is told, read from the exchange instead and left as it is', async () => {
  const folder = join(place.home, 'candles/binance/BTCUSDT');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, '1h.parquet'), 'not a candle');
  const one = await open(['BTC']);
  expect(one.notes.at(-1)).toMatch(/1h\.parquet cannot be read: .*; read from binance instead/);
  expect(last(one, '1h').count).toBe(302);
  for (let run = 0; run < 3; run++) {
    await one.closeCandles();
    await one.fire('collect');
    await one.until(() => run > 0 || existsSync(join(folder, '4h.parquet')));
  }
  await one.run.halt();
  expect(one.of('jobFailed').map(({ job }) => job)).toEqual(['collect']);
  expect(readFileSync(join(folder, '1h.parquet'), 'utf8')).toBe('not a candle');
});

test('a candle that comes after its instant joins the study and decides nothing; a changed one is told', async () => {
  const one = await open(['BTC']);
  // The stream says nothing of the candle that closes at 14:10; the exchange gives it by REST after the grace.
  place.clock.advance(2.5 * MINUTE + 4 * SECOND);
  const late = Date.UTC(2024, 5, 1, 14, 5);
  await one.until(() => last(one, '5m').time === late);
  expect(one.of('instant')).toEqual([]);
  await one.closeCandles();
  expect(one.of('instant')).toHaveLength(1);
  place.venue.pushCandle('BTCUSDT', '5m', candle(late + 5 * MINUTE, 90), true);
  place.venue.pushCandle('BTCUSDT', '5m', candle(late + 10 * MINUTE, 100, 2), false);
  await one.until(() => one.of('data').length === 1);
  expect(one.of('data')[0]).toMatchObject({ symbol: 'BTC/USDT', timeframe: '5m', problem: 'correction', count: 1 });
  const bars = one.run.trader.desk.market.bars('BTC/USDT', '5m');
  expect(bars?.close.at(bars.end - 1)).toBe(100);
  // Another one is counted, and nobody is told anew.
  place.venue.pushCandle('BTCUSDT', '5m', candle(late + 5 * MINUTE, 91), true);
  place.venue.pushCandle('BTCUSDT', '5m', candle(late + 10 * MINUTE, 100, 3), false);
  await one.until(() => one.of('data').length === 2);
  expect(one.of('data').map(({ again }) => again)).toEqual([undefined, true]);
  expect(one.of('alert').filter(({ alert }) => alert === 'data')).toMatchObject([
    { reply: { title: 'BTC/USDT 5m: corrected after it was used' } },
  ]);
  const says = /the candle of 2024-06-01 14:10 UTC was corrected after it was used; .* \(2 since the start\)/;
  expect(await one.say('/health')).toMatch(says);
  expect(one.run.data().join(' ')).toMatch(says);
});

test('a candle that the exchange does not have is told as a gap, once', async () => {
  const one = await open(['BTC']);
  await one.fire('collect');
  const missing = Date.UTC(2024, 5, 1, 14, 5);
  place.venue.setCandles('BTCUSDT', '5m', [candle(missing - 5 * MINUTE, 100)]);
  place.clock.advance(2.5 * MINUTE + 4 * SECOND);
  await one.closeCandles();
  const before = one.of('data').length;
  await one.fire('collect');
  await one.fire('collect');
  const told = one.of('data').slice(before);
  expect(told.map(({ problem, count, says }) => [problem, count, says])).toEqual([
    ['gap', 1, 'BTC/USDT 5m: 1 candle is missing from 2024-06-01 14:05 UTC; left missing until the next start'],
  ]);
  // It comes after all: told as late, not as a correction, since nothing has used it.
  place.venue.pushCandle('BTCUSDT', '5m', candle(missing, 100), true);
  place.venue.pushCandle('BTCUSDT', '5m', candle(missing + 10 * MINUTE, 100), false);
  await one.until(() => one.of('data').length > before + 1);
  expect(one.of('data').at(-1)).toMatchObject({
    problem: 'late',
    says: expect.stringMatching(/the candle of 2024-06-01 14:05 UTC came late; decisions stay as they were/),
  });
});

test('without a network the error names the cause and the replay market', async () => {
  const refused = Object.assign(new TypeError('fetch failed'), { cause: new Error('connect ECONNREFUSED 127.0.0.1:9') });
  const route = { ...place.venue.route, fetch: () => Promise.reject(refused) };
  const options = { json: false, daemon: false, again: false };
  await expect(openExchangeVenue(options, 'binance', { route })).rejects.toThrow(
    /binance cannot be reached .*ECONNREFUSED.*"npm start" without EXCHANGE plays the replay market/,
  );
  await expect(openExchangeVenue(options, 'binnance')).rejects.toThrow(
    'there is no exchange "binnance" in ccxt; did you mean "binance"? "npm start" without EXCHANGE plays the replay market',
  );
});

test('a symbol that the exchange does not list is refused by name', async () => {
  await expect(startDesk(place, ['BTD'])).rejects.toThrow('binance lists no BTD');
});
