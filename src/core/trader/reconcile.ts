import type { Broker } from '../execution/broker.ts';
import { takeNews, takeReport, tellStatus } from '../execution/news.ts';
import { decimal, type Fixed, ZERO } from '../money.ts';
import type { Recorder } from '../recorder.ts';
import type { Ms } from '../time.ts';

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
  for (const trade of await broker.trades(since)) takeNews(recorder, { kind: 'trade', trade });
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
  const own = ledgerHoldings(state.account.positions.values());
  for (const symbol of new Set([...own.keys(), ...holdings.keys()])) {
    const here = own.get(symbol) ?? ZERO;
    const there = holdings.get(symbol) ?? ZERO;
    if (here !== there) notes.push(`${symbol}: the ledger holds ${decimal(here)}, the broker ${decimal(there)}`);
  }
  const unknown = [...state.orders.working.values()].filter((order) => order.status === 'unknown').length;
  return { orders: open.size, positions: [...own.values()].filter((quantity) => quantity !== ZERO).length, unknown, notes };
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

/** Net quantity by symbol as the ledger has it, negative when short. */
export function ledgerHoldings(
  positions: Iterable<{ readonly symbol: string; readonly direction: 'long' | 'short'; readonly quantity: Fixed }>,
): ReadonlyMap<string, Fixed> {
  const holdings = new Map<string, Fixed>();
  for (const { symbol, direction, quantity } of positions) {
    const signed = direction === 'long' ? quantity : -quantity;
    holdings.set(symbol, (holdings.get(symbol) ?? ZERO) + signed);
  }
  return holdings;
}
