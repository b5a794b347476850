import { MINUTE } from '../../time.ts';
import { type Oddity, onLegs, shortSpan } from './oddity.ts';

/** A funding nearer than this is odd. */
const SOON = 15 * MINUTE;

/** Counted from 00:00 UTC by what the instrument says of its funding; where it says nothing, nor does this. Who pays is not known. */
export const fundingSoon = {
  name: 'funding soon',
  about: 'A perpetual pays or takes funding within 15 minutes.',
  comesLater: true,
  finds: (plan, { now, view }) =>
    onLegs(plan, ({ symbol }) => {
      const every = view.instrument(symbol)?.fundingEvery;
      if (every === undefined) return undefined;
      const left = every - (now % every);
      return left <= SOON ? `funding in ${shortSpan(left)}` : undefined;
    }),
} satisfies Oddity;
