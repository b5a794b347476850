import { storedText } from '../reply/withoutMoney.ts';
import { DAY } from '../time.ts';
import { defineAlert } from './alert.ts';

/** A4: half, three quarters or all of a loss limit is used. Level 0 only arms the warnings again. */
export const riskUsed = defineAlert({
  name: 'risk used',
  about: '50, 75 or 100 % of the daily loss or the drawdown limit is used',
  on: 'riskUsed',
  usual: 'critical',
  kind: 'risk',
  cooldown: 0,
  sample: (at) => ({ type: 'riskUsed', at, limit: 'daily loss', used: 0.76, level: 0.75, says: '3.8 % lost today of 5 %' }),
  say: (event) =>
    event.level === 0
      ? undefined
      : {
          severity: event.level >= 0.75 ? 'critical' : 'warning',
          topic: `${event.limit} ${event.level} ${Math.floor(event.at / DAY)}`,
          buttons: ['pause', 'positions', 'risk'],
          reply: {
            title: `${Math.round(event.level * 100)} % of the ${event.limit} limit used`,
            lines: [storedText(event.says)],
          },
        },
});
