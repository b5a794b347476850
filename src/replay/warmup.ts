import type { CandleSource } from '../core/market/candles.ts';
import { newColumns } from '../core/market/columns.ts';
import { candleAt } from '../core/replay/candleCursor.ts';
import type { RunningBar, StandingPrices } from '../core/simulator/restore.ts';
import type { RestoredClose } from '../core/simulator/restored.ts';
import type { Market } from '../core/study/market.ts';
import type { Study } from '../core/study/plug.ts';
import { DAY, floorTo, lengthOf, type Ms, type Timeframe } from '../core/time.ts';
import { keptBars } from '../core/trader/keptBars.ts';
import { chunksOf } from './chunks.ts';

/** Candles of the longest timeframe that are read from before the beginning of a run: the longest warm-up, and what it takes to settle. */
const WARMUP_CANDLES = 300;
/** History goes through the study in pieces that end at 00:00 UTC, so that its columns never hold all of it at once. */
const PIECE = DAY;

type WarmUpOptions = {
  readonly market: Market;
  readonly study: Study;
  readonly source: CandleSource;
  readonly symbols: readonly string[];
  /** Where the run begins. */
  readonly from: Ms;
  readonly done: Ms;
  readonly timeframes: readonly Timeframe[];
};

/**
 * Takes what closed at or before `done` through the study, from the newest anchor on that the run has passed, as it went through the
 * desk that passed it; before the first one from the beginning of the run, which is one too. A series knows as many candles of before
 * as it needs. Gives the bars that are running then, which opened at or before `done`, and the last closes of the symbols that miss theirs.
 */
export async function warmUp(options: WarmUpOptions): Promise<StandingPrices> {
  const { market, study, source, symbols, from, done, timeframes } = options;
  const kept = keptBars(timeframes);
  const anchor = market.anchorAt(done) >= from ? market.anchorAt(done) : undefined;
  // Nothing of the run's first instant is known to what it begins with.
  const begins = anchor ?? from - 1;
  // A desk that passed the anchor had nothing from before its own beginning.
  const start = Math.max(beginningOf(options), anchor === undefined ? 0 : sinceAnchor(options, anchor));
  const histories = symbols.map((symbol) => historyOf(source, symbol, start, done));
  for (let end = start; ; ) {
    const next = Math.min(floorTo(end, PIECE) + PIECE, done);
    end = end < begins ? Math.min(next, begins) : next;
    for (const history of histories) {
      const { symbol, length } = history;
      for (;;) {
        if (history.needsMore()) await history.readOn();
        const candle = history.next();
        if (candle === undefined || candle.time + length > end) break;
        market.close(candle.time + length, { symbol, candle });
        history.take();
      }
    }
    market.closeUpTo(end);
    if (end === begins) study.begin(begins);
    if (end >= begins) study.advance();
    study.forget(kept);
    if (end === done) break;
  }
  const running: RunningBar[] = [];
  const closes: RestoredClose[] = [];
  for (const { symbol, next } of histories) {
    const opened = next();
    if (opened !== undefined) {
      const { time: at, open: price, volume } = opened;
      market.open(symbol, at, price, volume);
      running.push({ symbol, at, price, volume });
      continue;
    }
    const quote = market.quote(symbol);
    if (quote !== undefined) closes.push({ symbol, at: quote.at, price: quote.last });
  }
  return { running, closes };
}

/** From where on a run's candles are read: fixed by the run, not by when the process began. */
export function beginningOf({ source, from, timeframes }: Pick<WarmUpOptions, 'source' | 'from' | 'timeframes'>): Ms {
  const longest = Math.max(...timeframes.map(lengthOf));
  return Math.max(source.start, floorTo(from - WARMUP_CANDLES * longest, longest));
}

/** What every series of a study needs from before its anchor, and a day more, so that none begins within one of its candles. */
function sinceAnchor({ market, study, symbols }: WarmUpOptions, anchor: Ms): Ms {
  let since = anchor;
  for (const symbol of symbols)
    for (const timeframe of market.timeframesOf(symbol)) {
      const length = lengthOf(timeframe);
      since = Math.min(since, floorTo(anchor, length) - study.before(symbol, timeframe) * length);
    }
  return floorTo(since, DAY) - DAY;
}

/** A symbol's candles that open in [from, to], one after the other. */
function historyOf(source: CandleSource, symbol: string, from: Ms, to: Ms) {
  const chunks = chunksOf(source, symbol, from, to);
  let columns = newColumns(0);
  let row = 0;
  let ended = false;
  const needsMore = (): boolean => row >= columns.time.length && !ended;
  return {
    symbol,
    length: lengthOf(source.timeframeOf(symbol)),
    needsMore,
    async readOn(): Promise<void> {
      while (needsMore()) {
        const { value } = await chunks.next();
        ended = value === undefined;
        columns = value?.columns ?? newColumns(0);
        row = 0;
      }
    },
    /** The next candle that is not taken; undefined where no more are in memory. */
    next: () => (row < columns.time.length ? candleAt(columns, row) : undefined),
    take: (): void => void (row += 1),
  };
}
