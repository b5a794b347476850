import type { Alert } from '../alerts/alert.ts';
import type { AlertDesk } from '../alerts/alertDesk.ts';
import type { EventLog, Sink } from '../facts/eventLog.ts';
import { type DeskEvent, type EventOf, type EventType, isRunRow, RUN_ALERT } from '../facts/events.ts';
import type { Logger } from '../facts/logger.ts';
import { messageOf } from '../facts/messageOf.ts';
import { assertStorable } from '../facts/storable.ts';
import { isKept } from '../facts/storeError.ts';
import { withoutMoney } from '../reply/withoutMoney.ts';
import type { Admitting } from '../risk/clear.ts';
import { BROKEN, brokenInvariant } from '../risk/halts.ts';
import { evolve } from '../state/evolve.ts';
import { anyHidesMoney } from '../state/messagePreferences.ts';
import type { Unstored } from '../state/recording.ts';
import { snapshotOf } from '../state/snapshot.ts';
import type { LogStanding } from '../state/standing.ts';

/** Thrown when a replay that is run again does not give the events it gave before: the input or the code has changed. */
class DivergedError extends Error {
  override name = 'DivergedError';
}

export type RecorderOptions = {
  readonly log: EventLog;
  readonly alerts: readonly Alert[];
  readonly desk: () => AlertDesk;
  /** Told of alerts and listeners that throw; the event they failed on stands all the same. */
  readonly logger: Logger;
  /** Where the log stands. */
  readonly standing: LogStanding;
};

/** Facts that only tell: nothing that trades follows from them. */
const TELLING: ReadonlySet<EventType> = new Set<EventType>([
  'instant',
  'level',
  'divergence',
  'signal',
  'decision',
  'report',
  'joined',
  'riskGraded',
  'outgrown',
  'alert',
]);

/** Whoever asks while it is under way shares the next one, which takes all that has come by then. */
function oneAfterAnother(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  let next: Promise<void> | undefined;
  const run = (): Promise<void> => {
    if (running === undefined) {
      running = work().finally(() => {
        running = undefined;
      });
      return running;
    }
    const again = (): Promise<void> => {
      next = undefined;
      return run();
    };
    next ??= running.then(again, again);
    return next;
  };
  return run;
}

export function createRecorder({ log, alerts, desk, logger, standing }: RecorderOptions): Admitting {
  const { state, again: expected } = standing;
  const listening = Map.groupBy(alerts, ({ on }) => on);
  const sinks: Sink[] = [];
  const keeps = (kind: EventType): boolean => log.wants?.(kind) ?? true;
  /** Folded and not yet durable; a batch that cannot be written stays at the front. */
  const buffer: { step: number | null; event: DeskEvent }[] = [];
  let step: number | null = null;
  /** The newest step of the log. */
  let newest = standing.step;
  let next = 0;
  let moved = 0;
  let unstored: Unstored | undefined;
  const wanted = (kind: EventType): boolean => sinks.some((sink) => sink.wants(kind)) || alerts.some(({ on }) => on === kind);
  const known = new Map<EventType, boolean>();
  const wants = (kind: EventType): boolean => {
    const answer = known.get(kind) ?? (keeps(kind) || wanted(kind));
    known.set(kind, answer);
    return answer;
  };

  /** Whoever only tells of an event must not be able to stop what follows from it. */
  const attempt = <T>(what: string, work: () => T): T | undefined => {
    try {
      return work();
    } catch (error) {
      logger('bot', 'error', `${what} failed`, { error: messageOf(error) });
      return undefined;
    }
  };

  let torn = false;
  /** Folds an event in. One that the tables refuse is a broken invariant: entries are halted, then it is thrown. */
  const fold = (event: DeskEvent): void => {
    try {
      if (!TELLING.has(event.type)) moved += 1;
      evolve(state, event);
    } catch (error) {
      // Half of it may be folded, and none of it is written: the state stands for the log no more.
      torn = true;
      if (!state.halts.has(BROKEN)) emit(brokenInvariant(event.at, messageOf(error)));
      throw error;
    }
  };

  const record = (event: DeskEvent): void => {
    fold(event);
    const wanted = isRunRow(event) ? undefined : expected[next];
    if (wanted !== undefined) {
      if (JSON.stringify(wanted) !== JSON.stringify(event)) {
        throw new DivergedError(
          `the replay does not repeat itself: the log has ${JSON.stringify(wanted)}, this run gives ${JSON.stringify(event)}. ` +
            'The data or the program has changed since; start afresh with --again or another --home.',
        );
      }
      next += 1;
      return;
    }
    const row = { step: isRunRow(event) ? null : step, event };
    if (keeps(event.type)) buffer.push(row);
    newest = row.step ?? newest;
    for (const sink of sinks) if (sink.wants(event.type)) attempt('a listener', () => sink.take(row));
  };

  /** What an alert has to say of it now, as it is written down; throws where that could not be stored. */
  const alertOf = (alert: Alert, event: DeskEvent): EventOf<'alert'> | undefined => {
    const told = alert.tell(event, desk());
    if (told === undefined) return undefined;
    const last = state.told.get(told.topic);
    // A test comes as often as it is asked for.
    if (event.type !== 'tested' && last !== undefined && event.at - last < alert.cooldown) return undefined;
    const bare = anyHidesMoney(state.notices) ? withoutMoney(() => alert.tell(event, desk())) : undefined;
    const row = {
      type: 'alert',
      at: event.at,
      id: isRunRow(event) ? `${RUN_ALERT}${state.numbers.runAlert + 1}` : `${state.numbers.alert + 1}`,
      ...told,
      ...(bare === undefined ? {} : { withoutMoney: bare.reply }),
    } as const;
    assertStorable(row);
    return row;
  };

  const alertsOf = (event: DeskEvent): void => {
    // A test concerns them all.
    for (const alert of event.type === 'tested' ? alerts : (listening.get(event.type) ?? [])) {
      const row = attempt(`alert ${alert.name}`, () => alertOf(alert, event));
      if (row !== undefined) record(row);
    }
  };

  const emit = (...events: readonly DeskEvent[]): void => {
    for (const event of events) {
      record(event);
      alertsOf(event);
    }
  };

  return {
    state,
    get expected() {
      return expected[next];
    },
    get step() {
      return step;
    },
    get moved() {
      return moved;
    },
    wants,
    get unsaved() {
      return buffer.length;
    },
    get unstored() {
      return unstored;
    },
    begin(to) {
      step = to;
    },
    emit,
    admit({ cleared, results, who, grant }, at) {
      emit({
        type: 'cleared',
        at,
        plan: cleared.plan,
        results: wants('cleared') ? [...results()] : [],
        who,
        ...(grant === undefined ? {} : { grant }),
      });
    },
    commit: oneAfterAnother(async () => {
      const batch = buffer.slice();
      if (batch.length === 0) return;
      try {
        await log.append(batch);
      } catch (error) {
        const kept = isKept(error) && log.setAside !== undefined && (await log.setAside(batch)) === undefined;
        unstored = { events: batch.length, kept };
        throw error;
      }
      unstored = undefined;
      buffer.splice(0, batch.length);
      // Only now does the state stand for the log and nothing else.
      if (buffer.length === 0 && expected.length <= next && !torn) await log.snapshot?.(() => snapshotOf(state, newest));
    }),
    onEvent(listener) {
      sinks.push({ wants: () => true, take: listener });
      known.clear();
    },
  };
}
