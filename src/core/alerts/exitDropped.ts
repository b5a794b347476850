import { shortName } from '../reply/format.ts';
import { positionTopic } from '../reply/topics.ts';
import { storedText } from '../reply/withoutMoney.ts';
import { defineAlert } from './alert.ts';
import { SAMPLE } from './sample.ts';

/** A5: what somebody, or a rule, wanted off a position stays on it. */
export const exitDropped = defineAlert({
  name: 'exit dropped',
  about: 'the exchange refused to take part of a position off, twice',
  on: 'exitDropped',
  usual: 'warning',
  kind: 'trades',
  cooldown: 0,
  sample: (at) => ({
    type: 'exitDropped',
    at,
    position: SAMPLE.position,
    symbol: SAMPLE.symbol,
    says: 'below the smallest order',
  }),
  say: (event) => ({
    severity: 'warning',
    topic: `exit dropped ${event.position}`,
    about: { symbol: event.symbol, position: event.position },
    follows: positionTopic(event.position),
    reply: {
      title: `${event.position} ${shortName(event.symbol)} is not reduced`,
      lines: [
        event.says === '' ? 'The exchange refused twice.' : `The exchange refused twice: ${storedText(event.says)}.`,
        'The position goes on as it is, behind its stop.',
        `Example: /close ${event.position}`,
      ],
    },
  }),
});
