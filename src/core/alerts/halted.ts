import { storedText } from '../reply/withoutMoney.ts';
import { defineAlert } from './alert.ts';

/** A4: a limit is reached: what is blocked, what goes on, when it ends. */
export const halted = defineAlert({
  name: 'halted',
  about: 'a limit is reached and entries are halted',
  on: 'halted',
  usual: 'critical',
  kind: 'risk',
  cooldown: 0,
  sample: (at) => ({
    type: 'halted',
    at,
    halt: 'daily loss',
    blocks: 'new entries and additions',
    ends: 'at 00:00 UTC',
    says: '5.1 % lost today of 5 %',
  }),
  say: (event) => ({
    severity: 'critical',
    topic: `halt ${event.halt} ${event.at}`,
    buttons: ['risk', 'positions', 'status'],
    reply: { title: `Halted: ${event.halt}`, lines: [storedText(event.says), `Blocks: ${event.blocks}`, `Ends: ${event.ends}`] },
  }),
});
