import { shortName } from '../reply/format.ts';
import { storedText } from '../reply/withoutMoney.ts';
import { HOUR } from '../time.ts';
import { defineAlert } from './alert.ts';
import { SAMPLE, samplePlan } from './sample.ts';

/** A4: a signal that every gate let pass meets a limit: slots, size, sector, correlation, funds. */
export const refused = defineAlert({
  name: 'refused',
  about: 'a limit keeps the desk out of what every gate let pass',
  on: 'decision',
  usual: 'info',
  kind: 'risk',
  cooldown: 4 * HOUR,
  sample: (at) => ({
    type: 'decision',
    at,
    decision: SAMPLE.decision,
    symbol: SAMPLE.symbol,
    outcome: 'refused',
    why: '3 of 3 slots are taken',
    plan: samplePlan(at),
  }),
  say({ symbol, outcome, why, plan }, desk) {
    if (outcome !== 'refused' || desk.state().pause !== undefined) return undefined;
    const legs = plan?.legs.map((leg) => `${shortName(leg.symbol)} ${leg.side === 'buy' ? 'long' : 'short'}`);
    return {
      severity: 'info',
      topic: `refused ${symbol}`,
      about: { symbol },
      buttons: ['why', 'risk'],
      reply: { title: `${legs?.join(' and ') ?? shortName(symbol)}: not entered`, lines: [storedText(why)] },
    };
  },
});
