import { typedText } from '../reply/withoutMoney.ts';
import { MINUTE } from '../time.ts';
import { defineAlert } from './alert.ts';
import { sampleStarted } from './sample.ts';

/** A6: the desk has started; after an unclean end it says so. */
export const started = defineAlert({
  name: 'started',
  about: 'the desk has started',
  on: 'started',
  usual: 'info',
  kind: 'system',
  cooldown: MINUTE,
  sample: sampleStarted,
  say: (event) =>
    event.resumed
      ? {
          severity: event.clean ? 'info' : 'warning',
          topic: 'started',
          reply: {
            title: event.clean ? 'Started again' : 'Started again after an unclean end',
            lines: [
              event.clean
                ? 'Everything goes on where it stopped.'
                : 'The process ended without stopping; state is rebuilt from the log.',
              ...(event.undone === undefined ? [] : [`Asked for last, and perhaps not done: ${typedText(event.undone)}`]),
            ],
          },
        }
      : undefined,
});
