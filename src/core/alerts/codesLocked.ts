import { MINUTE } from '../time.ts';
import { defineAlert } from './alert.ts';

/** Wrong one-time codes have locked somebody's: a guess, or a clock that is off. */
export const codesLocked = defineAlert({
  name: 'codes locked',
  about: 'wrong one-time codes have locked somebody out',
  on: 'secondFactor',
  usual: 'warning',
  kind: 'system',
  cooldown: MINUTE,
  sample: (at) => ({ type: 'secondFactor', at, person: 'p0', state: 'locked', who: 'Ana' }),
  say: ({ state, who, person }) =>
    state !== 'locked'
      ? undefined
      : {
          severity: 'warning',
          topic: `codes ${person}`,
          reply: {
            title: `${who}: codes locked for 15 min`,
            lines: ['Five wrong ones were sent in a row.', `Was it not ${who}? /users remove ${person}`],
          },
        },
});
