import type { DeepReadonly } from '../facts/deepReadonly.ts';
import type { EventOf } from '../facts/events.ts';
import { decimal, type Fixed, fixed } from '../money.ts';
import type { Ms } from '../time.ts';
import type { ClosedTrade } from './closedTrade.ts';
import type { ExitCosts } from './exitCosts.ts';
import { openProfit } from './exitEstimate.ts';
import { netProfit, type Position } from './position.ts';

/** Where an account stands at one moment, from which what came later is counted. Amounts in quote currency. */
export type Mark = {
  readonly at: Ms;
  readonly equity: Fixed;
  /** Deposits less withdrawals up to it. */
  readonly funded: Fixed;
  /** How many positions had been closed by then. */
  readonly closed: number;
  /** By position, what it has added to the account so far; closed legs of trades that are still open are among them. */
  readonly added: ReadonlyMap<number, Fixed>;
};

/** What a position has added to the account so far, left at its mark. */
export const addedBy = (position: Position, mark: Fixed | undefined, costs: ExitCosts): Fixed =>
  netProfit(position) + openProfit(position, mark, costs);

/** What is open of an account, as far as it can still change. */
export type Held = {
  readonly positions: ReadonlyMap<number, Position>;
  readonly unfinished: ReadonlyMap<string, readonly Pick<ClosedTrade, 'position' | 'profit'>[]>;
};

/** By position, what each open one, and each closed leg of an open trade, has added to the account so far. */
export function addedSoFar(
  { positions, unfinished }: Held,
  markOf: (position: Position) => Fixed | undefined,
  costs: ExitCosts,
): ReadonlyMap<number, Fixed> {
  const added = new Map<number, Fixed>();
  for (const legs of unfinished.values()) for (const { position, profit } of legs) added.set(position, profit);
  for (const position of positions.values()) added.set(position.id, addedBy(position, markOf(position), costs));
  return added;
}

type Written = NonNullable<EventOf<'instant'>['added']>;

/** As an event says it, and as it is read again. */
export const addedText = (added: ReadonlyMap<number, Fixed>): Written =>
  [...added].map(([position, amount]) => ({ position, amount: decimal(amount) }));
export const addedFrom = (written: DeepReadonly<Written>): ReadonlyMap<number, Fixed> =>
  new Map(written.map(({ position, amount }) => [position, fixed(amount)]));
