import { expect, test } from 'vitest';
import type { Outbox } from '../../src/core/desk/outbox.ts';
import type { EventOf } from '../../src/core/facts/events.ts';
import { deliver } from '../../src/delivery/terminal.ts';

const alert = (id: number): EventOf<'alert'> => ({
  type: 'alert',
  at: id,
  id: `${id}`,
  alert: 'signal',
  severity: 'info',
  topic: `${id}`,
  reply: { title: `${id}`, lines: [] },
});

/** An outbox whose rows are there once they are stored: a mark on another one is lost, as an UPDATE that finds no row. */
function given() {
  const stored = new Set<string>();
  const marked = new Set<string>();
  /** Printed, and not yet put out. */
  const waiting = new Set<string>();
  const none = (): never => {
    throw new Error('not asked here');
  };
  const outbox: Outbox = {
    pending: async () => [],
    markSent: async (_channel, alerts) => {
      if (alerts.some((id) => waiting.has(id))) throw new Error('marked before it was put out');
      for (const id of alerts) if (stored.has(id)) marked.add(id);
    },
    sentAs: none,
    markFailed: none,
    renew: none,
  };
  const delivery = deliver(
    outbox,
    'terminal',
    () => 0,
    () => waiting.clear(),
  );
  return {
    marked,
    delivery,
    show(from: number, to: number) {
      for (let id = from; id < to; id++) {
        waiting.add(`${id}`);
        delivery.listener({ event: alert(id), step: null });
      }
    },
    store(from: number, to: number) {
      const batch = Array.from({ length: to - from }, (_, i) => ({ event: alert(from + i) }));
      for (const { event } of batch) stored.add(event.id);
      delivery.stored(batch);
    },
  };
}

test('what was shown long before it was stored is marked all the same: no start shows it again', async () => {
  const { delivery, marked, show, store } = given();
  show(0, 400);
  store(0, 400);
  show(400, 410);
  store(400, 410);
  await delivery.flush();
  expect(marked.size).toBe(410);
});

test('what was never shown is not marked', async () => {
  const { delivery, marked, show, store } = given();
  store(0, 20);
  show(20, 40);
  store(20, 40);
  await delivery.flush();
  expect([...marked]).toEqual(Array.from({ length: 20 }, (_, i) => `${20 + i}`));
});
