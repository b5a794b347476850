import type { Outbox } from '../core/desk/outbox.ts';
import { severities } from '../core/facts/vocabulary.ts';
import type { Database } from './database.ts';
import { storedRow } from './rows.ts';

export function openOutbox(database: Database, account: string): Outbox {
  const waiting = (channel: string, alerts: readonly string[], state = 'pending') => ({
    account,
    channel,
    state,
    alert: { in: [...alerts] },
  });
  return {
    async pending(channel, limit = 50, after) {
      const severity = after === undefined ? 0 : severities.indexOf(after.severity);
      const behind =
        after === undefined ? {} : { OR: [{ severity: { lt: severity } }, { severity, createdSeq: { gt: after.seq } }] };
      const rows = await database.run('read the outbox', (tables) =>
        tables.delivery.findMany({
          where: { account, channel, state: 'pending', ...behind },
          orderBy: [{ severity: 'desc' }, { createdSeq: 'asc' }],
          take: limit,
        }),
      );
      if (rows.length === 0) return [];
      const events = await database.run('read the outbox', (tables) =>
        tables.event.findMany({ where: { account, seq: { in: rows.map((row) => row.createdSeq) } } }),
      );
      const bySeq = new Map(events.map((row) => [row.seq, storedRow(row).event]));
      return rows.flatMap(({ alert, severity, createdSeq, attempts }) => {
        const event = bySeq.get(createdSeq);
        if (event?.type !== 'alert') return [];
        return [{ alert, severity: severities[severity] ?? event.severity, seq: createdSeq, attempts, event }];
      });
    },
    async markSent(channel, alerts, at, sent) {
      if (alerts.length === 0) return;
      await database.run('mark messages as sent', (tables) =>
        tables.delivery.updateMany({
          where: waiting(channel, alerts),
          data: {
            state: 'sent',
            sentAt: BigInt(at),
            ...(sent === undefined ? {} : { message: sent.message, place: sent.place ?? null }),
          },
        }),
      );
    },
    async sentAs(channel, alert) {
      const [row] = await database.run('look for a message', (tables) =>
        tables.delivery.findMany({ where: { account, channel, alert, state: 'sent' } }),
      );
      return row === undefined || row.message === null ? undefined : { message: row.message, place: row.place ?? undefined };
    },
    async markFailed(channel, alerts, drop = false) {
      if (alerts.length === 0) return;
      await database.run('mark messages as failed', (tables) =>
        tables.delivery.updateMany({
          where: waiting(channel, alerts),
          data: { attempts: { increment: 1 }, ...(drop ? { state: 'dropped' } : {}) },
        }),
      );
    },
    async renew(channel, alerts) {
      if (alerts.length === 0) return;
      await database.run('take up dropped messages', (tables) =>
        tables.delivery.updateMany({ where: waiting(channel, alerts, 'dropped'), data: { state: 'pending' } }),
      );
    },
  };
}
