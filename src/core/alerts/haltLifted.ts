import { defineAlert } from './alert.ts';

export const haltLifted = defineAlert({
  name: 'halt lifted',
  about: 'a halt has ended',
  on: 'haltLifted',
  usual: 'notice',
  cooldown: 0,
  say: (event) => ({
    severity: 'notice',
    topic: `halt lifted ${event.halt} ${event.at}`,
    reply: { title: `The ${event.halt} halt has ended`, lines: [event.says] },
  }),
});
