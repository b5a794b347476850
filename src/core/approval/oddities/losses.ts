import { ZERO } from '../../money.ts';
import { DAY } from '../../time.ts';
import { type Oddity, onLegs } from './oddity.ts';

/** How many losses in a row make the next one the third. */
const LOST = 2;

/** Legs of pairs count by themselves; a gain or a draw between begins the count anew. */
export const losses = {
  name: 'losses here',
  about: 'The last two trades or more on this symbol were lost within 24 h: this one could be the third.',
  comesLater: true,
  finds: (plan, { now, state }) =>
    onLegs(plan, ({ symbol }) => {
      const trades = state.account.closed.filter((trade) => trade.symbol === symbol && trade.closedAt <= now);
      const lost = trades.length - 1 - trades.findLastIndex(({ profit, closedAt }) => profit >= ZERO || now - closedAt > DAY);
      return lost >= LOST ? `lost ${lost}× today` : undefined;
    }),
} satisfies Oddity;
