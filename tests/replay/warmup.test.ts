import { expect, test } from 'vitest';
import type { CandleSource } from '../../src/core/market/candles.ts';
import { createStudy } from '../../src/core/study/graph.ts';
import { createMarket } from '../../src/core/study/market.ts';
import { DAY, floorTo, HOUR, lengthOf, type Ms } from '../../src/core/time.ts';
import { SYNTHETIC_FROM } from '../../src/exchange/synthetic.ts';
import { warmUp } from '../../src/replay/warmup.ts';
import { BUILT_IN } from '../support/builtInMarket.ts';

const source = BUILT_IN;
const symbols = ['BTC/USDT', 'ETH/USDT'];

/** What a start reads that finds its run begun at SYNTHETIC_FROM and everything played up to `done`. */
async function readBy(done: Ms) {
  const reads: { readonly from: Ms; readonly rows: number }[] = [];
  const counted: CandleSource = {
    ...source,
    async read(symbol, from, to) {
      const columns = await source.read(symbol, from, to);
      reads.push({ from, rows: columns.time.length });
      return columns;
    },
  };
  const study = createStudy();
  const timeframes = ['5m', '15m', '1h', '4h'] as const;
  const market = createMarket({ study, timeframes, kind: 'bars' });
  for (const instrument of source.instruments.filter(({ symbol }) => symbols.includes(symbol))) market.add(instrument, '5m');
  const { running } = await warmUp({ market, study, source: counted, symbols, from: SYNTHETIC_FROM, done, timeframes });
  return { reads, running, market };
}

test('a start late in a long run reads the candles since its anchor and those that its longest timeframe needs before it', async () => {
  const done = SYNTHETIC_FROM + 800 * DAY + 7 * HOUR;
  const { reads, running, market } = await readBy(done);
  const anchor = market.anchorAt(done);
  expect(done - anchor).toBeLessThan(32 * DAY);
  const longest = anchor - 300 * 4 * HOUR;
  expect(Math.min(...reads.map(({ from }) => from))).toBeGreaterThanOrEqual(longest - 2 * DAY);
  expect(reads.reduce((sum, { rows }) => sum + rows, 0)).toBeLessThan(
    (symbols.length * (done - longest + 2 * DAY)) / (DAY / 288),
  );
  // Never many candles at once.
  expect(Math.max(...reads.map(({ rows }) => rows))).toBeLessThanOrEqual(20_000);
  expect(running.map(({ symbol, at }) => [symbol, at])).toEqual(symbols.map((symbol) => [symbol, done]));
  const bars = market.bars('BTC/USDT', '4h');
  expect(bars?.time.at(bars.first)).toBe(longest);
  expect(bars?.time.at(bars.end - 1)).toBe(done - 7 * HOUR);
});

test('each series of a run begins with the candles that it needs, however often it is started', async () => {
  for (const done of [SYNTHETIC_FROM - 1, SYNTHETIC_FROM + 7 * HOUR]) {
    const { market } = await readBy(done);
    for (const timeframe of ['5m', '15m', '1h', '4h'] as const) {
      const bars = market.bars('BTC/USDT', timeframe);
      const length = lengthOf(timeframe);
      expect(bars?.time.at(bars.first)).toBe(
        Math.max(floorTo(SYNTHETIC_FROM - 1, length) - 300 * length, SYNTHETIC_FROM - 300 * 4 * HOUR),
      );
      expect(bars?.time.at(bars.end - 1)).toBe(floorTo(done, length) - length);
    }
  }
});

test('before its first anchor a run is studied from some time before it began, however often it is started', async () => {
  for (const done of [SYNTHETIC_FROM - 1, SYNTHETIC_FROM + 5 * DAY]) {
    const { reads } = await readBy(done);
    expect(Math.min(...reads.map(({ from }) => from))).toBe(SYNTHETIC_FROM - 300 * 4 * HOUR);
  }
});
