import { averageEntry } from '../../state/position.ts';
import { type Exit, gainInR, moveStop } from './exit.ts';

/** A partial exit taken at a profit calls for it too, wherever `breakEvenAt` stands; 0 there leaves only that. */
export const breakEven = {
  name: 'break-even',
  about: 'The stop moves to the entry once the profit reaches so many R, or a part was taken.',
  advise(context) {
    const { position, settings } = context;
    if (position.paired) return undefined;
    const { breakEvenAt, partial } = settings.exits;
    const r = gainInR(context);
    const partTaken = partial > 0 && position.quantity < position.entered && r > 0;
    const reached = breakEvenAt > 0 && r >= breakEvenAt;
    return reached || partTaken ? moveStop(context, averageEntry(position), 'break-even') : undefined;
  },
} satisfies Exit;
