import { type Oddity, onLegs, spreadOn, stopDistance } from './oddity.ts';

/** Share of the stop's distance that a spread takes at most without being odd. */
const OF_STOP = 0.1;

/** A market of bars has no spread, so it is never wide there. */
export const wideSpread = {
  name: 'wide spread',
  about: 'The spread is wider than the universe allows, or takes more than a tenth of the way to the stop.',
  comesLater: true,
  finds: (plan, circumstances) =>
    onLegs(plan, (leg) => {
      const { view } = circumstances;
      const spread = spreadOn(leg.symbol, circumstances);
      const last = view.price(leg.symbol);
      if (spread === undefined || last === undefined || spread <= 0) return undefined;
      const isWide = spread / last > view.settings.universe.maxSpread || spread > OF_STOP * Math.abs(stopDistance(leg));
      return isWide ? 'wide spread' : undefined;
    }),
} satisfies Oddity;
