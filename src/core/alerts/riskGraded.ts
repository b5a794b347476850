import { ON_POSITION } from '../facts/alertData.ts';
import { numberText, shortName } from '../reply/format.ts';
import { positionTopic } from '../reply/topics.ts';
import { HOUR } from '../time.ts';
import { defineAlert } from './alert.ts';
import { SAMPLE } from './sample.ts';

/** A4: an open position is graded high or critical. */
export const riskGraded = defineAlert({
  name: 'risk grade',
  about: 'an open position has become risky',
  on: 'riskGraded',
  usual: 'warning',
  kind: 'risk',
  cooldown: HOUR,
  sample: (at) => ({
    type: 'riskGraded',
    at,
    position: SAMPLE.position,
    symbol: SAMPLE.symbol,
    grade: 'high',
    value: 0.72,
    says: 'confidence has fallen from 0.71 to 0.32',
  }),
  say: (event) =>
    event.grade === 'high' || event.grade === 'critical'
      ? {
          severity: 'warning',
          topic: `grade ${event.position} ${event.grade}`,
          about: { symbol: event.symbol, position: event.position },
          buttons: ON_POSITION,
          follows: positionTopic(event.position),
          thread: true,
          reply: {
            title: `${event.position} ${shortName(event.symbol)}: risk ${event.grade} (${numberText(event.value, 2)})`,
            lines: [event.says],
          },
        }
      : undefined,
});
