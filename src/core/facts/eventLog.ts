import type { Ms } from '../time.ts';
import type { DeskEvent, EventType } from './events.ts';
import type { StoreError } from './storeError.ts';

/** Whether an account's money is pretended or somebody's own. */
export const MODES = ['paper', 'live'] as const;
export type Mode = (typeof MODES)[number];

/** Whose money and which market: every stored row carries it, so that ledgers never mix. */
export type AccountId = { readonly market: string; readonly mode: Mode; readonly name: string };

/** An event as it stands in the log. `step` is the replay step that wrote it, null on the wall clock and for rows of the process. */
export type StoredEvent = { readonly seq: number; readonly step: number | null; readonly event: DeskEvent };

/** The newest `limit` events that answer to all that is given, newest first. */
export type HistoryQuery = {
  readonly types?: readonly EventType[];
  readonly limit: number;
  /** A sequence number; events at or before it. */
  readonly before?: number;
  /** Market time, both ends included. */
  readonly from?: Ms;
  readonly to?: Ms;
  /** Events that speak of this symbol, be it in one of their legs; readings of the market do not. */
  readonly symbol?: string;
  /** Events that speak of this position. */
  readonly position?: number;
};

/** What a log adds up to at one of its rows. */
export type Snapshot = {
  /** Of its form. */
  readonly version: number;
  /** The newest replay step that is in it. */
  readonly step: number | null;
  readonly body: string;
};

/** The append-only log. `append` resolves when the batch is committed and synced, whole or not at all. */
export type EventLog = {
  /** The kinds it keeps; all when left out. */
  readonly wants?: (kind: EventType) => boolean;
  append(batch: readonly { readonly step: number | null; readonly event: DeskEvent }[]): Promise<void>;
  /**
   * Writes beside the log, synced, a batch that it could not take, so that what reduces risk need not wait for it. Never rejects: where
   * that fails too, it resolves with why.
   */
  readonly setAside?: (
    batch: readonly { readonly step: number | null; readonly event: DeskEvent }[],
  ) => Promise<StoreError | undefined>;
  history(query: HistoryQuery): Promise<readonly StoredEvent[]>;
  /** Keeps what all of it adds up to now, when it is time to; `take` works it out. Left out where nothing is kept. Never rejects. */
  readonly snapshot?: (take: () => Snapshot) => Promise<void>;
};

export type Listener = (stored: { readonly event: DeskEvent; readonly step: number | null }) => void;

/** Takes the facts that it wants. What no sink wants, and no state follows, is not even worked out. */
export type Sink = { wants(kind: EventType): boolean; readonly take: Listener };
