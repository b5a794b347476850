import { DAY } from '../time.ts';
import { defineAlert } from './alert.ts';

/** Somebody who is not on the list wrote to the desk; told once a day, whoever they are. */
export const stranger = defineAlert({
  name: 'stranger',
  about: 'somebody who is not on the list writes to the desk',
  on: 'ignored',
  usual: 'notice',
  kind: 'system',
  cooldown: DAY,
  sample: (at) => ({ type: 'ignored', at, account: 'telegram:0', name: 'Eve', why: 'stranger', count: 1 }),
  say: ({ account, name, why }) =>
    why !== 'stranger'
      ? undefined
      : {
          severity: 'notice',
          topic: 'strangers',
          reply: {
            title: 'A stranger wrote to the desk',
            lines: [
              `${name === '' ? 'No name' : name} · ${account}`,
              'Nothing was done, nothing was said',
              'One of yours? /users add',
            ],
          },
        },
});
