import type { Candle } from '../core/market/candles.ts';
import type { Clock } from '../core/steadyClock.ts';
import { floorTo, lengthOf, type Ms, SECOND, type Timeframe } from '../core/time.ts';
import type { Watchable, WatchHandlers } from './feed.ts';

/** All candles that closed at `at`. */
export type LiveInstant = {
  readonly at: Ms;
  readonly candles: ReadonlyMap<string, Candle>;
  /** Watched symbols whose candle had not come when the grace was over. */
  readonly missing: readonly string[];
};

export type LiveFeedOptions = {
  readonly symbols: readonly string[];
  readonly timeframe: Timeframe;
  readonly clock: Clock;
  /** How long an instant waits for stragglers, 3 s when left out. */
  readonly grace?: Ms;
  /** Open of the newest candle already known, by symbol; what closed since comes as corrections first. */
  readonly after?: ReadonlyMap<string, Ms>;
  /** Once for every close of the timeframe, in order, also when every candle is missing. */
  readonly onClosed: (instant: LiveInstant) => void;
  /** A candle whose instant has been, or that the exchange changed: for the study, never for a decision already taken. */
  readonly onCorrection: WatchHandlers['onCorrection'];
  readonly onQuote: WatchHandlers['onQuote'];
  readonly onNews: WatchHandlers['onNews'];
  readonly onProblem: WatchHandlers['onProblem'];
};

export type LiveFeed = {
  /** How often each symbol was missing at an instant. */
  late(): ReadonlyMap<string, number>;
  stop(): void;
};

/** Groups the closed candles of a watched exchange into instants, each handed over once when complete or when its grace is over. */
export function liveFeed(exchange: Watchable, options: LiveFeedOptions): LiveFeed {
  const { symbols, timeframe, clock, grace = 3 * SECOND, after } = options;
  const length = lengthOf(timeframe);
  const waiting = new Map<Ms, Map<string, Candle>>();
  const late = new Map<string, number>();
  let next = floorTo(clock.now(), length) + length;
  const known = next - 2 * length;
  let callOff = (): void => {};

  const handOver = (): void => {
    for (;;) {
      const at = next;
      const candles = waiting.get(at) ?? new Map<string, Candle>();
      if (candles.size < symbols.length && clock.now() < at + grace) break;
      next += length;
      waiting.delete(at);
      const missing = symbols.filter((symbol) => !candles.has(symbol));
      for (const symbol of missing) late.set(symbol, (late.get(symbol) ?? 0) + 1);
      options.onClosed({ at, candles, missing });
    }
    callOff();
    callOff = clock.after(Math.max(0, next + grace - clock.now()), handOver);
  };

  handOver();
  const watch = exchange.watch(
    symbols,
    timeframe,
    {
      onClosed(symbol, candle) {
        const at = candle.time + length;
        if (at < next) return options.onCorrection(symbol, candle);
        const candles = waiting.get(at) ?? new Map<string, Candle>();
        waiting.set(at, candles.set(symbol, candle));
        if (candles.size === symbols.length) handOver();
      },
      onCorrection(symbol, candle) {
        const candles = waiting.get(candle.time + length);
        // Before its instant is handed over, a changed candle just takes the old one's place.
        if (candles?.has(symbol) === true) candles.set(symbol, candle);
        else options.onCorrection(symbol, candle);
      },
      onQuote: options.onQuote,
      onNews: options.onNews,
      onProblem: options.onProblem,
    },
    { after: new Map(symbols.map((symbol) => [symbol, after?.get(symbol) ?? known])) },
  );
  return {
    late: () => late,
    stop() {
      callOff();
      watch.stop();
    },
  };
}
