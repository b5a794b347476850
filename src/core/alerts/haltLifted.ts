import { defineAlert } from './alert.ts';

export const haltLifted = defineAlert({
  name: 'halt lifted',
  about: 'a halt has ended',
  on: 'haltLifted',
  usual: 'notice',
  kind: 'risk',
  cooldown: 0,
  sample: (at) => ({
    type: 'haltLifted',
    at,
    halt: 'daily loss',
    who: 'desk',
    says: 'its time has come; entries are possible again',
  }),
  say: (event) => ({
    severity: 'notice',
    topic: `halt lifted ${event.halt} ${event.at}`,
    reply: { title: `The ${event.halt} halt has ended`, lines: [event.says] },
  }),
});
