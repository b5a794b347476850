import { type Fixed, ZERO } from '../money.ts';
import type { Ms } from '../time.ts';
import { outcomeOf, type Trade } from './trade.ts';

/** What trades came to, amounts in quote currency after fees. Two tallies of different trades join into that of all. */
export type Tally = {
  readonly trades: number;
  readonly won: number;
  /** At exactly zero: neither won nor lost. */
  readonly drawn: number;
  readonly net: Fixed;
  /** What the winners made, and what the losers lost, above zero. */
  readonly gained: Fixed;
  readonly lost: Fixed;
  readonly fees: Fixed;
  /** In units of the risk taken at each entry. */
  readonly r: number;
  /** For how long the winners, the drawn and the losers were held, summed. */
  readonly heldWon: Ms;
  readonly heldDrawn: Ms;
  readonly heldLost: Ms;
};

export const NO_TRADES: Tally = {
  trades: 0,
  won: 0,
  drawn: 0,
  net: ZERO,
  gained: ZERO,
  lost: ZERO,
  fees: ZERO,
  r: 0,
  heldWon: 0,
  heldDrawn: 0,
  heldLost: 0,
};

export const joined = (a: Tally, b: Tally): Tally => ({
  trades: a.trades + b.trades,
  won: a.won + b.won,
  drawn: a.drawn + b.drawn,
  net: a.net + b.net,
  gained: a.gained + b.gained,
  lost: a.lost + b.lost,
  fees: a.fees + b.fees,
  r: a.r + b.r,
  heldWon: a.heldWon + b.heldWon,
  heldDrawn: a.heldDrawn + b.heldDrawn,
  heldLost: a.heldLost + b.heldLost,
});

export function tallyOf({ profit, fees, r, openedAt, closedAt }: Trade): Tally {
  const outcome = outcomeOf(profit);
  const held = closedAt - openedAt;
  return {
    trades: 1,
    won: outcome === 'won' ? 1 : 0,
    drawn: outcome === 'drawn' ? 1 : 0,
    net: profit,
    gained: outcome === 'won' ? profit : ZERO,
    lost: outcome === 'lost' ? -profit : ZERO,
    fees,
    r,
    heldWon: outcome === 'won' ? held : 0,
    heldDrawn: outcome === 'drawn' ? held : 0,
    heldLost: outcome === 'lost' ? held : 0,
  };
}

/** How many lost. */
export const lostIn = ({ trades, won, drawn }: Pick<Tally, 'trades' | 'won' | 'drawn'>): number => trades - won - drawn;

/** `2 won, 1 drawn, 3 lost`; nobody is told of no draw. */
export const outcomes = (tally: Pick<Tally, 'trades' | 'won' | 'drawn'>): string =>
  [`${tally.won} won`, ...(tally.drawn > 0 ? [`${tally.drawn} drawn`] : []), `${lostIn(tally)} lost`].join(', ');
