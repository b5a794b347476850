import type { Answered, Given, Submitted } from '../approval/outcome.ts';
import type { Broker } from '../execution/broker.ts';
import type { AccountId, EventLog } from '../facts/eventLog.ts';
import type { Component, Concern, Logger } from '../facts/logger.ts';
import type { Plan } from '../facts/plan.ts';
import type { Settings } from '../facts/settings.ts';
import type { HeardStatement, PeopleStatement, Statement, Stating } from '../facts/statements.ts';
import type { MarketView } from '../market/marketView.ts';
import type { Unstored } from '../state/recording.ts';
import type { Ms } from '../time.ts';
import type { OneTimeCodes } from './oneTimeCodes.ts';
import type { Queries } from './queries.ts';
import type { Read } from './read.ts';
import type { Review } from './review.ts';

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

/** What people may set going. It returns when what follows is durable and carried out. */
export type Act = {
  /**
   * Records what somebody states, as theirs and of now, then does all that follows from it (orders sent, stops moved) before it returns.
   * Rejects, and does nothing, with AskHigherRole where the list gives them no role for all of it; with LockedByOneself where it adds risk
   * and they are locked; with LookAgain where it does not fit
   * how things stand, such as a stop of a position that is closed.
   */
  act(by: Stating, ...statements: readonly Statement[]): Promise<void>;
  /** Clears a plan and hands it to the authority in force: entered, asked, advised or refused. Rejects with AskHigherRole and LockedByOneself. */
  submit(plan: Plan, by: Stating): Promise<Submitted>;
  /** Takes one answer to a proposal; an approval clears the bound order again on fresh numbers. */
  answer(proposal: string, given: Given): Promise<Answered>;
};

/** What may be looked at of how people are known, and the codes that join their accounts. */
export type Identification = { readonly oneTimeCodes: Pick<OneTimeCodes, 'has'>; readonly linkCode: LinkCode };

/** Who may speak, by what they are known, and where they are told. */
export type People = Identification & {
  readonly oneTimeCodes: OneTimeCodes;
  /** Records what somebody states of people, as theirs and of now. Rejects with AskHigherRole, and does nothing, as `act` does. */
  register(by: Stating, ...statements: readonly PeopleStatement[]): Promise<void>;
};

/** What is given to whoever hears people, and to no command: an update that is recorded has no second effect. */
export type Hearing = {
  /** Records a line as said by somebody on the list; durable when it returns. Rejects with AskHigherRole. */
  heard(by: Stating, line: HeardStatement): Promise<void>;
  /** What has happened and no stored table tells of, since the database cannot be written; undefined where nothing waits. */
  unstored(): Unstored | undefined;
};

/** The process that the desk runs in. */
export type Process = {
  /** The initial settings as the configuration has them now, read anew; rejects, saying what is wrong there. */
  configured(): Promise<Settings>;
  jobs(): readonly JobStats[];
  health(): Promise<readonly Component[]>;
  /** The newest lines of one log file, oldest first. */
  logs(concern: Concern, lines: number): Promise<readonly string[]>;
  /** What the last days come to with every answer a yes. */
  readonly review: Review;
};

/** What may be looked at, without a way to set anything going. */
export type Looking = Read & Process;

/** The whole desk, for those who change something in it. */
export type Desk = Read & Act & People & Process;

/** A code by which a person's account on another platform is joined to them; `for` is how long it lives, ms of the wall clock. */
export type LinkCode = (person: string) => { readonly code: string; readonly for: Ms };

/** What the desk is given to touch the world with. */
export type Ports = {
  readonly account: AccountId;
  readonly label: string;
  readonly version: string;
  /** With what its read models answer. */
  readonly log: EventLog & { readonly queries: Queries };
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
  /** Left out where days cannot be played again. */
  readonly review?: Review;
};
