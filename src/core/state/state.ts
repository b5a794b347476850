import type { DeepReadonly } from '../facts/deepReadonly.ts';
import type { EventOf } from '../facts/events.ts';
import type { Plan } from '../facts/plan.ts';
import { type Settings, settingsSchema } from '../facts/settings.ts';
import type { Fixed } from '../money.ts';
import type { Ms, Timeframe } from '../time.ts';
import { createAccount, type MutableAccount } from './account.ts';
import type { Added } from './addedExposure.ts';
import { type MutableAsks, noAsks } from './asks.ts';
import type { AwaysByPerson } from './away.ts';
import type { CoolDowns } from './coolDowns.ts';
import { emptyDay, type MutableDailyTally } from './dailyTally.ts';
import type { MutableGrant } from './grants.ts';
import { type GuildRoles, noGuildRoles } from './guildRoles.ts';
import type { LocksByHolder } from './locks.ts';
import type { MutableNotices } from './messagePreferences.ts';
import type { Rooms } from './messageRouting.ts';
import type { Moves } from './movedChats.ts';
import { noOrders, type Orders } from './orders.ts';
import type { Outgrown } from './outgrown.ts';
import type { MembersById } from './people.ts';
import type { MutableProposal } from './proposals.ts';
import { type MutableReasons, noReasons } from './reasons.ts';

/** An entry under way: from its clearing until each leg's orders have ended. */
export type Entry = { readonly plan: Plan; readonly at: Ms; stopped: boolean };

/** An exit that was asked for and is not filled yet. */
export type ExitRequest = { quantity: Fixed; readonly why: EventOf<'exitAsked'>['why']; readonly who: string; readonly at: Ms };

/** A standing halt; `until` is absent when only a person can lift it. */
export type Halt = Pick<EventOf<'halted'>, 'halt' | 'blocks' | 'ends' | 'says'> & {
  readonly since: Ms;
  readonly until: Ms | undefined;
};

export type Pause = { readonly who: string; readonly why: string; readonly since: Ms; readonly until: Ms | undefined };

export type PriceAlert = {
  readonly id: string;
  readonly symbol: string;
  readonly price: Fixed;
  /** The price when it was set, undefined where there was none. */
  readonly last: Fixed | undefined;
  readonly setAt: Ms;
  readonly who: string;
};

/** The newest change of settings and what they were before it; there is none at the beginning and after it was taken back. */
export type SettingsChange = Pick<EventOf<'settings'>, 'who' | 'why' | 'at'> & { readonly before: Settings };

/** Everything the desk knows of itself, folded from its events and from nothing else: start-up is this fold. */
export type MutableState = {
  /** Time of the newest event. */
  at: Ms;
  /** Time of the first; undefined before there is any. */
  began: Ms | undefined;
  /** The newest event, alerts left out, where that is the end of a run or a command: how the last run ended. */
  lastWord: EventOf<'stopped'> | EventOf<'command'> | undefined;
  /** `binding` is the newest version that changed what a card is bound to: risk, approval or authority. */
  settings: { version: number; values: Settings; binding: number; change: SettingsChange | undefined };
  readonly account: MutableAccount;
  readonly orders: Orders;
  /** By decision. */
  readonly entries: Map<string, Entry>;
  /** Plans of entries that have ended with something unfilled, by decision: a fill can still come (fault row 19). */
  readonly unfilled: Map<string, Plan>;
  /** By position. */
  readonly exits: Map<number, ExitRequest>;
  readonly proposals: Map<string, MutableProposal>;
  readonly asks: MutableAsks;
  readonly reasons: MutableReasons;
  /** How each chat wants to be told of things, by place; the usual way where it has not said. */
  readonly notices: Map<string, MutableNotices>;
  /** Places that kinds of message have of their own. */
  readonly rooms: Rooms;
  readonly moves: Moves;
  /** How each chat platform's connection was when it was last told of; `ok` where nothing was. */
  readonly connections: Map<string, EventOf<'chat'>['state']>;
  /** The newest updates of chats that had an effect. */
  readonly updates: Set<string>;
  /** Until their end has been told. */
  readonly grants: Map<string, MutableGrant>;
  /** What was cleared for entry in the last 24 h. */
  added: readonly Added[];
  /** Who may steer the desk from a chat. */
  readonly people: MembersById;
  readonly locks: LocksByHolder;
  readonly aways: AwaysByPerson;
  /** Time zone by its IANA name in which times are shown at the terminal. */
  terminalZone: string;
  /** Every account that has ever been on the list. */
  readonly knownAccounts: Set<string>;
  readonly guildRoles: GuildRoles;
  readonly halts: Map<string, Halt>;
  pause: Pause | undefined;
  /** Symbols that were allowed or denied by hand. */
  readonly symbols: Map<string, { readonly allowed: boolean; readonly who: string; readonly until: Ms | undefined }>;
  readonly watched: Set<string>;
  readonly priceAlerts: Map<string, PriceAlert>;
  /** The symbols that are traded now, by rank. */
  universe: readonly string[];
  /** The UTC day on which they were ranked. */
  rankedOn: Ms;
  /** When a symbol's study starts, by `symbol timeframe`. */
  readonly anchors: Map<string, Ms>;
  /** When an alert topic was last told. */
  readonly told: Map<string, Ms>;
  /** Largest share of each limit already warned of; the day's own begins anew with the day. */
  readonly riskTold: Map<string, number>;
  /** Symbols that have had no price for longer than candles may be late. */
  readonly stale: Set<string>;
  /** How often each symbol's price has become so old. */
  readonly staleTimes: Map<string, number>;
  /** The newest signal told of each symbol. */
  readonly signals: Map<string, { readonly side: 'buy' | 'sell'; readonly at: Ms }>;
  readonly coolDowns: CoolDowns;
  /** Strategies that have failed and not recovered since, by `name symbol timeframe`; `stopped` where they did not come to an end. */
  readonly failed: Map<string, FailedSeries & { readonly stopped?: { readonly at: Ms; readonly says: string } }>;
  /** Risk rules that failed when they were asked last, by name; `stopped` as in `failed`. */
  readonly failedRules: Map<string, { readonly says: string; readonly stopped?: true }>;
  readonly grades: Map<number, EventOf<'riskGraded'>['grade']>;
  /** What has outgrown its bound and is not well below it again, by `outgrownKey`. */
  readonly outgrown: Map<string, Outgrown>;
  lastInstant: EventOf<'instant'> | undefined;
  /** The running UTC day, for the daily line. */
  day: MutableDailyTally;
  /** The day before, complete. */
  yesterday: MutableDailyTally;
  readonly numbers: {
    decision: number;
    position: number;
    proposal: number;
    grant: number;
    rule: number;
    person: number;
    alert: number;
    runAlert: number;
    priceAlert: number;
  };
};

/** What is folded, as everybody but the fold sees it: nothing in it can be written, however deep. */
export type DeskState = DeepReadonly<MutableState>;

export function emptyState(): MutableState {
  return {
    at: 0,
    began: undefined,
    lastWord: undefined,
    settings: { version: 0, values: settingsSchema.parse({}), binding: 0, change: undefined },
    account: createAccount(),
    orders: noOrders(),
    entries: new Map(),
    unfilled: new Map(),
    exits: new Map(),
    proposals: new Map(),
    asks: noAsks(),
    reasons: noReasons(),
    grants: new Map(),
    added: [],
    notices: new Map(),
    rooms: new Map(),
    moves: new Map(),
    connections: new Map(),
    updates: new Set(),
    people: new Map(),
    locks: new Map(),
    aways: new Map(),
    terminalZone: 'UTC',
    knownAccounts: new Set(),
    guildRoles: noGuildRoles(),
    halts: new Map(),
    pause: undefined,
    symbols: new Map(),
    watched: new Set(),
    priceAlerts: new Map(),
    universe: [],
    rankedOn: 0,
    anchors: new Map(),
    told: new Map(),
    riskTold: new Map(),
    stale: new Set(),
    staleTimes: new Map(),
    signals: new Map(),
    coolDowns: new Map(),
    failed: new Map(),
    failedRules: new Map(),
    grades: new Map(),
    outgrown: new Map(),
    lastInstant: undefined,
    day: emptyDay(0),
    yesterday: emptyDay(0),
    numbers: { decision: 0, position: 0, proposal: 0, grant: 0, rule: 0, person: 0, alert: 0, runAlert: 0, priceAlert: 0 },
  };
}

/** What has failed, and where. */
export type FailedSeries = { readonly strategy: string; readonly symbol: string; readonly timeframe: Timeframe };

/** Key of a strategy in `failed`. */
export const failureKey = ({ strategy, symbol, timeframe }: FailedSeries): string => `${strategy} ${symbol} ${timeframe}`;

/** Key of a series in `anchors`. */
export const anchorKey = (symbol: string, timeframe: Timeframe): string => `${symbol} ${timeframe}`;
