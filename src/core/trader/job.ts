import type { BrokerQueries } from '../execution/broker.ts';
import type { ReportedFact } from '../execution/executionRecorder.ts';
import type { EventOf } from '../facts/events.ts';
import type { Logger } from '../facts/logger.ts';
import type { Settings } from '../facts/settings.ts';
import type { MarketView } from '../market/marketView.ts';
import type { Recorder } from '../state/recording.ts';
import type { Ms } from '../time.ts';
import type { DecisionContext } from './decide.ts';
import type { ExpiryFact } from './expire.ts';
import type { ManagingFact } from './manage.ts';

/** A job: one file, fired by cron (UTC, with a seconds field) on the wall clock and on a replay's clock alike. */
export type Job = {
  readonly name: string;
  readonly about: string;
  readonly cron: string;
  /** The same by the settings in force, where one says how often; a replay's clock, on which such a job is idle, goes by `cron`. */
  readonly every?: (settings: Settings) => string;
  /**
   * Until when it has nothing to act on as things stand: firings before that are counted and their runs left out. `changed` tells
   * whether a price or a fact that moves something has come since it last ran.
   */
  idleUntil(desk: JobDesk, changed: boolean): Ms;
  /** One run, as a step of the desk: all that follows from what it records is carried out and saved after it. */
  run(desk: JobDesk): Promise<void> | undefined;
};

/** What `idleUntil` gives where there is something to do now, and where there is nothing until something changes. */
export const AT_WORK: Ms = Number.NEGATIVE_INFINITY;
export const IDLE: Ms = Number.POSITIVE_INFINITY;

/** All that jobs may write down: none of it clears a plan, sends an order, or says what only people may. */
export type JobFact = ReportedFact | ManagingFact | ExpiryFact | EventOf<'data' | 'report'>;

/** Every kind of fact of a job. */
export const JOB_FACTS: Readonly<Record<JobFact['type'], true>> = {
  order: true,
  fill: true,
  funding: true,
  transfer: true,
  liquidation: true,
  positionOpened: true,
  positionClosed: true,
  stopMoved: true,
  targetMoved: true,
  exitAsked: true,
  exitDropped: true,
  entryStopped: true,
  entryEnded: true,
  halted: true,
  haltLifted: true,
  riskGraded: true,
  proposal: true,
  reminded: true,
  grantEnded: true,
  resumed: true,
  symbolSwitched: true,
  lockEnded: true,
  awayBegan: true,
  awayEnded: true,
  data: true,
  report: true,
};

/** What jobs work with: the desk's own parts, as far as they may move them. */
export type JobDesk = Omit<DecisionContext, 'recorder' | 'market'> & {
  readonly recorder: Recorder<JobFact>;
  readonly market: MarketView;
  readonly broker: BrokerQueries;
  readonly logger: Logger;
  now(): Ms;
  /** The time by which locks end. */
  lockTime(): Ms;
  /** Holds the account against its loss limits and the feed's health. */
  limits(at: Ms): void;
  /** Stores the candles that have closed since the last call; gives what is to be told of them, such as gaps. */
  collect(): Promise<readonly EventOf<'data'>[]>;
  /**
   * Runs work that waits for others beside the desk's turns, which it takes for what it books. While the job's work of before is still
   * going it is left out; when it fails, or takes longer than a broker may, that is told as the job's failure.
   */
  beside(work: (turn: Turn) => Promise<void>): void;
};

/** Runs what books an answer as one turn of the desk, with all that follows from it. */
export type Turn = <T>(book: () => T) => Promise<T>;
