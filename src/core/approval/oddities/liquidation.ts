import { fixed, toNumber } from '../../money.ts';
import { type Oddity, onLegs, stopDistance } from './oddity.ts';

/** Fraction of the notional that exchanges keep back of the margin; theirs grows with the size and differs by symbol. */
const MAINTENANCE = 0.01;

/** Reckoned for one isolated position by its leverage alone: with the whole account as margin the true price lies farther away. */
export const liquidation = {
  name: 'liquidation',
  about: 'At this leverage the exchange would take the position before its stop.',
  finds: (plan) =>
    onLegs(plan, (leg) => {
      if (leg.leverage <= 1 && leg.side === 'buy') return undefined;
      const price = toNumber(fixed(leg.price));
      return price > 0 && stopDistance(leg) / price >= 1 / Math.max(1, leg.leverage) - MAINTENANCE
        ? 'liquidation before stop'
        : undefined;
    }),
} satisfies Oddity;
