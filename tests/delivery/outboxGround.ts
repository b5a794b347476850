import { type Outbox } from '../../src/core/desk/outbox.ts';
import type { DeskEvent, EventOf } from '../../src/core/facts/events.ts';
import { evolve } from '../../src/core/state/evolve.ts';
import { emptyState, type MutableState } from '../../src/core/state/state.ts';
import { headFileOf } from '../../src/store/head.ts';
import { type Log, openLog } from '../../src/store/log.ts';
import { openOutbox } from '../../src/store/outbox.ts';
import { places } from '../store/databases.ts';
import { sampleOf } from '../support/sampleAlerts.ts';

export const NOW = Date.UTC(2024, 5, 1, 12);

/** A log and its outbox on a real database, and the state that follows from what is recorded. */
export type OutboxGround = {
  readonly log: Log;
  readonly outbox: Outbox;
  readonly state: MutableState;
  append(...events: readonly DeskEvent[]): Promise<void>;
  /** An alert under the next number. */
  alert(name: string, topic: string, rest?: Partial<EventOf<'alert'>>): EventOf<'alert'>;
  close(): Promise<void>;
};

export async function openOutboxGround(channels: readonly string[]): Promise<OutboxGround> {
  const [first] = places;
  if (first === undefined) throw new Error('there is no database');
  const ground = await first.make();
  const database = await ground.open();
  const log = await openLog(database, 'a', { headFile: headFileOf(ground.home, 'a'), channels });
  const state = emptyState();
  let number = 0;
  return {
    log,
    outbox: openOutbox(database, 'a'),
    state,
    async append(...events) {
      for (const event of events) evolve(state, event);
      await log.append(events.map((event) => ({ step: null, event })));
    },
    alert: (name, topic, rest = {}) => ({
      ...sampleOf(name, topic, NOW),
      id: String((number += 1)),
      severity: 'warning',
      reply: { title: topic, lines: ['said'] },
      ...rest,
    }),
    async close() {
      await database.close();
      await ground.clear();
    },
  };
}
