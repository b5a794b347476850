import type { DeepReadonly } from '../facts/deepReadonly.ts';
import type { DeskEvent, EventOf } from '../facts/events.ts';
import { div, type Fixed, fixed, fromNumber, max, min, ZERO } from '../money.ts';
import { type Ms, utcDay } from '../time.ts';
import { type Balances, bookTrade, credit, USUAL_ASSET } from './balances.ts';
import { type ClosedTrade, closedTrade } from './closedTrade.ts';
import { addedFrom, type Mark } from './dayMark.ts';
import type { ExitCosts } from './exitCosts.ts';
import { GROSS, openProfit } from './exitEstimate.ts';
import { applyFill, netProfit, openPosition, type Position, targetsOf } from './position.ts';
import { countTrade, type TrackRecord } from './trackRecord.ts';
import { outcomeOf, type Trade, tradeOf } from './trade.ts';

/** Last price of a symbol; undefined where there is none, which marks a position at its cost. */
export type Marks = (symbol: string) => number | undefined;

/** The account, folded from the events and from nothing else. Spot and perpetual are booked alike. Amounts in quote currency. */
export type MutableAccount = {
  /** Deposits less withdrawals, plus realised profit and funding, less fees. */
  balance: Fixed;
  /** Fees of all fills so far. */
  fees: Fixed;
  /** What there is of each asset. */
  readonly balances: Balances;
  /** Open ones by id, in the order of their opening. */
  readonly positions: Map<number, Position>;
  /** Of the last days, in the order of their closing; the read models have all. */
  readonly closed: ClosedTrade[];
  /** When the newest trade of all was closed. */
  lastClosedAt: Ms | undefined;
  /** What all that were ever closed have brought, by strategy and by symbol. */
  readonly byStrategy: Map<string, TrackRecord>;
  readonly bySymbol: Map<string, TrackRecord>;
  /** By `symbol tradeId`: each fill, funding and transfer that was booked and may be heard of again. */
  readonly trades: Map<string, Booking>;
  /** Equity at the newest instant, shifted by what was funded since. */
  equity: Fixed;
  /** Highest equity of any instant, shifted by what was funded since. */
  peak: Fixed;
  /** What the account began with. */
  capital: Fixed | undefined;
  /** Deposits less withdrawals so far. */
  funded: Fixed;
  /** Where the account stood at its beginning or at 00:00 UTC, of the last days, the newest last: the first instant of each day. */
  readonly marks: Mark[];
  /** How many positions were ever closed. */
  closedCount: number;
  /** Decisions whose entries are under way: another leg may open yet. */
  readonly entering: Set<string>;
  /** By decision, the closed legs of trades of which another leg is open, or may open yet. */
  readonly unfinished: Map<string, readonly ClosedTrade[]>;
  /** Trades lost since the last one that was won. */
  lossesInRow: number;
};

/** When a trade was booked, and the client id of its order; funding, transfers and liquidations have none. */
export type Booking = { readonly at: Ms; readonly order: string | undefined };

/** The account as its readers see it. */
export type Account = DeepReadonly<MutableAccount>;

/** An account that nothing has happened to yet. */
export const createAccount = (): MutableAccount => ({
  balance: ZERO,
  fees: ZERO,
  balances: new Map(),
  positions: new Map(),
  closed: [],
  lastClosedAt: undefined,
  byStrategy: new Map(),
  bySymbol: new Map(),
  trades: new Map(),
  equity: ZERO,
  peak: ZERO,
  capital: undefined,
  funded: ZERO,
  marks: [],
  closedCount: 0,
  entering: new Set(),
  unfinished: new Map(),
  lossesInRow: 0,
});

/**
 * Applies one event in place; the same events in the same order always give the same account. A fill that is told again
 * changes nothing. `costs` are those of leaving at a stop, part of what an entry puts at risk. Throws RangeError for a fill or move of a position that is not open: such an event must not be written.
 */
export function applyToAccount(account: MutableAccount, event: DeskEvent, costs: ExitCosts = GROSS): void {
  switch (event.type) {
    case 'funded':
      fund(account, event.at, fixed(event.amount));
      credit(account.balances, undefined, fixed(event.amount));
      break;
    case 'transfer':
      transfer(account, event);
      break;
    case 'funding':
      bookFunding(account, event);
      break;
    case 'liquidation':
      book(account, { ...event, purpose: 'exit' }, undefined, costs);
      break;
    case 'instant':
      markInstant(account, event);
      break;
    case 'cleared':
      // An add belongs to a position that another decision has opened.
      if (event.plan.kind !== 'add') account.entering.add(event.plan.decision);
      break;
    case 'entryEnded':
      account.entering.delete(event.decision);
      endTrade(account, event.decision);
      break;
    case 'positionOpened':
      if (account.positions.has(event.position)) throw new RangeError(`position ${event.position} is open already`);
      account.positions.set(event.position, openPosition(event));
      break;
    case 'fill':
      book(account, event, event.clientId, costs);
      break;
    case 'stopMoved':
      account.positions.set(event.position, { ...positionOf(account, event.position), stop: fixed(event.to) });
      break;
    case 'targetMoved':
      account.positions.set(event.position, {
        ...positionOf(account, event.position),
        targets: targetsOf(event.targets),
        targetsBy: event.who,
      });
      break;
    case 'positionClosed':
      // Older logs name the decision only as a position opens.
      close(account, closedTrade({ decision: positionOf(account, event.position).decision, ...event }));
      break;
    case 'haltLifted':
      // Somebody has answered for the loss: the next drawdown is counted from here.
      if (event.halt === 'drawdown') account.peak = account.equity;
      break;
    default:
      break;
  }
}

type Booked = Pick<
  EventOf<'fill'>,
  'at' | 'symbol' | 'tradeId' | 'position' | 'purpose' | 'side' | 'price' | 'quantity' | 'fee' | 'feePaid'
>;

function positionOf(account: MutableAccount, id: number): Position {
  const position = account.positions.get(id);
  if (position === undefined) throw new RangeError(`position ${id} is not open; an event about it must come after its opening`);
  return position;
}

/** A deposit or withdrawal is neither profit nor drawdown: every figure that equity is held against moves with it. */
function fund(account: MutableAccount, at: Ms, amount: Fixed): void {
  account.balance += amount;
  account.equity += amount;
  account.peak += amount;
  account.funded += amount;
  if (account.capital !== undefined) return;
  account.capital = amount;
  account.marks.push({ at, equity: amount, funded: amount, closed: account.closedCount, added: new Map() });
}

function markInstant(account: MutableAccount, { at, equity, added }: EventOf<'instant'>): void {
  account.equity = fixed(equity);
  account.peak = max(account.peak, account.equity);
  const newest = account.marks.at(-1);
  if (newest !== undefined && utcDay(newest.at) === utcDay(at)) return;
  const { funded, closedCount, positions } = account;
  account.marks.push({
    at,
    equity: account.equity,
    funded,
    closed: closedCount,
    // Older logs do not say it: of their positions only what was realised is known.
    added: added === undefined ? new Map([...positions.values()].map((one) => [one.id, netProfit(one)])) : addedFrom(added),
  });
}

/** Coins of another asset are no part of the balance, which is counted in quote currency. */
function transfer(account: MutableAccount, { at, id, asset, amount }: EventOf<'transfer'>): void {
  if (!isNew(account, transferKey(id), at)) return;
  credit(account.balances, asset, fixed(amount));
  if (asset === USUAL_ASSET) fund(account, at, fixed(amount));
}

/** Funding is part of the result: it is profit, or a loss that drawdown counts. */
function bookFunding(account: MutableAccount, { at, id, symbol, position, asset, amount }: EventOf<'funding'>): void {
  if (!isNew(account, `${symbol} ${id}`, at)) return;
  const held = position === undefined ? undefined : account.positions.get(position);
  if (held !== undefined) account.positions.set(held.id, { ...held, funding: held.funding + fixed(amount) });
  account.balance += fixed(amount);
  credit(account.balances, asset, fixed(amount));
}

/** Key of a transfer among the trades. */
export const transferKey = (id: string): string => `transfer ${id}`;

/** Whether this is told for the first time; from now on it is not. */
function isNew({ trades }: MutableAccount, key: string, at: Ms): boolean {
  if (trades.has(key)) return false;
  trades.set(key, { at, order: undefined });
  return true;
}

function book(account: MutableAccount, fill: Booked, order: string | undefined, costs: ExitCosts): void {
  const trade = `${fill.symbol} ${fill.tradeId}`;
  if (account.trades.has(trade)) return;
  const before = positionOf(account, fill.position);
  const after = applyFill(before, fill, costs);
  account.trades.set(trade, { at: fill.at, order });
  account.positions.set(fill.position, after);
  bookTrade(account.balances, fill, after.realised - before.realised);
  account.fees += after.fees - before.fees;
  account.balance += after.realised - before.realised - (after.fees - before.fees);
}

function close(account: MutableAccount, trade: ClosedTrade): void {
  account.positions.delete(trade.position);
  account.closed.push(trade);
  account.closedCount += 1;
  account.unfinished.set(trade.decision, [...(account.unfinished.get(trade.decision) ?? []), trade]);
  endTrade(account, trade.decision);
}

/** Counts a trade whose legs are all closed, once none of it can open any more. */
function endTrade(account: MutableAccount, decision: string): void {
  const legs = account.unfinished.get(decision);
  const mayOpen = account.entering.has(decision);
  if (legs === undefined || mayOpen || [...account.positions.values()].some((one) => one.decision === decision)) return;
  account.unfinished.delete(decision);
  finish(account, tradeOf(legs));
}

function finish(account: MutableAccount, trade: Trade): void {
  account.lastClosedAt = trade.closedAt;
  countTrade(account.byStrategy, trade.strategy, trade);
  countTrade(account.bySymbol, trade.symbol, trade);
  // What is drawn neither adds to a row of losses nor ends it.
  const outcome = outcomeOf(trade.profit);
  if (outcome === 'won') account.lossesInRow = 0;
  else if (outcome === 'lost') account.lossesInRow += 1;
}

/**
 * Equity at today's first instant with what was funded since, against which the day's loss is held. Undefined before it: yesterday's
 * says nothing about today.
 */
export function dayStartOf({ marks, funded }: Pick<Account, 'marks' | 'funded'>, now: Ms): Fixed | undefined {
  const mark = marks.at(-1);
  return mark === undefined || utcDay(mark.at) !== utcDay(now) ? undefined : mark.equity + funded - mark.funded;
}

/** Last price of a position's symbol as money; undefined where there is none. */
export function markOf(position: Pick<Position, 'symbol'>, marks: Marks): Fixed | undefined {
  const mark = marks(position.symbol);
  return mark === undefined ? undefined : fromNumber(mark);
}

/** Cash and every open position at its mark, less what leaving it would cost. */
export function equityOf(account: Account, marks: Marks, costs: ExitCosts): Fixed {
  let equity = account.balance;
  for (const position of account.positions.values()) equity += openProfit(position, markOf(position, marks), costs);
  return equity;
}

/** Capital bound by the open positions: cost over leverage, rounded up. */
export function usedOf(account: Account): Fixed {
  let used = ZERO;
  for (const { cost, leverage } of account.positions.values()) used += div(cost, fromNumber(leverage), 'up');
  return used;
}

/** What is left to enter with, never below zero. Open losses lessen it; open gains cannot be spent. */
export const freeOf = (account: Account, equity: Fixed): Fixed => max(ZERO, min(account.balance, equity) - usedOf(account));
