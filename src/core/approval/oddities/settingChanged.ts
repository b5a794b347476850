import { tradeAlike } from '../../facts/binding.ts';
import { utcDay } from '../../time.ts';
import type { Oddity } from './oddity.ts';

/** Longer names are cut. */
const LONGEST = 12;

/** The newest change alone, of the risk day in UTC; one that was taken back, or is of the asking alone, is none. */
export const settingChanged = {
  name: 'setting changed',
  about: 'Somebody has changed the settings today.',
  finds(
    _,
    {
      now,
      state: {
        settings: { change, values },
      },
    },
  ) {
    if (change === undefined || change.at > now || utcDay(change.at) !== utcDay(now)) return undefined;
    if (tradeAlike(change.before, values)) return undefined;
    const [name = change.who] = change.who.split(' ');
    return `${name.slice(0, LONGEST).toWellFormed()} changed settings`;
  },
} satisfies Oddity;
