import type { Candle, CandleProblem } from '../../src/core/market/candles.ts';
import type { Quote } from '../../src/core/market/instrument.ts';
import type { FeedNews, WatchHandlers } from '../../src/exchange/feed.ts';

/** Everything a watch has told, and a way to wait until it has told something. */
export type Recording = {
  readonly handlers: WatchHandlers;
  readonly closed: [symbol: string, candle: Candle][];
  readonly corrections: [symbol: string, candle: Candle][];
  readonly quotes: [symbol: string, quote: Quote][];
  readonly news: FeedNews[];
  readonly problems: CandleProblem[];
  /** Resolves as soon as the condition holds; it is looked at whenever something is told. */
  until(condition: () => boolean): Promise<void>;
  /** Closes of one symbol, in the order in which they came. */
  times(symbol: string): number[];
  /** Whether news of this state has come. */
  told(state: FeedNews['state']): boolean;
};

export function recording(): Recording {
  const waiting = new Set<() => void>();
  const into =
    <T>(list: T[]) =>
    (item: T): void => {
      list.push(item);
      for (const check of waiting) check();
    };
  const closed: [string, Candle][] = [];
  const corrections: [string, Candle][] = [];
  const quotes: [string, Quote][] = [];
  const news: FeedNews[] = [];
  const problems: CandleProblem[] = [];
  const [onClosed, onCorrection, onQuote] = [into(closed), into(corrections), into(quotes)];
  return {
    closed,
    corrections,
    quotes,
    news,
    problems,
    handlers: {
      onClosed: (symbol, candle) => onClosed([symbol, candle]),
      onCorrection: (symbol, candle) => onCorrection([symbol, candle]),
      onQuote: (symbol, quote) => onQuote([symbol, quote]),
      onNews: into(news),
      onProblem: into(problems),
    },
    until: (condition) =>
      new Promise((resolve) => {
        const check = (): void => {
          if (!condition()) return;
          waiting.delete(check);
          resolve();
        };
        waiting.add(check);
        check();
      }),
    times: (symbol) => closed.filter(([name]) => name === symbol).map(([, { time }]) => time),
    told: (state) => news.some((item) => item.state === state),
  };
}
