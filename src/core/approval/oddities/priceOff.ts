import { fixed, toNumber } from '../../money.ts';
import { type Oddity, onLegs } from './oddity.ts';

/** Against the last price that is known, however old: how old it is, is another oddity. */
export const priceOff = {
  name: 'price off the market',
  about: 'The planned price is farther from the market than a tap accepts.',
  comesLater: true,
  finds: (plan, { view }) =>
    onLegs(plan, (leg) => {
      const last = view.price(leg.symbol);
      const tick = view.instrument(leg.symbol)?.tick;
      if (last === undefined || last <= 0 || tick === undefined) return undefined;
      // A price that stands on a coarse tick is off by less than one.
      const off = Math.abs(toNumber(fixed(leg.price)) - last);
      return off > toNumber(tick) && off / last > view.settings.approval.band ? 'price off market' : undefined;
    }),
} satisfies Oddity;
