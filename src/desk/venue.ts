import type { Clockwork } from '../bots/terminal/clockwork.ts';
import type { Welcome } from '../bots/terminal/welcome.ts';
import type { Config } from '../config/config.ts';
import type { LinkCode } from '../core/desk/desk.ts';
import type { OneTimeCodes } from '../core/desk/oneTimeCodes.ts';
import type { AccountId } from '../core/facts/eventLog.ts';
import type { Component } from '../core/facts/logger.ts';
import type { Settings } from '../core/facts/settings.ts';
import type { LogStanding } from '../core/state/standing.ts';
import type { Ms } from '../core/time.ts';
import type { OwnPlugins } from '../core/trader/ownPlugins.ts';
import type { Trader } from '../core/trader/trader.ts';
import type { Log } from '../store/log.ts';
import type { Logs } from '../store/logs.ts';

/** What a run is given once its account is known and its log is open. */
export type RunPorts = {
  readonly version: string;
  readonly account: AccountId;
  readonly log: Log;
  readonly logs: Logs;
  /** Where the log stands. */
  readonly standing: LogStanding;
  readonly own: OwnPlugins;
  readonly oneTimeCodes: OneTimeCodes;
  readonly linkCode: LinkCode;
  /** The settings of the configuration, read anew. */
  configured(): Promise<Settings>;
  /** Components of the process: database, log, disk. */
  health(): Promise<readonly Component[]>;
  /** A line for the person at the terminal: progress of long work. */
  note(text: string): void;
  /** Given when the run is to end: long work before it begins is left unfinished. */
  readonly stop: AbortSignal;
};

/**
 * Whose account a run is, and what makes one replay another one: its market, where it begins, and the values it begins with. How far
 * and how fast it goes does not.
 */
export type Identity = { readonly account: AccountId; readonly digest: string };

/** A market that can be traded on: opened first, since it says whose account it is. */
export type Venue = {
  /** `🧪 SYNTHETIC`, `🧪 REPLAY`, `📄 PAPER`: first in every message. */
  readonly label: string;
  /** Whether its log can be made again by playing it again. */
  readonly replayable: boolean;
  readonly welcome: Pick<Welcome, 'market' | 'source' | 'speed' | 'symbols'>;
  /** `own` is the digest of the user's own plug-ins. */
  identity(config: Config, taken: ReadonlySet<string>, own: string): Identity;
  open(config: Config, ports: RunPorts): Promise<Run>;
  close(): Promise<void>;
};

/** The desk at work on its market, with the clock that the terminal drives. */
export type Run = {
  readonly trader: Trader;
  readonly clock: Clockwork;
  /** Where the market's time began, for the closing report. */
  readonly from: Ms;
  /** What of the candles was dropped, missing or left out so far, a sentence each. */
  data(): readonly string[];
  /** Lets the market set things going by itself: once the desk has told of its start. */
  begin(): void;
  /** Stops what the market sets going by itself; the desk is stopped afterwards. */
  halt(): Promise<void>;
};
