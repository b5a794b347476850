import { toNumber } from '../../money.ts';
import { closePart, type Exit, gainInStops } from './exit.ts';

/**
 * Usually the part rests at the exchange as the first of two targets. This rule takes it at the close for a position that was
 * opened with one target only. What is open over what was entered tells whether it was done.
 */
export const partial = {
  name: 'partial',
  about: "A part is taken once the price has gained the first stop's distance.",
  advise(context) {
    const { position, settings } = context;
    const share = settings.exits.partial;
    if (share <= 0 || position.paired || position.targets.length > 1 || gainInStops(context) < 1) return undefined;
    const open = toNumber(position.quantity) / toNumber(position.entered);
    // Half of the part as slack: steps and an earlier reduction make the figures meet only roughly.
    if (open < 1 - share / 2) return undefined;
    return closePart(context, Math.min(1, share / open), 'partial');
  },
} satisfies Exit;
