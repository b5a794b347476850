import type { Candle } from '../market/candles.ts';
import type { Instrument, Quote } from '../market/instrument.ts';
import type { MarketView } from '../market/marketView.ts';
import { createResampler, type Resampler } from '../market/resample.ts';
import { floorTo, lengthOf, type Ms, type Timeframe } from '../time.ts';
import { anchorsApart } from './anchor.ts';
import type { Study } from './plug.ts';

/** One symbol's candle that has just closed, in its finest timeframe. */
export type ClosedCandle = { readonly symbol: string; readonly candle: Candle };

/** Hears every bar: first its opening, with the volume that the whole bar will have, then its close. */
export type BarListener = {
  opened(symbol: string, at: Ms, price: number, volume: number): void;
  closed(at: Ms, closed: ClosedCandle): void;
  /** The rules of a symbol have become finer. */
  relisted(instrument: Instrument): void;
};

/** A symbol's rules as each price shows them, where nobody tells them: the same object for as long as they stay. */
export type Refining = (price: number) => Instrument;

/** The market in memory: closed candles into the study's series, and the last known prices. */
export type Market = MarketView & {
  /** Starts a symbol whose finest candles have this timeframe; coarser ones are built from them. */
  add(instrument: Instrument, base: Timeframe, refine?: Refining): void;
  /** Timeframes that are studied for a symbol, finest first. */
  timeframesOf(symbol: string): readonly Timeframe[];
  baseOf(symbol: string): Timeframe | undefined;
  /**
   * A candle closed at `at`; series are brought up to date, coarser candles close at their own boundary. In a market of bars its close
   * is the price.
   */
  close(at: Ms, closed: ClosedCandle): void;
  /** Closes coarser candles whose boundary has come although the last finer one is missing. */
  closeUpTo(at: Ms): void;
  /** Up to when all that has closed was taken; undefined before the first time. */
  readonly closedUpTo: Ms | undefined;
  /** The newest moment at or before `at` at which studies begin anew. */
  anchorAt(at: Ms): Ms;
  /** The first price of the bar that begins at `at`, and the base volume that the whole bar will have. */
  open(symbol: string, at: Ms, price: number, volume: number): void;
  /** Tells `listener` of every bar from now on: what a simulated venue moves by. */
  onBar(listener: BarListener): void;
  setQuote(symbol: string, quote: Quote): void;
  /** When the newest bar of a symbol opened; undefined before the first. */
  openedAt(symbol: string): Ms | undefined;
  /** Raised by every price, so that a job can see that nothing moved. */
  readonly changes: number;
};

type Line = {
  instrument: Instrument;
  readonly refine: Refining | undefined;
  readonly base: Timeframe;
  readonly timeframes: readonly Timeframe[];
  readonly resamplers: readonly { readonly timeframe: Timeframe; readonly resampler: Resampler }[];
  quote: Quote | undefined;
  openedAt: Ms | undefined;
};

export type MarketOptions = {
  readonly study: Study;
  readonly timeframes: readonly Timeframe[];
  readonly kind: MarketView['kind'];
};

export function createMarket({ study, timeframes, kind }: MarketOptions): Market {
  const lines = new Map<string, Line>();
  const listeners: BarListener[] = [];
  let changes = 0;
  let closedUpTo: Ms | undefined;
  let apart = anchorsApart('1d');
  const line = (symbol: string): Line => {
    const found = lines.get(symbol);
    if (found === undefined) throw new RangeError(`the market has no symbol ${symbol}`);
    return found;
  };
  const refine = (own: Line, price: number): void => {
    const refined = own.refine?.(price);
    if (refined === undefined || refined === own.instrument) return;
    own.instrument = refined;
    for (const listener of listeners) listener.relisted(refined);
  };
  return {
    kind,
    get changes() {
      return changes;
    },
    add(instrument, base, refine) {
      const length = lengthOf(base);
      const studied = timeframes.filter((timeframe) => lengthOf(timeframe) >= length && lengthOf(timeframe) % length === 0);
      apart = Math.min(apart, anchorsApart(base));
      const coarser = studied.filter((timeframe) => timeframe !== base);
      lines.set(instrument.symbol, {
        instrument,
        refine,
        base,
        timeframes: studied.toSorted((a, b) => lengthOf(a) - lengthOf(b)),
        resamplers: coarser.map((timeframe) => ({ timeframe, resampler: createResampler(base, timeframe) })),
        quote: undefined,
        openedAt: undefined,
      });
    },
    instruments: () => [...lines.values()].map(({ instrument }) => instrument),
    instrument: (symbol) => lines.get(symbol)?.instrument,
    quote: (symbol) => lines.get(symbol)?.quote,
    timeframesOf: (symbol) => lines.get(symbol)?.timeframes ?? [],
    baseOf: (symbol) => lines.get(symbol)?.base,
    openedAt: (symbol) => lines.get(symbol)?.openedAt,
    bars: (symbol, timeframe) =>
      lines.get(symbol)?.timeframes.includes(timeframe) === true ? study.bars(symbol, timeframe) : undefined,
    close(at, closed) {
      const { symbol, candle } = closed;
      const own = line(symbol);
      refine(own, candle.close);
      if (own.timeframes.includes(own.base)) study.bars(symbol, own.base).push(candle);
      for (const { timeframe, resampler } of own.resamplers) {
        const coarser = resampler.push(candle);
        if (coarser !== undefined) study.bars(symbol, timeframe).push(coarser);
      }
      if (kind === 'bars') own.quote = { at, bid: candle.close, ask: candle.close, last: candle.close };
      changes += 1;
      for (const listener of listeners) listener.closed(at, closed);
    },
    get closedUpTo() {
      return closedUpTo;
    },
    anchorAt: (at) => floorTo(at, apart),
    closeUpTo(at) {
      closedUpTo = at;
      for (const [symbol, own] of lines) {
        for (const { timeframe, resampler } of own.resamplers) {
          const coarser = resampler.closeUpTo(at);
          if (coarser !== undefined) study.bars(symbol, timeframe).push(coarser);
        }
      }
    },
    open(symbol, at, price, volume) {
      const own = line(symbol);
      refine(own, price);
      own.quote = { at, bid: price, ask: price, last: price };
      own.openedAt = at;
      changes += 1;
      for (const listener of listeners) listener.opened(symbol, at, price, volume);
    },
    onBar(listener) {
      listeners.push(listener);
    },
    setQuote(symbol, quote) {
      line(symbol).quote = quote;
      changes += 1;
    },
  };
}
