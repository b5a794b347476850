import { expect, it } from 'vitest';
import { createCursor } from '../../../src/core/replay/candleCursor.ts';
import { HOUR } from '../../../src/core/time.ts';
import { flat, hour, START, written } from '../../support/market.ts';

it('reads no candle that opens after the end of the run, and has the one that opens there', async () => {
  const source = written({ 'AAA/USDT': flat(48) });
  const asked: number[] = [];
  const read: typeof source.read = (symbol, from, to) => {
    asked.push(to);
    return source.read(symbol, from, to);
  };
  const cursor = createCursor({ ...source, end: Number.POSITIVE_INFINITY, read }, 'AAA/USDT', hour(5));
  for (let at = START; at <= hour(5); at += HOUR) {
    await cursor.prepare(at);
    expect(cursor.openingAt(at)?.symbol).toBe('AAA/USDT');
    expect(cursor.closingAt(at)?.candle.time).toBe(at - HOUR);
  }
  expect(asked).toEqual([hour(5) + 1]);
});
