import { type Fixed, toNumber, ZERO } from '../money.ts';
import type { Ms } from '../time.ts';
import type { ClosedTrade } from './closedTrade.ts';

/**
 * What is counted as one trade: a decision from its first entry to its last exit, so both legs of a pair together. Amounts in quote
 * currency, net of fees, with funding.
 */
export type Trade = {
  readonly decision: string;
  /** Both, joined by ` + `, for a pair. */
  readonly symbol: string;
  readonly strategy: string;
  /** What ended it: why its first leg was closed; `open` while it is. */
  readonly why: string;
  readonly profit: Fixed;
  readonly fees: Fixed;
  /** Profit over the risk taken at all its entries; 0 where nothing was at risk. */
  readonly r: number;
  readonly openedAt: Ms;
  readonly closedAt: Ms;
};

/** What of a leg its trade is made of. */
export type TradedLeg = Pick<
  ClosedTrade,
  'position' | 'decision' | 'symbol' | 'strategy' | 'profit' | 'fees' | 'risk' | 'openedAt' | 'closedAt'
> & { readonly why: string };

/** How the symbols of a pair stand in one word. */
export const PAIRED = ' + ';

const sum = (legs: readonly TradedLeg[], amount: (leg: TradedLeg) => Fixed): Fixed =>
  legs.reduce((total, leg) => total + amount(leg), ZERO);

/** The trade that legs of one decision make, in the order of their closing, at least one. Throws RangeError for none. */
export function tradeOf(legs: readonly TradedLeg[]): Trade {
  const [first] = legs;
  if (first === undefined) throw new RangeError('a trade has at least one leg');
  const profit = sum(legs, (leg) => leg.profit);
  const risk = sum(legs, (leg) => leg.risk);
  const symbols = legs.toSorted((a, b) => a.position - b.position).map(({ symbol }) => symbol);
  return {
    decision: first.decision,
    symbol: [...new Set(symbols)].join(PAIRED),
    strategy: first.strategy,
    why: legs.some(({ why }) => why === 'open') ? 'open' : first.why,
    profit,
    fees: sum(legs, (leg) => leg.fees),
    r: risk === ZERO ? 0 : toNumber(profit) / toNumber(risk),
    openedAt: Math.min(...legs.map(({ openedAt }) => openedAt)),
    closedAt: Math.max(...legs.map(({ closedAt }) => closedAt)),
  };
}

/** `won`, `drawn` at exactly zero, or `lost`. */
export const outcomeOf = (profit: Fixed): 'won' | 'drawn' | 'lost' =>
  profit > ZERO ? 'won' : profit === ZERO ? 'drawn' : 'lost';
