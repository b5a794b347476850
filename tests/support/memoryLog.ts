import { type EventLog, namesIn, type StoredEvent } from '../../src/core/facts/eventLog.ts';
import { type DeskEvent, eventSchema, isRunRow } from '../../src/core/facts/events.ts';

type Batch = Parameters<EventLog['append']>[0];

/** What becomes of the n-th batch: written, refused, or the end of the process before or after the write. */
export type Fate = 'written' | 'refused' | 'dies before' | 'dies after';

/** A log in memory. What it has stored is JSON text, as in a database, so that nothing is shared with the desk. */
export type MemoryLog = EventLog & {
  readonly rows: readonly StoredEvent[];
  /** How many batches were handed in. */
  readonly batches: number;
  /** Resolves when the process has died: that append never answers. */
  readonly dead: Promise<void>;
};

export function memoryLog(stored: readonly StoredEvent[] = [], fate: (batch: number) => Fate = () => 'written'): MemoryLog {
  const rows: StoredEvent[] = [...stored];
  let batches = 0;
  let die = (): void => undefined;
  const dead = new Promise<void>((resolve) => {
    die = resolve;
  });
  const write = (batch: Batch): void => {
    for (const { step, event } of batch) rows.push({ seq: rows.length + 1, step, event: copied(event) });
  };
  return {
    rows,
    dead,
    get batches() {
      return batches;
    },
    async append(batch) {
      batches += 1;
      const what = fate(batches);
      if (what === 'refused') throw new Error('disk full');
      if (what !== 'dies before') write(batch);
      if (what === 'written') return;
      die();
      await new Promise<never>(() => undefined);
    },
    load: async () => [...rows],
    history: async ({ types, limit, before, from, to, ...named }) => {
      const names = namesIn({ limit, ...named });
      return rows
        .filter(
          ({ seq, event }) =>
            (before === undefined || seq <= before) &&
            (types === undefined || types.includes(event.type)) &&
            (from === undefined || event.at >= from) &&
            (to === undefined || event.at <= to),
        )
        .filter(({ event }) => {
          if (names.symbol.length + names.position.length === 0) return true;
          const body = JSON.stringify(event);
          return (
            names.symbol.every((text) => body.includes(text)) &&
            (names.position.length === 0 || names.position.some((text) => body.includes(text)))
          );
        })
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
