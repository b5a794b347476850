import type { DeskEvent, EventType } from './events.ts';

/** Whose money and which market: every stored row carries it, so that ledgers never mix. */
export type AccountId = { readonly market: string; readonly mode: 'paper'; readonly name: string };

/** An event as it stands in the log. `step` is the replay step that wrote it, null on the wall clock and for rows of the process. */
export type StoredEvent = { readonly seq: number; readonly step: number | null; readonly event: DeskEvent };

/** The newest `limit` events of the given types at or before `before` (a sequence number), newest first. */
export type HistoryQuery = { readonly types?: readonly EventType[]; readonly limit: number; readonly before?: number };

/** The append-only log. `append` resolves when the batch is committed and synced, whole or not at all. */
export type EventLog = {
  /** The kinds it keeps; all when left out. */
  readonly wants?: (kind: EventType) => boolean;
  append(batch: readonly { readonly step: number | null; readonly event: DeskEvent }[]): Promise<void>;
  load(): Promise<readonly StoredEvent[]>;
  history(query: HistoryQuery): Promise<readonly StoredEvent[]>;
};

export type Listener = (stored: { readonly event: DeskEvent; readonly step: number | null }) => void;

/** Takes the facts that it wants. What no sink wants, and no state follows, is not even worked out. */
export type Sink = { wants(kind: EventType): boolean; readonly take: Listener };
