import type { EventOf } from '../facts/events.ts';
import type { Recorder } from '../state/recording.ts';

/**
 * The facts of execution: what is asked of a broker, what it has told, what of a position or an entry follows from that, and that
 * something cannot be.
 */
export type ExecutionFact = EventOf<
  | 'intent'
  | 'order'
  | 'fill'
  | 'funding'
  | 'transfer'
  | 'liquidation'
  | 'positionOpened'
  | 'positionClosed'
  | 'stopMoved'
  | 'exitAsked'
  | 'exitDropped'
  | 'entryStopped'
  | 'entryEnded'
  | 'halted'
>;

/** All of these but what is asked of a broker: what its reports lead to. */
export type ReportedFact = Exclude<ExecutionFact, EventOf<'intent'>>;

/** What a broker's reports are written down with: whoever has it orders nothing. */
export type ReportRecorder = Recorder<ReportedFact>;

/** What execution writes down with; nothing else can be stated by it. */
export type ExecutionRecorder = Recorder<ExecutionFact>;
