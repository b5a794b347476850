import { numberText, shortName } from '../figures.ts';
import { HOUR } from '../time.ts';
import { defineAlert } from './alert.ts';

/** A4: an open position is graded high or critical. */
export const riskGraded = defineAlert({
  name: 'risk grade',
  about: 'an open position has become risky',
  on: 'riskGraded',
  usual: 'warning',
  cooldown: HOUR,
  say: (event) =>
    event.grade === 'high' || event.grade === 'critical'
      ? {
          severity: 'warning',
          topic: `grade ${event.position} ${event.grade}`,
          reply: {
            title: `${event.position} ${shortName(event.symbol)}: risk ${event.grade} (${numberText(event.value, 2)})`,
            lines: [event.says],
          },
        }
      : undefined,
});
