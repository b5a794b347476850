import { fromNumber, toNumber, ZERO } from '../../money.ts';
import { clamp, type Exit, type ExitContext, gain, leastMove, moveStop, signOf, usable } from './exit.ts';

/** Room in ATRs at which the set distance is neither widened nor narrowed. */
const ATRS = 4;

/**
 * Follows the close at a distance, once in profit, and only ever toward the price. The distance is the set share of the price,
 * wider in a wild market and narrower in a dead one (0.75 to 1.5 times), wider while momentum carries the position and narrower
 * when it turns (0.75 to 1.25 times).
 */
export const trailing = {
  name: 'trailing stop',
  about: 'The stop follows the price once in profit, adjusted to volatility and momentum.',
  advise(context) {
    const { position, settings, price } = context;
    if (!settings.exits.trailing || position.paired || gain(context) <= ZERO) return undefined;
    const distance = fromNumber(toNumber(price) * settings.exits.trailingDistance * byVolatility(context) * byMomentum(context));
    const wanted = position.direction === 'long' ? price - distance : price + distance;
    return moveStop(context, wanted, 'trailing stop', leastMove(context, position.stop));
  },
} satisfies Exit;

function byVolatility({ atr, price, settings }: ExitContext): number {
  const set = toNumber(price) * settings.exits.trailingDistance;
  return usable(atr) && set > 0 ? clamp((ATRS * atr) / set, 0.75, 1.5) : 1;
}

/** Ten bars of a random walk move about three ATRs; that much in favour is strong. */
function byMomentum(context: ExitContext): number {
  const { momentum, atr, price } = context;
  if (!usable(momentum) || !usable(atr) || atr <= 0) return 1;
  return 1 + 0.25 * clamp((signOf(context) * momentum * toNumber(price)) / (3 * atr), -1, 1);
}
