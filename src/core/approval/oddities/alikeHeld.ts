import { shortName } from '../../reply/format.ts';
import { directionOf } from '../../risk/exposure.ts';
import { mostAlike } from '../../risk/likeness.ts';
import { type Oddity, onLegs } from './oddity.ts';

/** How far below the correlation that is refused it begins to be odd. */
const BELOW = 0.05;

/** By hourly returns; with too little history for a figure nothing is said. The legs of a pair are not held against each other. */
export const alikeHeld = {
  name: 'like what is held',
  about: 'It is nearly the same bet as one that is held: close to the correlation that is refused, or beyond.',
  finds: (plan, { view }) =>
    plan.kind === 'add'
      ? undefined
      : onLegs(plan, (leg) => {
          const most = mostAlike({ symbol: leg.symbol, direction: directionOf(leg) }, view.exposures, view);
          return most !== undefined && most.value > view.settings.risk.maxCorrelation - BELOW
            ? `moves with ${shortName(most.other.symbol)}`
            : undefined;
        }),
} satisfies Oddity;
