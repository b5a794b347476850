import { applyToMoves, type Moves } from './alerts/moves.ts';
import { applyToNotices, type Notices } from './alerts/notices.ts';
import { applyToRooms, type Rooms } from './alerts/rooms.ts';
import { type Added, withAdded } from './approval/added.ts';
import { boundAlike } from './approval/authority.ts';
import { applyToGrants, type Grant } from './approval/grant.ts';
import { applyToProposals, type Proposal } from './approval/proposal.ts';
import { countInstant, type DayCount, emptyDay } from './dayCount.ts';
import { type DeskEvent, type EventOf, isRunRow, type Plan } from './events.ts';
import { applyToOrders, noOrders, type Orders } from './execution/order.ts';
import { applyToGuildRoles, type GuildRoles, noGuildRoles } from './guildRoles.ts';
import { type Account, applyToAccount, createAccount } from './ledger/account.ts';
import { type Fixed, fixed, min, ZERO } from './money.ts';
import { applyToPeople, type People } from './people.ts';
import { type Settings, settingsSchema } from './settings.ts';
import { type Ms, type Timeframe, utcDay } from './time.ts';

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
export type DeskState = {
  /** Time of the newest event. */
  at: Ms;
  /** `binding` is the newest version that changed what a card is bound to: risk, approval or authority. */
  settings: { version: number; values: Settings; binding: number; change: SettingsChange | undefined };
  readonly account: Account;
  readonly orders: Orders;
  /** By decision. */
  readonly entries: Map<string, Entry>;
  /** Plans of entries that have ended with something unfilled, by decision: a fill can still come (fault row 19). */
  readonly unfilled: Map<string, Plan>;
  /** By position. */
  readonly exits: Map<number, ExitRequest>;
  readonly proposals: Map<string, Proposal>;
  /** How each chat wants to be told of things, by place; the usual way where it has not said. */
  readonly notices: Map<string, Notices>;
  /** Places that kinds of message have of their own. */
  readonly rooms: Rooms;
  readonly moves: Moves;
  /** How each chat platform's connection was when it was last told of; `ok` where nothing was. */
  readonly connections: Map<string, EventOf<'chat'>['state']>;
  /** The newest updates of chats that had an effect. */
  readonly updates: Set<string>;
  /** Until their end has been told. */
  readonly grants: Map<string, Grant>;
  /** What was cleared for entry in the last 24 h. */
  added: readonly Added[];
  /** Who may steer the desk from a chat. */
  readonly people: People;
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
  /** The newest signal told of each symbol. */
  readonly signals: Map<string, { readonly side: 'buy' | 'sell'; readonly at: Ms }>;
  /** Strategies that have thrown, by `name symbol timeframe`; each is told of once. */
  readonly failed: Set<string>;
  readonly grades: Map<number, EventOf<'riskGraded'>['grade']>;
  readonly lastInstant: EventOf<'instant'> | undefined;
  /** The running UTC day, for the daily line. */
  day: DayCount;
  /** The day before, complete. */
  yesterday: DayCount;
  readonly numbers: {
    decision: number;
    position: number;
    proposal: number;
    grant: number;
    person: number;
    alert: number;
    runAlert: number;
    priceAlert: number;
  };
};

export type MutableState = { -readonly [K in keyof DeskState]: DeskState[K] };

export function emptyState(): MutableState {
  return {
    at: 0,
    settings: { version: 0, values: settingsSchema.parse({}), binding: 0, change: undefined },
    account: createAccount(),
    orders: noOrders(),
    entries: new Map(),
    unfilled: new Map(),
    exits: new Map(),
    proposals: new Map(),
    grants: new Map(),
    added: [],
    notices: new Map(),
    rooms: new Map(),
    moves: new Map(),
    connections: new Map(),
    updates: new Set(),
    people: new Map(),
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
    signals: new Map(),
    failed: new Set(),
    grades: new Map(),
    lastInstant: undefined,
    day: emptyDay(0),
    yesterday: emptyDay(0),
    numbers: { decision: 0, position: 0, proposal: 0, grant: 0, person: 0, alert: 0, runAlert: 0, priceAlert: 0 },
  };
}

/** Applies one event in place. The same events in the same order always give the same state. */
export function evolve(state: MutableState, event: DeskEvent): void {
  state.at = Math.max(state.at, event.at);
  // The tables refuse what cannot be before any money is booked.
  applyToOrders(state.orders, event);
  applyToProposals(state.proposals, event);
  applyToGuildRoles(state.guildRoles, state.people, event);
  applyToPeople(state.people, event);
  applyToGrants(state.grants, event);
  applyToNotices(state.notices, event);
  applyToRooms(state.rooms, event);
  applyToMoves(state.moves, event);
  applyToAccount(state.account, event);
  switch (event.type) {
    case 'settings':
      state.settings = {
        version: event.version,
        values: event.values,
        binding: boundAlike(state.settings.values, event.values) ? state.settings.binding : event.version,
        change:
          event.undoes !== undefined || state.settings.version === 0
            ? undefined
            : { who: event.who, why: event.why, at: event.at, before: state.settings.values },
      };
      break;
    case 'universe':
      state.universe = event.symbols;
      state.rankedOn = utcDay(event.at);
      break;
    case 'joined':
      state.anchors.set(anchorKey(event.symbol, event.timeframe), event.anchor);
      break;
    case 'instant':
      state.lastInstant = event;
      countInstant(dayOf(state, event.at), event);
      break;
    case 'cleared':
      state.numbers.decision += 1;
      state.entries.set(event.plan.decision, { plan: event.plan, at: event.at, stopped: false });
      state.added = withAdded(state.added, event);
      break;
    case 'entryStopped': {
      const entry = state.entries.get(event.decision);
      if (entry !== undefined) entry.stopped = true;
      break;
    }
    case 'entryEnded':
      endEntry(state, event);
      break;
    case 'proposed':
      state.numbers.decision += 1;
      state.numbers.proposal += 1;
      break;
    case 'grant':
      state.numbers.grant += 1;
      break;
    case 'positionOpened':
      state.numbers.position = Math.max(state.numbers.position, event.position);
      dayOf(state, event.at).entries += 1;
      break;
    case 'exitAsked':
      askExit(state, event);
      break;
    case 'exitDropped':
      state.exits.delete(event.position);
      break;
    case 'fill':
      if (event.purpose === 'exit') reduceExit(state, event);
      break;
    case 'positionClosed':
      state.exits.delete(event.position);
      state.grades.delete(event.position);
      break;
    case 'signal':
      state.signals.set(event.symbol, { side: event.side, at: event.at });
      break;
    case 'strategyFailed':
      state.failed.add(failureKey(event.strategy, event.symbol, event.timeframe));
      break;
    case 'riskGraded':
      state.grades.set(event.position, event.grade);
      break;
    case 'riskUsed':
      state.riskTold.set(event.limit, event.level);
      break;
    case 'paused':
      state.pause = { who: event.who, why: event.why, since: event.at, until: event.until };
      break;
    case 'resumed':
      state.pause = undefined;
      break;
    case 'halted':
      state.halts.set(event.halt, {
        halt: event.halt,
        blocks: event.blocks,
        ends: event.ends,
        says: event.says,
        since: event.at,
        until: event.until,
      });
      break;
    case 'haltLifted':
      state.halts.delete(event.halt);
      break;
    case 'command':
      if (event.update !== undefined) rememberUpdate(state.updates, event.update);
      break;
    case 'chat':
      state.connections.set(event.platform, event.state);
      break;
    case 'linked':
      if (event.on) state.knownAccounts.add(event.account);
      break;
    case 'person':
      state.numbers.person = Math.max(state.numbers.person, Number(event.person.slice(1)));
      break;
    case 'symbolSwitched':
      // The end of a term leaves no switch behind, not the opposite one.
      if (event.ended === true) state.symbols.delete(event.symbol);
      else state.symbols.set(event.symbol, { allowed: event.allowed, who: event.who, until: event.until });
      break;
    case 'watched':
      if (event.on) state.watched.add(event.symbol);
      else state.watched.delete(event.symbol);
      break;
    case 'priceAlert':
      applyPriceAlert(state, event);
      break;
    case 'alert':
      if (isRunRow(event)) state.numbers.runAlert += 1;
      else {
        state.told.set(event.topic, event.at);
        state.numbers.alert += 1;
      }
      break;
    default:
      break;
  }
}

/** Updates that are kept to tell a repeated one by; platforms repeat only what is newer than this. */
const UPDATES = 1_000;

function rememberUpdate(updates: Set<string>, update: string): void {
  updates.add(update);
  const [oldest] = updates;
  if (updates.size > UPDATES && oldest !== undefined) updates.delete(oldest);
}

/** Key of a strategy in `failed`. */
export const failureKey = (strategy: string, symbol: string, timeframe: Timeframe): string =>
  `${strategy} ${symbol} ${timeframe}`;

/** Key of a series in `anchors`. */
export const anchorKey = (symbol: string, timeframe: Timeframe): string => `${symbol} ${timeframe}`;

/** The count of the UTC day that `at` lies in; the first event of a new day begins it. */
function dayOf(state: MutableState, at: Ms): DayCount {
  const start = utcDay(at);
  if (start > state.day.start) {
    state.riskTold.delete('daily loss');
    state.yesterday = state.day;
    state.day = emptyDay(start);
  }
  return state.day;
}

function endEntry(state: MutableState, { decision, filled }: EventOf<'entryEnded'>): void {
  const plan = state.entries.get(decision)?.plan;
  state.entries.delete(decision);
  if (plan?.legs.some((leg, i) => fixed(filled[i] ?? '0') < fixed(leg.quantity)) === true) state.unfilled.set(decision, plan);
}

function askExit(state: MutableState, event: EventOf<'exitAsked'>): void {
  const held = state.account.positions.get(event.position)?.quantity ?? ZERO;
  const before = state.exits.get(event.position)?.quantity ?? ZERO;
  const quantity = min(before + fixed(event.quantity), held);
  // Whoever wants all of it out wants no more of it in.
  if (quantity === held) {
    for (const entry of state.entries.values()) {
      if (entry.plan.position === event.position || entry.plan.decision === decisionOf(state, event.position))
        entry.stopped = true;
    }
  }
  if (quantity > ZERO) state.exits.set(event.position, { quantity, why: event.why, who: event.who, at: event.at });
}

const decisionOf = (state: MutableState, position: number): string | undefined => state.account.positions.get(position)?.decision;

function reduceExit(state: MutableState, event: EventOf<'fill'>): void {
  const exit = state.exits.get(event.position);
  if (exit === undefined) return;
  exit.quantity -= fixed(event.quantity);
  if (exit.quantity <= ZERO) state.exits.delete(event.position);
}

function applyPriceAlert(state: MutableState, event: EventOf<'priceAlert'>): void {
  if (event.state !== 'set') {
    state.priceAlerts.delete(event.id);
    return;
  }
  state.numbers.priceAlert += 1;
  state.priceAlerts.set(event.id, {
    id: event.id,
    symbol: event.symbol,
    price: fixed(event.price),
    last: event.last === undefined ? undefined : fixed(event.last),
    setAt: event.at,
    who: event.who,
  });
}
