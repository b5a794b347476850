import type { Broker } from '../execution/broker.ts';
import { takeExecution, takeReport, tellStatus } from '../execution/executionReports.ts';
import { decimal, type Fixed, ZERO } from '../money.ts';
import { ledgerHoldings } from '../state/holdings.ts';
import type { Recorder } from '../state/recording.ts';
import type { DeskState } from '../state/state.ts';
import { DAY, type Ms } from '../time.ts';

/** How far back trades are looked for when the holdings differ. */
const LOOK_BACK = DAY;

export type Reconciled = {
  readonly orders: number;
  readonly positions: number;
  readonly unknown: number;
  readonly notes: readonly string[];
};

/**
 * Holds the desk's own account against the broker's: trades it has not seen are booked, orders that have ended are ended, and
 * what differs after that is told in words. It reads and books; it never sends. A query that fails changes nothing.
 */
export async function reconcile(recorder: Recorder, broker: Broker, now: Ms): Promise<Reconciled> {
  const { state } = recorder;
  const since = [...state.orders.working.values()].reduce((first, order) => Math.min(first, order.intendedAt), now);
  for (const trade of await broker.trades(since)) takeExecution(recorder, { kind: 'trade', trade });
  const open = new Map((await broker.openOrders()).map((report) => [report.clientId, report]));
  const notes: string[] = [];
  for (const order of state.orders.working.values()) {
    if (order.status !== 'open' || open.has(order.clientId)) continue;
    const report = await broker.order(order.clientId, order.symbol);
    if (report === undefined) {
      tellStatus(recorder, order, 'unknown', now, 'not among the open orders');
      notes.push(`order ${order.clientId} of ${order.symbol} is not at the broker`);
    } else takeReport(recorder, report);
  }
  const holdings = await broker.holdings();
  // An order may have ended here without all of its trades: what they are missing from says that they have to be looked for.
  if (differences(state, holdings).length > 0)
    for (const trade of await broker.trades(now - LOOK_BACK)) takeExecution(recorder, { kind: 'trade', trade });
  notes.push(...differences(state, holdings));
  const own = ledgerHoldings(state.account.positions.values());
  const unknown = [...state.orders.working.values()].filter((order) => order.status === 'unknown').length;
  return { orders: open.size, positions: [...own.values()].filter((quantity) => quantity !== ZERO).length, unknown, notes };
}

/** Symbols of which the ledger and the broker do not hold the same, in words. */
function differences({ account }: DeskState, holdings: ReadonlyMap<string, Fixed>): readonly string[] {
  const own = ledgerHoldings(account.positions.values());
  return [...new Set([...own.keys(), ...holdings.keys()])].flatMap((symbol) => {
    const here = own.get(symbol) ?? ZERO;
    const there = holdings.get(symbol) ?? ZERO;
    return here === there ? [] : [`${symbol}: the ledger holds ${decimal(here)}, the broker ${decimal(there)}`];
  });
}

/**
 * After a start: whatever was intended and never answered may or may not have arrived. It becomes UNKNOWN, is asked about and
 * never sent again (fault rows 2 to 4).
 */
export function doubtUnanswered(recorder: Recorder, now: Ms): void {
  for (const order of recorder.state.orders.working.values()) {
    if (order.status === 'intended' || order.status === 'canceling')
      tellStatus(recorder, order, 'unknown', now, 'the process ended before the answer');
  }
}
