import type { RiskView } from './rule.ts';

/** A symbol held, or to be held, in one direction. */
export type Bet = { readonly symbol: string; readonly direction: 'long' | 'short' };

/** How much two bets are one, -1..1: the correlation, its sign turned when their directions differ; undefined with too little history. */
function likeness(bet: Bet, other: Bet, view: RiskView): number | undefined {
  if (bet.symbol === other.symbol) return undefined;
  const value = view.correlation(bet.symbol, other.symbol);
  if (value === undefined || Number.isNaN(value)) return undefined;
  return bet.direction === other.direction ? value : -value;
}

/** The bet that is most like this one; undefined when there is none to compare with. */
export function mostAlike(
  bet: Bet,
  others: readonly Bet[],
  view: RiskView,
): { readonly other: Bet; readonly value: number } | undefined {
  let most: { readonly other: Bet; readonly value: number } | undefined;
  for (const other of others) {
    const value = likeness(bet, other, view);
    if (value !== undefined && (most === undefined || value > most.value)) most = { other, value };
  }
  return most;
}
