import type { Divergence } from './detectors/divergence.ts';
import type { Level } from './detectors/supportResistance.ts';
import type { DeskEvent, EventOf, EventType, Plan, Receipt } from './events.ts';
import type { Broker } from './execution/broker.ts';
import type { Measures } from './execution/plan.ts';
import type { Bars } from './market/candles.ts';
import type { Instrument, Quote } from './market/instrument.ts';
import type { Opportunity } from './market/scanner.ts';
import type { Fixed } from './money.ts';
import type { Actor } from './people.ts';
import type { RiskView } from './risk/rule.ts';
import type { Factors } from './secondFactor.ts';
import type { Settings } from './settings.ts';
import type { DeskState } from './state.ts';
import type { Ms, Timeframe } from './time.ts';

/** Whose money and which market: every stored row carries it, so that ledgers never mix. */
export type AccountId = { readonly market: string; readonly mode: 'paper'; readonly name: string };

/** An event as it stands in the log. `step` is the replay step that wrote it, null on the wall clock and for rows of the process. */
export type StoredEvent = { readonly seq: number; readonly step: number | null; readonly event: DeskEvent };

/** The append-only log. `append` resolves when the batch is committed and synced, whole or not at all. */
export type EventLog = {
  append(batch: readonly { readonly step: number | null; readonly event: DeskEvent }[]): Promise<void>;
  load(): Promise<readonly StoredEvent[]>;
  history(query: HistoryQuery): Promise<readonly StoredEvent[]>;
};

/** The newest `limit` events of the given types at or before `before` (a sequence number), newest first. */
export type HistoryQuery = { readonly types?: readonly EventType[]; readonly limit: number; readonly before?: number };

/** The market as commands and rules see it; nothing in it can trade. */
export type MarketView = {
  /** In a market of bars quotes are known at instants only. */
  readonly kind: 'bars' | 'quotes';
  instruments(): readonly Instrument[];
  instrument(symbol: string): Instrument | undefined;
  quote(symbol: string): Quote | undefined;
  /** Closed candles, undefined when the timeframe is finer than the data or not studied. */
  bars(symbol: string, timeframe: Timeframe): Bars | undefined;
};

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

export type Component = { readonly name: string; readonly state: 'ok' | 'degraded' | 'down'; readonly says: string };

/** What became of a plan that was handed in. */
export type Submitted =
  | { readonly kind: 'entered'; readonly decision: string; readonly plan: Plan }
  | { readonly kind: 'asked'; readonly proposal: string; readonly plan: Plan; readonly answerBy: Ms }
  | { readonly kind: 'advised'; readonly plan: Plan }
  | { readonly kind: 'refused'; readonly why: string };

/** One person's answer to a proposal. */
export type Given = {
  readonly answer: EventOf<'vote'>['answer'];
  readonly who: Actor;
  readonly why: string;
  /** The proposal's notional as the person typed it again, quote currency. */
  readonly amount?: Fixed;
};

/** What became of an answer. `counted` is an approval that waits for another person's. */
export type Answered =
  | Submitted
  | { readonly kind: 'rejected'; readonly why: string }
  | {
      readonly kind: 'counted';
      readonly proposal: string;
      readonly plan: Plan;
      readonly have: number;
      readonly needed: number;
      readonly answerBy: Ms;
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
  /** Records events, then does all that follows from them (orders sent, stops moved) before it returns. */
  act(...events: readonly DeskEvent[]): Promise<void>;
  /** Clears a plan and hands it to the authority in force: entered, asked, advised or refused. */
  submit(plan: Plan, who: Pick<Actor, 'id' | 'name'>): Promise<Submitted>;
  /** Takes one answer to a proposal; an approval clears the bound order again on fresh numbers. */
  answer(proposal: string, given: Given): Promise<Answered>;
  readonly study: StudyView;
  /** A fresh decision id for something a person asked for: another one once anything has been decided since. */
  requestId(request: string): string;
  history(query: HistoryQuery): Promise<readonly StoredEvent[]>;
  readonly factors: Factors;
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

export const CONCERNS = ['bot', 'positions', 'scanning', 'orders', 'strategy'] as const;
/** One log file each. */
export type Concern = (typeof CONCERNS)[number];

/** Where a line of log goes; never part of the account's facts. */
export type Logger = (
  concern: Concern,
  level: 'debug' | 'info' | 'warn' | 'error',
  message: string,
  details?: Readonly<Record<string, unknown>>,
) => void;

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
  /** Hex digest of a text: ids are derived, never drawn. */
  digest(text: string): string;
  readonly factors: Factors;
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

/** What the desk reads on an alert's behalf when an event happens. */
export type AlertDesk = Pick<Desk, 'state' | 'market' | 'equity' | 'now' | 'label'>;

export type Listener = (stored: { readonly event: DeskEvent; readonly step: number | null }) => void;
