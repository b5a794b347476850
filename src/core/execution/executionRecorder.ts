import type { EventOf } from '../facts/events.ts';
import type { Recorder } from '../state/recording.ts';

/** The facts of execution: what is asked of a broker, what it has told, what of a position or an entry follows from that, and that something cannot be. */
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

/** What execution writes down with; nothing else can be stated by it. */
export type ExecutionRecorder = Recorder<ExecutionFact>;
