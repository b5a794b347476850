import type { CandleColumns, CandleSource } from '../core/market/candles.ts';
import { COLUMN_NAMES, newColumns, rowsOf } from '../core/market/columns.ts';
import { SourceError } from '../core/market/sourceError.ts';
import { DAY, dateOf, type Ms } from '../core/time.ts';
import { instrumentOf, LISTINGS, symbolOf } from './syntheticListings.ts';
import { SYNTHETIC_STEP, syntheticMarket } from './syntheticMarket.ts';

/** Where a replay of the synthetic market begins when nobody says otherwise: 2024-01-01, with 60 days of history before it. */
export const SYNTHETIC_FROM: Ms = Date.UTC(2024, 0, 1);

const GENESIS: Ms = SYNTHETIC_FROM - 60 * DAY;
/** Ten years: far enough for any replay, and a bound on the memory that a slip in a date can cost. */
const FURTHEST: Ms = GENESIS + 3_650 * DAY;

/** A week of 5m candles: those of all symbols are made together, so that each that is read at once costs ten times its memory. */
const CHUNK = 2_000;

/**
 * A made-up market that needs no data and no network: ten symbols, spot and perpetual, 5m candles from 60 days before SYNTHETIC_FROM,
 * with trends, ranges, quiet and wild hours, jumps and cointegrated pairs. The same seed gives the same candles whatever is read in
 * which order. Nothing in it is taken from a real market; `name` says so wherever it is shown.
 */
export function syntheticSource(seed: number): CandleSource {
  let market = syntheticMarket(seed);
  const rowsBySymbol = new Map(LISTINGS.map((listing, i) => [symbolOf(listing), i]));
  let buffers = LISTINGS.map(() => newColumns(0));
  /** Candles from this one on are held: the first that was asked for. */
  let first = 0;
  let made = 0;

  const timeOf = (candle: number): Ms => GENESIS + candle * SYNTHETIC_STEP;
  /** Moves what is made from a candle on into memory for so many. */
  const hold = (from: number, candles: number): void => {
    buffers = buffers.map((old) => {
      const moved = newColumns(candles);
      const kept = rowsOf(old, from - first, made - first);
      for (const name of COLUMN_NAMES) moved[name].set(kept[name]);
      return moved;
    });
    first = from;
  };

  /** Lets everything before a candle pass, from the beginning of the market on. */
  const beginAt = (candle: number): void => {
    market = syntheticMarket(seed);
    buffers = LISTINGS.map(() => newColumns(1));
    first = candle;
    for (made = 0; made < first - 1; made++) market.pass(timeOf(made));
    // The last one before it is made and written over: the next opens at its close.
    for (; made < first; made++) market.next(buffers, 0, timeOf(made));
  };

  /** Makes the candles of [begin, end), for all symbols together: they hang on each other. */
  const makeUpTo = (begin: number, end: number): void => {
    if (end - first > (buffers[0]?.time.length ?? 0)) {
      // What lies further back has been read by all; whoever asks for it yet has it made again.
      const from = Math.max(first, Math.min(begin, made) - CHUNK);
      hold(from, Math.max(end - from, 2 * CHUNK));
    }
    for (; made < end; made++) market.next(buffers, made - first, timeOf(made));
  };

  const indexOf = (symbol: string): number => {
    const index = rowsBySymbol.get(symbol);
    if (index !== undefined) return index;
    throw new SourceError(`the synthetic market has no ${symbol}; it has ${[...rowsBySymbol.keys()].join(', ')}`);
  };

  const read = (symbol: string, from: Ms, to: Ms): CandleColumns => {
    const index = indexOf(symbol);
    if (!(to <= FURTHEST)) throw new SourceError(`the synthetic market is made up to ${dateOf(FURTHEST)}; choose an earlier end`);
    const candleAt = (at: Ms): number => Math.max(0, Math.ceil((at - GENESIS) / SYNTHETIC_STEP));
    const [begin, end] = [candleAt(from), Math.max(candleAt(from), candleAt(to))];
    // What was made stays for whoever asks again, but nothing is made for nobody.
    if (made === first || begin < first) beginAt(begin);
    makeUpTo(begin, end);
    return rowsOf(buffers[index] ?? newColumns(0), begin - first, end - first);
  };

  return {
    name: `synthetic:${seed}`,
    instruments: LISTINGS.map((listing) => ({ ...instrumentOf(listing), listedAt: GENESIS })),
    chunk: CHUNK,
    timeframeOf: (symbol) => {
      indexOf(symbol);
      return '5m';
    },
    read: async (symbol, from, to) => read(symbol, from, to),
    start: GENESIS,
    end: Number.POSITIVE_INFINITY,
  };
}
