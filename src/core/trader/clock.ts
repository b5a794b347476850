import type { DeskState } from '../state/state.ts';
import type { Market } from '../study/market.ts';
import { lengthOf, type Ms } from '../time.ts';

/**
 * Whether a post-only order placed at `placedAt` has had its wait.
 *
 * In a market of bars only, prices are known at opens and over whole bars, so the wait is counted in whole bars, rounded down,
 * and ends no sooner than an open at or after its placing, that of its own instant included: a wait of 30 s among 1h candles meets exactly the next open, and
 * what it has not filled there takes that open. With 1m candles and 5 min it meets five bars and the open after them.
 */
export function waitOver(market: Market, state: DeskState, now: Ms, symbol: string, placedAt: Ms): boolean {
  const wait = state.settings.values.execution.postOnlyWait;
  if (market.kind === 'quotes') return now - placedAt >= wait;
  const base = market.baseOf(symbol);
  const openedAt = market.openedAt(symbol);
  if (base === undefined || openedAt === undefined || openedAt < placedAt) return false;
  return openedAt >= placedAt + Math.floor(wait / lengthOf(base)) * lengthOf(base);
}

/**
 * How old the price is. In a market of bars a price is fresh until the next bar is due; from then on its age counts from when
 * it was due. Undefined without a price.
 */
export function quoteAge(market: Market, now: Ms, symbol: string): Ms | undefined {
  const quote = market.quote(symbol);
  if (quote === undefined) return undefined;
  if (market.kind === 'quotes') return now - quote.at;
  const base = market.baseOf(symbol);
  const due = base === undefined ? quote.at : Math.floor(now / lengthOf(base)) * lengthOf(base);
  return Math.max(0, due - quote.at);
}
