import { describe, expect, it } from 'vitest';
import type { Fault } from '../../../src/core/market/candles.ts';
import { createCandleTally } from '../../../src/core/market/candleTally.ts';
import { HOUR } from '../../../src/core/time.ts';
import { candle, columnsOf } from './series.ts';

const start = Date.UTC(2024, 5, 1);
const hour = (n: number): number => start + n * HOUR;
const tally = () => createCandleTally(() => '1h');
const row = (n: number, fault: Fault) => ({ time: hour(n), fault });

describe('what is wrong with candles', () => {
  it('is told once, at its first, and counted on', () => {
    const one = tally();
    const told: (number | string)[][] = [];
    one.pass('AAA/USDT', hour(0), []);
    for (let n = 1; n <= 9; n++) {
      one.pass('AAA/USDT', undefined, [row(n, 'number')]);
      for (const { problem, count } of one.told()) told.push([n, problem, count]);
    }
    expect(told).toEqual([[1, 'number', 1]]);
    expect(one.says()).toEqual([
      'AAA/USDT 1h: dropped 9 candles with a value that is no number, a price that is not above zero or a negative volume, the first at 2024-06-01 01:00 UTC',
    ]);
  });

  it('a hole is told when a candle ends it, without those whose rows were dropped', () => {
    const one = tally();
    one.pass('AAA/USDT', hour(0), []);
    one.pass('AAA/USDT', undefined, []);
    one.pass('AAA/USDT', undefined, [row(2, 'range')]);
    expect(one.told().map(({ problem }) => problem)).toEqual(['range']);
    one.pass('AAA/USDT', undefined, []);
    expect(one.told()).toEqual([]);
    one.pass('AAA/USDT', hour(4), []);
    expect(one.told()).toMatchObject([{ symbol: 'AAA/USDT', timeframe: '1h', problem: 'gap', count: 2 }]);
  });

  it('is counted apart by series and kind', () => {
    const one = tally();
    one.pass('AAA/USDT', hour(0), [row(0, 'duplicate'), row(0, 'order')]);
    one.pass('BBB/USDT', hour(0), [row(0, 'duplicate')]);
    expect(one.told().map(({ symbol, problem }) => `${symbol} ${problem}`)).toEqual([
      'AAA/USDT duplicate',
      'AAA/USDT order',
      'BBB/USDT duplicate',
    ]);
    expect(one.told()).toEqual([]);
  });
});

it('history up to a time, and then candle by candle, comes to the same as all of it as history', () => {
  const opens = [0, 1, 4, 5, 6, 9, 10].map(hour);
  const columns = columnsOf(opens.map((time) => candle(time)));
  const faulty = [row(2, 'number'), row(5, 'duplicate'), row(8, 'range')];
  const whole = tally();
  whole.history('AAA/USDT', columns, faulty, hour(11));
  for (let split = 0; split <= 11; split++) {
    const parts = tally();
    parts.history('AAA/USDT', columns, faulty, hour(split));
    for (let n = split; n < 11; n++) {
      const time = opens.includes(hour(n)) ? hour(n) : undefined;
      parts.pass(
        'AAA/USDT',
        time,
        faulty.filter((one) => one.time === hour(n)),
      );
    }
    expect({ split, is: parts.says().toSorted() }).toEqual({ split, is: whole.says().toSorted() });
  }
});

it('what was told before a restart is not told again; another kind is', () => {
  const columns = columnsOf([0, 2, 4].map((n) => candle(hour(n))));
  const one = tally();
  one.history('AAA/USDT', columns, [], hour(5));
  one.settle();
  expect(one.told()).toEqual([]);
  one.pass('AAA/USDT', hour(6), []);
  expect(one.told()).toEqual([]);
  one.pass('AAA/USDT', hour(8), [row(8, 'order')]);
  expect(one.told()).toMatchObject([{ problem: 'order', count: 1 }]);
  expect(one.says()[0]).toMatch(/^AAA\/USDT 1h: 4 candles are missing/);
});
