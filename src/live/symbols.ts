import type { Instrument } from '../core/market/instrument.ts';
import { nearest } from '../core/reply/nearest.ts';
import { instrumentFor } from '../core/reply/spelling.ts';
import type { DeskState } from '../core/state/state.ts';
import type { PublicExchange } from '../exchange/ccxt.ts';

type Wanted = {
  /** Asked for by name; undefined for the largest. */
  readonly symbols: readonly string[] | undefined;
  /** How many of the largest by quote volume over 24 h. */
  readonly top: number;
  /** What the log says must be watched whatever its rank. */
  readonly state: DeskState;
};

/** Instruments to watch, by symbol, and notes about what must be watched and cannot be. */
export type Chosen = { readonly instruments: readonly Instrument[]; readonly notes: readonly string[] };

/**
 * Chooses what is watched until the next start: the symbols asked for, else the largest of the last 24 hours, and besides all
 * that is held, ordered or allowed by hand. Throws RangeError for a name that the exchange does not list, and ExchangeError.
 */
export async function chooseInstruments(exchange: PublicExchange, { symbols, top, state }: Wanted): Promise<Chosen> {
  const listed = await exchange.instruments();
  const bySymbol = new Map(listed.map((instrument) => [instrument.symbol, instrument]));
  const named = (name: string): Instrument => {
    const found = instrumentFor(name, listed);
    if (found !== undefined) return found;
    const near = nearest(name, [...bySymbol.keys()]);
    throw new RangeError(`${exchange.name} lists no ${name}${near === undefined ? '' : `; did you mean ${near}?`}`);
  };
  const chosen = new Map<string, Instrument>();
  const notes: string[] = [];
  for (const instrument of symbols?.map(named) ?? (await largest(exchange, bySymbol, top)))
    chosen.set(instrument.symbol, instrument);
  for (const symbol of bound(state)) {
    const instrument = bySymbol.get(symbol);
    if (instrument === undefined) notes.push(`${symbol} is held or ordered, and ${exchange.name} does not list it now`);
    else chosen.set(symbol, instrument);
  }
  return { instruments: [...chosen.values()].toSorted((a, b) => (a.symbol < b.symbol ? -1 : 1)), notes };
}

async function largest(
  exchange: PublicExchange,
  bySymbol: ReadonlyMap<string, Instrument>,
  top: number,
): Promise<readonly Instrument[]> {
  const tickers = [...(await exchange.tickers()).values()];
  const ranked = tickers.toSorted((a, b) => b.quoteVolume - a.quoteVolume || (a.symbol < b.symbol ? -1 : 1));
  return ranked.flatMap(({ symbol }) => bySymbol.get(symbol) ?? []).slice(0, top);
}

/** Symbols with a position, an order or an allowance by hand. */
const bound = (state: DeskState): ReadonlySet<string> =>
  new Set([
    ...[...state.account.positions.values()].map(({ symbol }) => symbol),
    ...[...state.orders.working.values()].map(({ symbol }) => symbol),
    ...[...state.symbols].flatMap(([symbol, { allowed }]) => (allowed ? [symbol] : [])),
  ]);
