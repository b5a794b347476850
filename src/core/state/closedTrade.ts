import type { EventOf } from '../facts/events.ts';
import { abs, decimal, div, type Fixed, fixed, fromNumber, ZERO } from '../money.ts';
import type { Ms } from '../time.ts';
import { averageEntry, averageExit, type Direction, netProfit, type Position, rMultiple } from './position.ts';

type Closed = EventOf<'positionClosed'>;

/** A position that has come to its end. Amounts in quote currency, quantity is all that was entered. */
export type ClosedTrade = {
  readonly position: number;
  readonly symbol: string;
  readonly direction: Direction;
  readonly strategy: string;
  readonly why: Closed['why'];
  readonly quantity: Fixed;
  readonly entry: Fixed;
  readonly exit: Fixed;
  /** Net of all fees, with funding. */
  readonly profit: Fixed;
  readonly fees: Fixed;
  /** Received less paid. */
  readonly funding: Fixed;
  readonly r: number;
  /** Risk taken at its entries. */
  readonly risk: Fixed;
  /** The decision that it comes of. */
  readonly decision: string;
  readonly openedAt: Ms;
  readonly closedAt: Ms;
};

/** The event that ends a position whose open quantity has come to zero. */
export const closedEvent = (position: Position, why: Closed['why'], at: Ms): Closed => ({
  type: 'positionClosed',
  at,
  position: position.id,
  symbol: position.symbol,
  direction: position.direction,
  strategy: position.strategy,
  why,
  quantity: decimal(position.entered),
  entry: decimal(averageEntry(position)),
  exit: decimal(averageExit(position)),
  profit: decimal(netProfit(position)),
  fees: decimal(position.fees),
  ...(position.funding === ZERO ? {} : { funding: decimal(position.funding) }),
  r: rMultiple(position, netProfit(position)),
  openedAt: position.openedAt,
  decision: position.decision,
  risk: decimal(position.risk),
});

/** What an older log leaves out: profit over R, where there was any. */
const riskOf = ({ profit, r }: Closed): Fixed => (r === 0 ? ZERO : abs(div(fixed(profit), fromNumber(r), 'nearest')));

export const closedTrade = (event: Closed): ClosedTrade => ({
  position: event.position,
  symbol: event.symbol,
  direction: event.direction,
  strategy: event.strategy,
  why: event.why,
  quantity: fixed(event.quantity),
  entry: fixed(event.entry),
  exit: fixed(event.exit),
  profit: fixed(event.profit),
  fees: fixed(event.fees),
  funding: fixed(event.funding ?? '0'),
  r: event.r,
  risk: event.risk === undefined ? riskOf(event) : fixed(event.risk),
  decision: event.decision ?? `position ${event.position}`,
  openedAt: event.openedAt,
  closedAt: event.at,
});
