import { AT_WORK, IDLE, type Job } from '../core/trader/job.ts';
import { reconcileNow, reconcileRemote } from '../core/trader/reconcile.ts';

export const reconcile = {
  name: 'reconcile',
  about: 'compares orders and positions with those of the broker',
  cron: '*/15 * * * * *',
  idleUntil: (_, changed) => (changed ? AT_WORK : IDLE),
  run({ recorder, broker, logger, now, beside }) {
    const tell = (notes: readonly string[]): void => {
      for (const note of notes) logger('orders', 'warn', note);
    };
    if (broker.answers === 'at once') tell(reconcileNow(recorder, broker, now()).notes);
    else beside(async (turn) => tell((await reconcileRemote(recorder, broker, now(), turn)).notes));
  },
} satisfies Job;
