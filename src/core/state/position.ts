import type { EventOf } from '../facts/events.ts';
import { div, type Fixed, fixed, max, min, mul, mulDiv, toNumber, ZERO } from '../money.ts';
import type { Ms } from '../time.ts';
import { feeInBase } from './balances.ts';
import type { ExitCosts } from './exitCosts.ts';
import { lossAtStop } from './lossAtStop.ts';

export type Direction = 'long' | 'short';

/** A price at which `share` (fraction of all that was entered) is taken. */
export type Target = { readonly price: Fixed; readonly share: number };

/**
 * One position, folded from its fills. Quantities are base currency, amounts quote currency. It keeps quantity and cost and
 * never an average, so nothing is rounded twice.
 */
export type Position = {
  readonly id: number;
  readonly symbol: string;
  readonly direction: Direction;
  readonly decision: string;
  readonly leg: number;
  /** One of two legs that were cleared together. */
  readonly paired: boolean;
  readonly strategy: string;
  readonly score: number;
  readonly confidence: number;
  readonly leverage: number;
  readonly openedAt: Ms;
  /** Open now. Below zero only while an exit's fill is known and its entry's is still on the way. */
  readonly quantity: Fixed;
  /** What was paid (long) or received (short) for the open quantity. */
  readonly cost: Fixed;
  readonly entered: Fixed;
  readonly enteredNotional: Fixed;
  readonly exited: Fixed;
  readonly exitedNotional: Fixed;
  /** Profit of what was closed, before fees. */
  readonly realised: Fixed;
  readonly fees: Fixed;
  /** Funding received less paid. */
  readonly funding: Fixed;
  readonly stop: Fixed;
  readonly initialStop: Fixed;
  /** Smallest price step, where it is more than the usual slippage. */
  readonly tick?: Fixed;
  /** Put at risk by the entries: what each fill loses at the stop it was entered with, both fees and the usual slippage in it. */
  readonly risk: Fixed;
  readonly targets: readonly Target[];
  /** Who set the targets that stand: `desk`, or a person, whose targets no rule moves. */
  readonly targetsBy: string;
};

/** How the desk itself is called in `who`. */
export const DESK = 'desk';

type Opened = EventOf<'positionOpened'>;

/** What of a `fill` event moves a position. */
export type BookedFill = Pick<EventOf<'fill'>, 'symbol' | 'purpose' | 'price' | 'quantity' | 'fee' | 'feePaid'>;

/** Targets of an event as exact money. */
export const targetsOf = (targets: Opened['targets']): readonly Target[] =>
  targets.map(({ price, share }) => ({ price: fixed(price), share }));

/** An empty position; its first fill comes next. */
export const openPosition = (event: Opened): Position => ({
  id: event.position,
  symbol: event.symbol,
  direction: event.direction,
  decision: event.decision,
  leg: event.leg,
  paired: event.paired,
  strategy: event.strategy,
  score: event.score,
  confidence: event.confidence,
  leverage: event.leverage,
  openedAt: event.at,
  quantity: ZERO,
  cost: ZERO,
  entered: ZERO,
  enteredNotional: ZERO,
  exited: ZERO,
  exitedNotional: ZERO,
  realised: ZERO,
  fees: ZERO,
  funding: ZERO,
  stop: fixed(event.stop),
  initialStop: fixed(event.stop),
  ...(event.tick === undefined ? {} : { tick: fixed(event.tick) }),
  risk: ZERO,
  targets: targetsOf(event.targets),
  targetsBy: DESK,
});

/**
 * The position after one fill: entries and adds enlarge it, every other purpose reduces it. Fills that arrive out of order
 * end in the same quantities, fees and total profit. `costs` are those of leaving at the stop.
 */
export function applyFill(position: Position, fill: BookedFill, costs: ExitCosts): Position {
  const enlarges = fill.purpose === 'entry' || fill.purpose === 'add';
  // A fee in the coins themselves: fewer came in, or more have gone out, than were traded.
  const inBase = feeInBase(fill);
  const quantity = fixed(fill.quantity) + (enlarges ? -inBase : inBase);
  const price = fixed(fill.price);
  const fee = fixed(fill.fee);
  const fees = position.fees + fee;
  if (!enlarges) return { ...reduce(position, quantity, price), fees };
  const { direction, tick } = position;
  const stop = fill.purpose === 'entry' ? position.initialStop : position.stop;
  const loss = lossAtStop({ direction, quantity, entry: price, stop, tick, entryFee: fee }, costs);
  return { ...enlarge(position, quantity, price), fees, risk: position.risk + loss };
}

function enlarge(position: Position, quantity: Fixed, price: Fixed): Position {
  const notional = mul(price, quantity, 'nearest');
  // What was sold before its purchase was heard of has its cost only now.
  const late = min(max(ZERO, -position.quantity), quantity);
  const lateCost = late === ZERO ? ZERO : mulDiv(notional, late, quantity, 'nearest');
  return {
    ...position,
    quantity: position.quantity + quantity,
    cost: position.cost + notional - lateCost,
    entered: position.entered + quantity,
    enteredNotional: position.enteredNotional + notional,
    realised: position.realised + signed(position.direction, -lateCost),
  };
}

function reduce(position: Position, quantity: Fixed, price: Fixed): Position {
  const notional = mul(price, quantity, 'nearest');
  const closed = min(max(ZERO, position.quantity), quantity);
  // Cost leaves in proportion, rounded to the nearest last digit; the last fill releases all that is left of it.
  const released = closed === position.quantity ? position.cost : shareOfCost(position, closed);
  return {
    ...position,
    quantity: position.quantity - quantity,
    cost: position.cost - released,
    exited: position.exited + quantity,
    exitedNotional: position.exitedNotional + notional,
    realised: position.realised + signed(position.direction, notional - released),
  };
}

const shareOfCost = (position: Position, closed: Fixed): Fixed =>
  closed === ZERO ? ZERO : mulDiv(position.cost, closed, position.quantity, 'nearest');

/** A gain of the long side is a loss of the short one. */
const signed = (direction: Direction, amount: Fixed): Fixed => (direction === 'long' ? amount : -amount);

/** Average price of all that was entered; zero before the first fill. For display and the closing event. */
export const averageEntry = (position: Position): Fixed => average(position.enteredNotional, position.entered);

/** Average price of all that was closed; zero before the first exit. */
export const averageExit = (position: Position): Fixed => average(position.exitedNotional, position.exited);

const average = (notional: Fixed, quantity: Fixed): Fixed => (quantity === ZERO ? ZERO : div(notional, quantity, 'nearest'));

/** Profit of what was closed, after all fees and with all funding so far. */
export const netProfit = (position: Position): Fixed => position.realised - position.fees + position.funding;

/** A profit over the risk taken at entry; 0 where nothing was at risk. */
export const rMultiple = ({ risk }: Pick<Position, 'risk'>, profit: Fixed): number =>
  risk === ZERO ? 0 : toNumber(profit) / toNumber(risk);
