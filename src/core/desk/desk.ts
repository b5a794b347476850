import type { Answered, Given, Submitted } from '../approval/outcome.ts';
import type { Divergence } from '../detectors/divergence.ts';
import type { Level } from '../detectors/supportResistance.ts';
import type { Broker } from '../execution/broker.ts';
import type { Measures } from '../execution/plan.ts';
import type { AccountId, EventLog, HistoryQuery, StoredEvent } from '../facts/eventLog.ts';
import type { Component, Concern, Logger } from '../facts/logger.ts';
import type { Plan } from '../facts/plan.ts';
import type { Receipt } from '../facts/receipt.ts';
import type { Settings } from '../facts/settings.ts';
import type { Statement } from '../facts/statements.ts';
import type { MarketView } from '../market/marketView.ts';
import type { Opportunity } from '../market/scanner.ts';
import type { Fixed } from '../money.ts';
import type { RiskView } from '../risk/rule.ts';
import type { Actor } from '../state/people.ts';
import type { DeskState } from '../state/state.ts';
import type { Ms, Timeframe } from '../time.ts';
import type { OneTimeCodes } from './oneTimeCodes.ts';

/** What the study knows of a symbol, for people to look at. */
export type StudyView = {
  /** Names of the strategies that this account hears, whether they are switched on or off. */
  strategies(): readonly string[];
  /** Timeframes that are studied, finest first; empty for a symbol that is not. */
  timeframes(symbol: string): readonly Timeframe[];
  decisionTimeframe(symbol: string): Timeframe | undefined;
  /** Zones of a timeframe, nearest first. */
  levels(symbol: string, timeframe: Timeframe): readonly Level[];
  /** Newest first. */
  divergences(symbol: string, timeframe: Timeframe, limit: number): readonly Divergence[];
  /** What stops and sizes are measured by now. */
  measures(symbol: string): Measures;
};

export type JobStats = {
  readonly name: string;
  readonly about: string;
  readonly cron: string;
  readonly runs: number;
  readonly failures: number;
  /** Firings left out because the run before was still going, or because the process was blocked. */
  readonly missed: number;
  readonly lastAt: Ms | undefined;
  readonly nextAt: Ms | undefined;
  /** Measured lengths in wall-clock ms; they never enter events. */
  readonly lastTook: number;
  readonly meanTook: number;
};

/** The desk as commands, jobs and chats see it. Everything that changes something returns when it is durable and carried out. */
export type Desk = {
  readonly account: AccountId;
  /** `📄 PAPER`, `🧪 REPLAY`, `🧪 SYNTHETIC`: first in every message. */
  readonly label: string;
  readonly version: string;
  readonly market: MarketView;
  now(): Ms;
  /** Folded from the log; read-only. */
  state(): DeskState;
  /** The account as the risk rules see it now. */
  risk(): RiskView;
  equity(): Fixed;
  /** Opportunities of the last scan, best first. */
  ranked(): readonly Opportunity[];
  /** The receipt of a symbol's decision at the last instant at or before `at` (now when left out); text says why there is none. */
  why(symbol: string, at?: Ms): Promise<Receipt | string>;
  /** Records what somebody states, then does all that follows from it (orders sent, stops moved) before it returns. */
  act(...statements: readonly Statement[]): Promise<void>;
  /** Clears a plan and hands it to the authority in force: entered, asked, advised or refused. */
  submit(plan: Plan, who: Pick<Actor, 'id' | 'name'>): Promise<Submitted>;
  /** Takes one answer to a proposal; an approval clears the bound order again on fresh numbers. */
  answer(proposal: string, given: Given): Promise<Answered>;
  readonly study: StudyView;
  /** A fresh decision id for something a person asked for: another one once anything has been decided since. */
  requestId(request: string): string;
  history(query: HistoryQuery): Promise<readonly StoredEvent[]>;
  readonly oneTimeCodes: OneTimeCodes;
  readonly linkCode: LinkCode;
  /** The initial settings as the configuration has them now, read anew; rejects, saying what is wrong there. */
  configured(): Promise<Settings>;
  jobs(): readonly JobStats[];
  health(): Promise<readonly Component[]>;
  /** The newest lines of one log file, oldest first. */
  logs(concern: Concern, lines: number): Promise<readonly string[]>;
};

/** A code by which a person's account on another platform is joined to them; `for` is how long it lives, ms of the wall clock. */
export type LinkCode = (person: string) => { readonly code: string; readonly for: Ms };

/** What the desk is given to touch the world with. */
export type Ports = {
  readonly account: AccountId;
  readonly label: string;
  readonly version: string;
  readonly log: EventLog;
  readonly broker: Broker;
  readonly market: MarketView;
  readonly logger: Logger;
  now(): Ms;
  /** Runs once after the delay, ms of the wall clock; the returned function calls it off. Only brokers that answer later need it. */
  after(delay: Ms, run: () => void): () => void;
  /** Hex digest of a text: ids are derived, never drawn. */
  digest(text: string): string;
  readonly oneTimeCodes: OneTimeCodes;
  readonly linkCode: LinkCode;
  configured(): Promise<Settings>;
  health(): Promise<readonly Component[]>;
  logs(concern: Concern, lines: number): Promise<readonly string[]>;
};

/** A job: one file, fired by cron (UTC, with a seconds field) on the wall clock and on a replay's clock alike. */
export type Job = {
  readonly name: JobName;
  readonly about: string;
  readonly cron: string;
  run(desk: JobDesk): Promise<void>;
};

export type JobName = 'collect' | 'scan' | 'guard' | 'reconcile' | 'expire' | 'report';

/** What jobs may set going besides reading: the desk's own duties. */
export type JobDesk = Desk & {
  /** Until when a job has nothing to act on as things stand: firings before that are counted and their runs left out. */
  idleUntil(job: JobName): Ms;
} & { readonly [K in JobName]: () => Promise<void> };
