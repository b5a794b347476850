import { closePart, type Exit, usable } from './exit.ts';

/** Standard deviations of the spread at which it counts as returned, and as broken. */
const RETURNED = 0.5;
const BROKEN = 4;

/** The first leg was bought at a negative z and sold at a positive one; a spread that has crossed to the other side has returned. */
export const spreadClosed = {
  name: 'spread closed',
  about: 'A pair is closed when its spread has returned, or has run so far that it is no pair any more.',
  advise(context) {
    const { position, z } = context;
    if (!position.paired || !usable(z)) return undefined;
    const firstIsLong = (position.direction === 'long') === (position.leg === 0);
    const away = firstIsLong ? -z : z;
    if (away <= RETURNED) return closePart(context, 1, 'spread closed');
    return away >= BROKEN ? closePart(context, 1, 'pair broken') : undefined;
  },
} satisfies Exit;
