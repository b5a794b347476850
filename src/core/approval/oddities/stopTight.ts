import { toNumber } from '../../money.ts';
import { type Oddity, onLegs, spreadOn, stopDistance } from './oddity.ts';

/** Ticks below which a stop is noise. */
const TICKS = 3;

/** A market of bars has no spread: there only the ticks are counted. */
export const stopTight = {
  name: 'stop tight',
  about: 'The stop lies inside the spread, or less than three ticks from the price.',
  comesLater: true,
  finds: (plan, circumstances) =>
    onLegs(plan, (leg) => {
      const distance = stopDistance(leg);
      if (distance <= 0) return undefined;
      const tick = circumstances.view.instrument(leg.symbol)?.tick;
      // Prices stand on ticks; half of one is the room that plain numbers need.
      if (tick !== undefined && distance < (TICKS - 0.5) * toNumber(tick))
        return `stop ${Math.max(1, Math.round(distance / toNumber(tick)))} ticks`;
      const spread = spreadOn(leg.symbol, circumstances);
      return spread !== undefined && spread > 0 && distance <= spread ? 'stop inside spread' : undefined;
    }),
} satisfies Oddity;
