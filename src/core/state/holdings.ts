import { type Fixed, ZERO } from '../money.ts';

/** Net quantity by symbol as the ledger has it, negative when short. */
export function ledgerHoldings(
  positions: Iterable<{ readonly symbol: string; readonly direction: 'long' | 'short'; readonly quantity: Fixed }>,
): ReadonlyMap<string, Fixed> {
  const holdings = new Map<string, Fixed>();
  for (const { symbol, direction, quantity } of positions) {
    const signed = direction === 'long' ? quantity : -quantity;
    holdings.set(symbol, (holdings.get(symbol) ?? ZERO) + signed);
  }
  return holdings;
}
