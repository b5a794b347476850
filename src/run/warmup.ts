import type { CandleSource } from '../core/market/candles.ts';
import { candleAt } from '../core/backtest/candleCursor.ts';
import type { Market } from '../core/market/view.ts';
import type { RunningBar } from '../core/trader/restore.ts';
import { floorTo, lengthOf, type Ms, type Timeframe } from '../core/time.ts';

/** Candles of the longest timeframe that are read from before the start: the longest warm-up, and what it takes to settle. */
const WARMUP_CANDLES = 300;

/** Where the study of a run that begins at `from` starts: fixed by the run, not by when the process did. */
export const anchorOf = (source: CandleSource, from: Ms, timeframes: readonly Timeframe[]): Ms => {
  const longest = Math.max(...timeframes.map(lengthOf));
  return Math.max(source.start, floorTo(from - WARMUP_CANDLES * longest, longest));
};

/**
 * Reads everything that closed at or before `done` into the market: the history that warms the study up and, after a
 * restart, what was already played. Gives the bars that are running then, which opened at or before `done`.
 */
export async function warmUp(
  market: Market,
  source: CandleSource,
  symbols: readonly string[],
  anchor: Ms,
  done: Ms,
): Promise<readonly RunningBar[]> {
  const running: RunningBar[] = [];
  for (const symbol of symbols) {
    const length = lengthOf(source.timeframeOf(symbol));
    const columns = await source.read(symbol, anchor, done + 1);
    for (let i = 0; i < columns.time.length; i++) {
      const candle = candleAt(columns, i);
      if (candle.time + length <= done) market.close(candle.time + length, { symbol, candle });
      else {
        market.open(symbol, candle.time, candle.open);
        running.push({ symbol, at: candle.time, price: candle.open, volume: candle.volume });
      }
    }
  }
  market.closeUpTo(done);
  return running;
}
