import { type Oddity, onLegs } from './oddity.ts';

/** From here on it is odd whatever the settings say. */
const HIGH = 5;

/** The desk itself never levers above its own setting; a plan that does has been made elsewhere. */
export const leverage = {
  name: 'leverage',
  about: 'Five times or more, or above the leverage that is set.',
  finds: (plan, { view }) =>
    onLegs(plan, (leg) =>
      leg.leverage >= HIGH || leg.leverage > view.settings.risk.leverage
        ? `${Math.round(leg.leverage * 10) / 10}× leverage`
        : undefined,
    ),
} satisfies Oddity;
