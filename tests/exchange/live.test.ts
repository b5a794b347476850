import { expect, test } from 'vitest';
import type { Candle } from '../../src/core/market/candles.ts';
import { MINUTE, SECOND } from '../../src/core/time.ts';
import type { WatchHandlers } from '../../src/exchange/feed.ts';
import { type LiveInstant, liveFeed } from '../../src/exchange/live.ts';
import { manualClock } from '../venue/manualClock.ts';
import { candle, RUNNING, START } from './market.ts';

const SYMBOLS = ['BTC/USDT', 'ETH/USDT', 'SOL/USDT'];

/** A live feed over a watch that the test plays by hand. */
function feed() {
  const clock = manualClock(START);
  const instants: LiveInstant[] = [];
  const corrections: [string, Candle][] = [];
  let told: WatchHandlers | undefined;
  let stopped = false;
  const live = liveFeed(
    {
      watch(_symbols, _timeframe, handlers) {
        told = handlers;
        return { stop: () => (stopped = true) };
      },
    },
    {
      symbols: SYMBOLS,
      timeframe: '1m',
      clock,
      onClosed: (instant) => instants.push(instant),
      onCorrection: (symbol, one) => corrections.push([symbol, one]),
      onQuote: () => {},
      onNews: () => {},
      onProblem: () => {},
    },
  );
  return {
    clock,
    instants,
    corrections,
    live,
    stopped: () => stopped,
    close: (symbol: string, one: Candle) => told?.onClosed(symbol, one),
    correct: (symbol: string, one: Candle) => told?.onCorrection(symbol, one),
  };
}

test('an instant is handed over as soon as it is complete', () => {
  const { clock, instants, close } = feed();
  clock.advance(30 * SECOND);
  for (const symbol of SYMBOLS) {
    expect(instants).toEqual([]);
    close(symbol, candle(RUNNING, 100));
  }
  expect(instants).toEqual([
    { at: RUNNING + MINUTE, candles: new Map(SYMBOLS.map((s) => [s, candle(RUNNING, 100)])), missing: [] },
  ]);
  clock.advance(4 * SECOND);
  expect(instants).toHaveLength(1);
});

test('stragglers are waited for, then named and counted; what comes later is a correction', () => {
  const { clock, instants, corrections, close, live } = feed();
  clock.advance(30 * SECOND);
  close('BTC/USDT', candle(RUNNING, 100));
  clock.advance(3 * SECOND - 1);
  expect(instants).toEqual([]);
  close('ETH/USDT', candle(RUNNING, 200));
  clock.advance(1);
  expect(instants.map(({ at, missing }) => [at, missing])).toEqual([[RUNNING + MINUTE, ['SOL/USDT']]]);
  expect([...(instants[0]?.candles.keys() ?? [])]).toEqual(['BTC/USDT', 'ETH/USDT']);
  close('SOL/USDT', candle(RUNNING, 300));
  expect(corrections).toEqual([['SOL/USDT', candle(RUNNING, 300)]]);
  expect(instants[0]?.candles.size).toBe(2);
  expect([...live.late()]).toEqual([['SOL/USDT', 1]]);
});

test('time without data is told instant by instant, in order', () => {
  const { clock, instants, corrections, close } = feed();
  clock.advance(30 * SECOND + 2 * MINUTE + 3 * SECOND);
  expect(instants.map(({ at, candles }) => [at, candles.size])).toEqual([1, 2, 3].map((i) => [RUNNING + i * MINUTE, 0]));
  close('BTC/USDT', candle(RUNNING, 100));
  expect(corrections).toHaveLength(1);
});

test('a complete later instant waits for the one before it', () => {
  const { clock, instants, close } = feed();
  clock.advance(30 * SECOND);
  close('BTC/USDT', candle(RUNNING, 100));
  for (const symbol of SYMBOLS) close(symbol, candle(RUNNING + MINUTE, 101));
  expect(instants).toEqual([]);
  clock.advance(3 * SECOND);
  expect(instants.map(({ at, missing }) => [at, missing.length])).toEqual([
    [RUNNING + MINUTE, 2],
    [RUNNING + 2 * MINUTE, 0],
  ]);
});

test('what closed before the feed began, and changes, are corrections; a change in time takes its place', () => {
  const { clock, instants, corrections, close, correct } = feed();
  close('BTC/USDT', candle(RUNNING - MINUTE, 99));
  clock.advance(30 * SECOND);
  close('BTC/USDT', candle(RUNNING, 100));
  correct('BTC/USDT', candle(RUNNING, 100.5));
  correct('BTC/USDT', candle(RUNNING - MINUTE, 98));
  clock.advance(3 * SECOND);
  expect(corrections.map(([, { close }]) => close)).toEqual([99, 98]);
  expect(instants[0]?.candles.get('BTC/USDT')?.close).toBe(100.5);
});

test('a stopped feed says nothing more', () => {
  const { clock, instants, live, stopped } = feed();
  live.stop();
  clock.advance(10 * MINUTE);
  expect([instants, stopped()]).toEqual([[], true]);
});
