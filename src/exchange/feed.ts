import type { Candle, CandleColumns, CandleProblem } from '../core/market/candles.ts';
import type { Quote } from '../core/market/instrument.ts';
import type { Ms, Timeframe } from '../core/time.ts';

/** News of a connection, in the form of the `feed` event. */
export type FeedNews = {
  readonly state: 'connected' | 'silent' | 'lost' | 'backfilled' | 'limited';
  readonly symbol?: string;
  readonly says: string;
};

/** What a watched market tells. Calls come one after the other; a handler that throws ends the process, visibly. */
export type WatchHandlers = {
  /** Once for every candle, oldest first for each symbol. */
  readonly onClosed: (symbol: string, candle: Candle) => void;
  /** A candle that came after it was passed by, or that the exchange changed after it was handed on. */
  readonly onCorrection: (symbol: string, candle: Candle) => void;
  readonly onQuote: (symbol: string, quote: Quote) => void;
  readonly onNews: (news: FeedNews) => void;
  /** Candles that were dropped or that the exchange does not have. */
  readonly onProblem: (problem: CandleProblem) => void;
};

export type WatchOptions = {
  /** Open of the newest closed candle already known, by symbol; what closed since is read first. Left out, the newest closed now. */
  readonly after?: ReadonlyMap<string, Ms>;
};

export type Watch = { stop(): void };

/** What a live feed needs of an exchange. */
export type Watchable = {
  watch(symbols: readonly string[], timeframe: Timeframe, handlers: WatchHandlers, options?: WatchOptions): Watch;
};

/** What was read: closed candles, checked, and what the checks dropped or found missing. */
export type CandleReading = { readonly columns: CandleColumns; readonly problems: readonly CandleProblem[] };
