import { type Fixed, ZERO } from '../money.ts';
import { NO_TRADES, type Tally } from '../state/tally.ts';
import type { Trade } from '../state/trade.ts';
import { type Grouping, groupOf } from './group.ts';
import type { Tallies } from './tally.ts';

/** A group's trades that ended in a span, over their whole lives, and what these and its open ones have `added` since its start. */
export type GroupSum = Pick<Tally, 'trades' | 'won' | 'drawn' | 'net' | 'r'> & { readonly name: string; readonly added: Fixed };

/** Trades with what each had added at one moment. */
export type AddedBy = readonly { readonly trade: Trade; readonly amount: Fixed }[];

/**
 * The sums of a span by group. What ended in it has added all that it made; `before`, what trades open at its start had added by
 * then, is taken off, and `after`, what those open at its end have, is put to it: so what the groups have added is the span.
 */
export function groupSums(by: Grouping, tallies: Tallies, before: AddedBy, after: AddedBy): readonly GroupSum[] {
  const sums = new Map<string, GroupSum>();
  const put = (name: string, tally: Pick<Tally, 'trades' | 'won' | 'drawn' | 'net' | 'r'>, added: Fixed): void => {
    const known = sums.get(name) ?? { name, trades: 0, won: 0, drawn: 0, net: ZERO, r: 0, added: ZERO };
    sums.set(name, {
      name,
      trades: known.trades + tally.trades,
      won: known.won + tally.won,
      drawn: known.drawn + tally.drawn,
      net: known.net + tally.net,
      r: known.r + tally.r,
      added: known.added + added,
    });
  };
  for (const [name, tally] of tallies) put(name, tally, tally.net);
  for (const { trade, amount } of after) put(groupOf(trade, by), NO_TRADES, amount);
  for (const { trade, amount } of before) put(groupOf(trade, by), NO_TRADES, -amount);
  return [...sums.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1));
}
