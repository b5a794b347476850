import type { CandleSource } from '../core/market/candles.ts';
import { candleAt } from '../core/replay/candleCursor.ts';
import type { RunningBar, StandingPrices } from '../core/simulator/restore.ts';
import type { RestoredClose } from '../core/simulator/restored.ts';
import type { Market } from '../core/study/market.ts';
import type { Study } from '../core/study/plug.ts';
import { DAY, floorTo, lengthOf, type Ms, type Timeframe } from '../core/time.ts';
import { keptBars } from '../core/trader/memory.ts';

/** Candles of the longest timeframe that are read from before the start: the longest warm-up, and what it takes to settle. */
const WARMUP_CANDLES = 300;

/** Where the study of a run that begins at `from` starts: fixed by the run, not by when the process did. */
export const anchorOf = (source: CandleSource, from: Ms, timeframes: readonly Timeframe[]): Ms => {
  const longest = Math.max(...timeframes.map(lengthOf));
  return Math.max(source.start, floorTo(from - WARMUP_CANDLES * longest, longest));
};

/** History goes through the study in pieces of this length, so that its columns never hold all of it at once. */
const PIECE = DAY;

type WarmUpOptions = {
  readonly market: Market;
  readonly study: Study;
  readonly source: CandleSource;
  readonly symbols: readonly string[];
  readonly anchor: Ms;
  readonly done: Ms;
  readonly timeframes: readonly Timeframe[];
};

/**
 * Takes everything that closed at or before `done` through the study: the history that warms it up and, after a restart,
 * what was already played. Gives the bars that are running then, which opened at or before `done`, and the last closes of
 * the symbols that miss theirs.
 */
export async function warmUp({
  market,
  study,
  source,
  symbols,
  anchor,
  done,
  timeframes,
}: WarmUpOptions): Promise<StandingPrices> {
  const kept = keptBars(timeframes);
  const histories = [];
  for (const symbol of symbols) {
    const columns = await source.read(symbol, anchor, done + 1);
    histories.push({ symbol, columns, length: lengthOf(source.timeframeOf(symbol)), next: 0 });
  }
  for (let to = anchor + PIECE; ; to += PIECE) {
    const end = Math.min(to, done);
    for (const history of histories) {
      const { symbol, columns, length } = history;
      for (; history.next < columns.time.length; history.next++) {
        const candle = candleAt(columns, history.next);
        if (candle.time + length > end) break;
        market.close(candle.time + length, { symbol, candle });
      }
    }
    market.closeUpTo(end);
    study.advance();
    study.forget(kept);
    if (end === done) break;
  }
  const running: RunningBar[] = [];
  const closes: RestoredClose[] = [];
  for (const { symbol, columns, next } of histories) {
    if (next < columns.time.length) {
      const { time: at, open: price, volume } = candleAt(columns, next);
      market.open(symbol, at, price, volume);
      running.push({ symbol, at, price, volume });
      continue;
    }
    const quote = market.quote(symbol);
    if (quote !== undefined) closes.push({ symbol, at: quote.at, price: quote.last });
  }
  return { running, closes };
}
