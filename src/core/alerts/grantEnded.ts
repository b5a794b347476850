import { defineAlert } from './alert.ts';

export const grantEnded = defineAlert({
  name: 'grant ended',
  about: 'a grant has ended; what it covered is asked for again',
  on: 'grantEnded',
  usual: 'notice',
  kind: 'approvals',
  cooldown: 0,
  sample: (at) => ({ type: 'grantEnded', at, grant: 'G0', who: 'desk', why: 'its time is over' }),
  say: ({ grant, why, who }) => ({
    severity: 'notice',
    topic: `grant ${grant} ended`,
    reply: { title: `${grant} has ended: ${why}`, lines: [who === 'desk' ? 'Entries are asked for again' : `Ended by ${who}`] },
  }),
});
