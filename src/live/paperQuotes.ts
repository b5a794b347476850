import type { Quote } from '../core/market/instrument.ts';
import type { Depth } from '../core/simulator/matching.ts';
import type { PaperBroker } from '../core/simulator/paperBroker.ts';
import type { Clock } from '../core/steadyClock.ts';
import type { Market } from '../core/study/market.ts';
import { type Ms, SECOND } from '../core/time.ts';
import type { OrderBook } from '../exchange/ccxt/markets.ts';

/** Shortest time between two looks at what quotes have filled. */
const PULSE: Ms = 250;
/** How long a market order waits for the book before it takes the best price with slippage. */
const PATIENCE: Ms = 2 * SECOND;
/** Levels of a side that a market order may walk. */
const LEVELS = 20;

type PaperQuotesOptions = {
  readonly market: Market;
  readonly broker: PaperBroker;
  readonly clock: Clock;
  readonly book: (symbol: string, depth: number) => Promise<OrderBook>;
  /** Whether an order takes what there is as soon as it arrives. */
  readonly isMarketOrder: (clientId: string) => boolean;
  /** Takes up what the quotes have filled. */
  readonly pulse: () => Promise<void>;
  /** Something about a quote could not be carried out. */
  readonly failed: (error: unknown) => void;
};

export type PaperQuotes = { take(symbol: string, quote: Quote): void; stop(): void };

/**
 * Real quotes for the paper broker. A market order is matched against the order book, read when the order arrives; quotes of its symbol
 * are held back from the broker until then. Without a book it takes the best price with slippage, as do stops that are reached.
 */
export function paperQuotes(options: PaperQuotesOptions): PaperQuotes {
  const { market, broker, clock, book, isMarketOrder, pulse, failed } = options;
  const reading = new Set<string>();
  let matching = false;
  let filled = false;
  let waiting = false;
  let stopped = false;
  let callOff = (): void => {};

  const look = (): void => {
    waiting = false;
    if (!filled || stopped) return;
    filled = false;
    waiting = true;
    callOff = clock.after(PULSE, look);
    pulse().catch(failed);
  };

  const match = (symbol: string, { at, bid, ask, last }: Quote, depth?: Depth): void => {
    matching = true;
    try {
      broker.quote(symbol, at, bid, ask, last, depth);
    } catch (error) {
      failed(error);
    } finally {
      matching = false;
    }
    if (!waiting) look();
  };

  /** The book now; undefined when it does not come in time. */
  const bookOf = async (symbol: string): Promise<OrderBook | undefined> => {
    const late = new Promise<undefined>((resolve) => {
      clock.after(PATIENCE, () => resolve(undefined));
    });
    return Promise.race([book(symbol, LEVELS).catch(() => undefined), late]);
  };

  const walk = async (symbol: string): Promise<void> => {
    if (reading.has(symbol)) return;
    reading.add(symbol);
    const found = await bookOf(symbol);
    reading.delete(symbol);
    if (stopped) return;
    const [bid, ask] = [found?.bids[0]?.[0], found?.asks[0]?.[0]];
    const known = market.quote(symbol);
    if (found === undefined || bid === undefined || ask === undefined) {
      // What the stream told last still stands as long as the stream lives; a price out of the past fills nothing.
      if (known !== undefined && clock.now() - known.at <= PATIENCE + SECOND) match(symbol, { ...known, at: clock.now() });
      return;
    }
    const quote = { at: clock.now(), bid, ask, last: (bid + ask) / 2 };
    market.setQuote(symbol, quote);
    match(symbol, quote, found);
  };

  broker.onExecution((news) => {
    if (matching) filled = true;
    if (news.kind === 'order' && news.report.status === 'open' && isMarketOrder(news.report.clientId))
      walk(news.report.symbol).catch(failed);
  });

  return {
    take(symbol, quote) {
      if (stopped) return;
      market.setQuote(symbol, quote);
      if (!reading.has(symbol)) match(symbol, quote);
    },
    stop() {
      stopped = true;
      callOff();
    },
  };
}
