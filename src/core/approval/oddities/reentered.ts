import { directionOf } from '../../risk/exposure.ts';
import { MINUTE } from '../../time.ts';
import { type Oddity, onLegs, shortSpan } from './oddity.ts';

/** What was left less than this ago is entered again. */
const JUST = 15 * MINUTE;

/** On the same side: a position turned round is no re-entry. An addition to what is still open enters nothing again. */
export const reentered = {
  name: 're-entered',
  about: 'A position on this symbol and side was closed less than a quarter of an hour ago.',
  comesLater: true,
  finds: (plan, { now, state }) =>
    onLegs(plan, (leg) => {
      const last = state.account.closed.findLast(
        ({ symbol, direction, closedAt }) => symbol === leg.symbol && direction === directionOf(leg) && closedAt <= now,
      );
      const since = last === undefined ? JUST : now - last.closedAt;
      if (since >= JUST) return undefined;
      return since < MINUTE ? 'left just now' : `left ${shortSpan(since)} ago`;
    }),
} satisfies Oddity;
