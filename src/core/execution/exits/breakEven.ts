import { averageEntry } from '../../state/position.ts';
import { type Exit, gainInStops, moveStop } from './exit.ts';

/** A partial exit taken at a profit calls for it too, wherever `breakEvenAt` stands; 0 there leaves only that. */
export const breakEven = {
  name: 'break-even',
  about: 'The stop moves to the entry once the price has gained so many distances of the first stop, or a part was taken.',
  advise(context) {
    const { position, settings } = context;
    if (position.paired) return undefined;
    const { breakEvenAt, partial } = settings.exits;
    const gained = gainInStops(context);
    const partTaken = partial > 0 && position.quantity < position.entered && gained > 0;
    const reached = breakEvenAt > 0 && gained >= breakEvenAt;
    return reached || partTaken ? moveStop(context, averageEntry(position), 'break-even') : undefined;
  },
} satisfies Exit;
