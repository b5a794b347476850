import { boundAlike } from '../facts/binding.ts';
import { type DeskEvent, type EventOf, isRunRow } from '../facts/events.ts';
import { fixed, min, ZERO } from '../money.ts';
import { type Ms, utcDay } from '../time.ts';
import { applyToAccount } from './account.ts';
import { withAdded } from './addedExposure.ts';
import { applyToAsks } from './asks.ts';
import { applyToAways } from './away.ts';
import { applyToCoolDowns, legHeld } from './coolDowns.ts';
import { countInstant, emptyDay, type MutableDailyTally } from './dailyTally.ts';
import { forget } from './forget.ts';
import { applyToGrants } from './grants.ts';
import { applyToGuildRoles } from './guildRoles.ts';
import { applyToLocks } from './locks.ts';
import { applyToNotices } from './messagePreferences.ts';
import { applyToRooms } from './messageRouting.ts';
import { applyToMoves } from './movedChats.ts';
import { applyToOrders } from './orders.ts';
import { applyToOutgrown } from './outgrown.ts';
import { applyToPeople, TERMINAL } from './people.ts';
import { applyToProposals } from './proposals.ts';
import { applyToReasons } from './reasons.ts';
import { anchorKey, failureKey, type MutableState } from './state.ts';

/** What may be told after the last word. */
const AFTER_LAST_WORD: ReadonlySet<DeskEvent['type']> = new Set(['alert', 'placeMoved', 'leftover', 'logAccepted']);

/** Applies one event in place. The same events in the same order always give the same state. */
export function evolve(state: MutableState, event: DeskEvent): void {
  if (utcDay(event.at) > utcDay(state.at)) forget(state, event.at);
  state.at = Math.max(state.at, event.at);
  state.began ??= event.at;
  if (!AFTER_LAST_WORD.has(event.type)) state.lastWord = event.type === 'stopped' || event.type === 'command' ? event : undefined;
  // The tables refuse what cannot be before any money is booked.
  applyToOrders(state.orders, event);
  applyToProposals(state.proposals, event);
  applyToAsks(state.asks, event);
  applyToReasons(state.reasons, event);
  applyToCoolDowns(state.coolDowns, state.proposals, (decision) => legsOf(state, decision), event);
  applyToGuildRoles(state.guildRoles, state.people, event);
  applyToPeople(state.people, event);
  if (event.type === 'zone' && event.person === TERMINAL) state.terminalZone = event.zone;
  applyToLocks(state.locks, state.people, event);
  applyToGrants(state.grants, state, event);
  applyToNotices(state.notices, event);
  applyToRooms(state.rooms, event);
  applyToMoves(state.moves, event);
  applyToAccount(state.account, event, state.settings.values.execution);
  applyToOutgrown(state.outgrown, state.account, event);
  applyToAways(state, event);
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
    case 'awayBegan':
      if (event.grant !== undefined) state.numbers.grant += 1;
      break;
    case 'ruleProposed':
      state.numbers.rule += 1;
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
    case 'data':
      if (event.problem === 'stale') {
        state.stale.add(event.symbol);
        state.staleTimes.set(event.symbol, (state.staleTimes.get(event.symbol) ?? 0) + 1);
      } else if (event.problem === 'fresh') state.stale.delete(event.symbol);
      break;
    case 'signal':
      state.signals.set(event.symbol, { side: event.side, at: event.at });
      break;
    case 'strategyFailed':
      state.failed.set(failureKey(event), {
        strategy: event.strategy,
        symbol: event.symbol,
        timeframe: event.timeframe,
        ...(event.stopped === true ? { stopped: { at: event.at, says: event.says } } : {}),
      });
      break;
    case 'strategyRecovered':
      state.failed.delete(failureKey(event));
      break;
    case 'ruleFailed':
      state.failedRules.set(event.rule, { says: event.says, ...(event.stopped === true ? { stopped: true } : {}) });
      break;
    case 'ruleRecovered':
      state.failedRules.delete(event.rule);
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

/** The count of the UTC day that `at` lies in; the first event of a new day begins it. */
function dayOf(state: MutableState, at: Ms): MutableDailyTally {
  const start = utcDay(at);
  if (start > state.day.start) {
    state.riskTold.delete('daily loss');
    state.yesterday = state.day;
    state.day = emptyDay(start);
  }
  return state.day;
}

/** What a decision has entered, or may still enter. */
function legsOf({ account, entries }: MutableState, decision: string) {
  const open = [...account.positions.values()].filter((position) => position.decision === decision);
  const closed = account.unfinished.get(decision) ?? [];
  return [...(entries.get(decision)?.plan.legs ?? []), ...[...open, ...closed].map(legHeld)];
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
