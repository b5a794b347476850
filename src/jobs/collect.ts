import { AT_WORK, IDLE, type Job } from '../core/trader/job.ts';

export const collect = {
  name: 'collect',
  about: 'stores the candles that have closed and looks for gaps',
  cron: '5 * * * * *',
  // Bars of a replay are stored already.
  idleUntil: ({ market }, changed) => (market.kind === 'quotes' && changed ? AT_WORK : IDLE),
  async run({ recorder, collect: stored }) {
    recorder.emit(...(await stored()));
  },
} satisfies Job;
