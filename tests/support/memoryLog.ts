import type { Queries } from '../../src/core/desk/queries.ts';
import type { EventLog, Snapshot, StoredEvent } from '../../src/core/facts/eventLog.ts';
import { type DeskEvent, eventSchema, isRunRow } from '../../src/core/facts/events.ts';
import { StoreError } from '../../src/core/facts/storeError.ts';
import { positionSubject, subjectsOf } from '../../src/core/facts/subjects.ts';
import { lastStep } from '../../src/core/state/standing.ts';
import type { Log } from '../../src/store/log.ts';
import type { StoredSnapshot } from '../../src/store/snapshots.ts';
import { memoryModels } from './memoryModels.ts';

type Batch = Parameters<EventLog['append']>[0];

/** What becomes of the n-th batch: written, refused, refused since somebody else has the account, or the end of the process before or after the write. */
export type Fate = 'written' | 'refused' | 'taken' | 'dies before' | 'dies after';

/** A log in memory. What it has stored is JSON text, as in a database, so that nothing is shared with the desk. */
export type MemoryLog = EventLog &
  Pick<Log, 'head' | 'lastStep' | 'snapshots' | 'read'> & {
    readonly queries: Queries;
    readonly rows: readonly StoredEvent[];
    /** The snapshots that were taken, newest first. */
    readonly taken: readonly StoredSnapshot[];
    /** How many batches were handed in. */
    readonly batches: number;
    /** Resolves when the process has died: that append never answers. */
    readonly dead: Promise<void>;
  };

/** What a process leaves behind. */
export type Left = Pick<MemoryLog, 'rows' | 'taken'>;

/** Rows between two snapshots: so few that a short story is started again on one. */
const SNAPSHOT_EVERY = 40;
/** Nobody checks the chain in memory. */
const hash = '';

export function memoryLog(left: Left | readonly StoredEvent[] = [], fate: (batch: number) => Fate = () => 'written'): MemoryLog {
  const { rows: stored, taken: found } = 'rows' in left ? left : { rows: left, taken: [] };
  const rows: StoredEvent[] = [...stored];
  let taken: readonly StoredSnapshot[] = found;
  const models = memoryModels();
  for (const row of rows) models.take(row);
  let batches = 0;
  let die = (): void => undefined;
  const dead = new Promise<void>((resolve) => {
    die = resolve;
  });
  const write = (batch: Batch): void => {
    for (const { step, event } of batch) {
      const row = { seq: rows.length + 1, step, event: copied(event) };
      rows.push(row);
      models.take(row);
    }
  };
  return {
    rows,
    dead,
    get taken() {
      return taken;
    },
    get head() {
      return { seq: rows.length, hash };
    },
    lastStep: async () => lastStep(rows),
    snapshots: async () => taken,
    async *read(after) {
      for (const row of rows.slice(after?.seq ?? 0)) yield { ...row, hash };
    },
    async snapshot(take: () => Snapshot) {
      const seq = rows.length;
      if (seq >= (taken[0]?.seq ?? 0) + SNAPSHOT_EVERY) taken = [{ ...take(), seq, hash }, ...taken].slice(0, 2);
    },
    get batches() {
      return batches;
    },
    async append(batch) {
      batches += 1;
      const what = fate(batches);
      if (what === 'taken') throw new StoreError('in use', 'another Countersign has taken the account');
      if (what === 'refused') throw new StoreError('full', 'disk full');
      if (what !== 'dies before') write(batch);
      if (what === 'written') return;
      die();
      await new Promise<never>(() => undefined);
    },
    queries: models.queries,
    history: async ({ types, limit, before, from, to, symbol, position }) => {
      const subjects = [symbol, position === undefined ? undefined : positionSubject(position)].filter(
        (subject) => subject !== undefined,
      );
      return rows
        .filter(
          ({ seq, event }) =>
            (before === undefined || seq <= before) &&
            (types === undefined || types.includes(event.type)) &&
            (from === undefined || event.at >= from) &&
            (to === undefined || event.at <= to),
        )
        .filter(({ event }) => subjects.every((subject) => subjectsOf(event).includes(subject)))
        .toReversed()
        .slice(0, limit);
    },
  };
}

/** Through JSON and back with its keys in their order, refused where the real log would refuse it. */
function copied(event: DeskEvent): DeskEvent {
  const back: unknown = JSON.parse(JSON.stringify(event));
  if (!isEvent(back)) throw new Error(`malformed ${event.type}: ${eventSchema.safeParse(back).error?.message}`);
  return back;
}

const isEvent = (value: unknown): value is DeskEvent => eventSchema.safeParse(value).success;

/** The account's own rows as text: what two runs of one replay must have in common to the byte. */
export const accountRows = (rows: readonly Pick<StoredEvent, 'step' | 'event'>[]): readonly string[] =>
  rows.filter(({ event }) => !isRunRow(event)).map(({ step, event }) => `${step} ${JSON.stringify(event)}`);

/** The events of one type, in order. */
export const eventsOf = <T extends DeskEvent['type']>(
  rows: readonly Pick<StoredEvent, 'event'>[],
  type: T,
): readonly Extract<DeskEvent, { type: T }>[] => rows.map(({ event }) => event).filter((event) => isOf(event, type));

const isOf = <T extends DeskEvent['type']>(event: DeskEvent, type: T): event is Extract<DeskEvent, { type: T }> =>
  event.type === type;
