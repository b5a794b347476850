import { DAY } from '../../time.ts';
import { type Oddity, onLegs, shortSpan } from './oddity.ts';

/** What ends within this is odd to enter. */
const SOON = 7 * DAY;

/** By the end that the instrument tells; an exchange that announces delistings in words alone tells none. */
export const ending = {
  name: 'about to close',
  about: 'The symbol is delisted, or its contract ends, within a week.',
  comesLater: true,
  finds: (plan, { now, view }) =>
    onLegs(plan, ({ symbol }) => {
      const endsAt = view.instrument(symbol)?.endsAt;
      if (endsAt === undefined || endsAt - now > SOON) return undefined;
      return endsAt <= now ? 'symbol is closed' : `closes in ${shortSpan(endsAt - now)}`;
    }),
} satisfies Oddity;
