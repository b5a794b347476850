import { defineAlert } from './alert.ts';

export const proposalEnded = defineAlert({
  name: 'proposal ended',
  about: 'a proposal was answered or has expired',
  on: 'proposal',
  cooldown: 0,
  say: (event) =>
    // What is done is told by the fills that follow.
    event.to === 'done'
      ? undefined
      : {
          severity: 'info',
          topic: `proposal ${event.proposal} ${event.to}`,
          reply: { title: `${event.proposal} ${event.to} by ${event.who}`, lines: event.why === '' ? [] : [event.why] },
        },
});
