import type { Fill, ImmediateQueries, OrderReport, RemoteQueries } from '../execution/broker.ts';
import type { ReportRecorder } from '../execution/executionRecorder.ts';
import { takeExecution, takeReport, tellStatus } from '../execution/executionReports.ts';
import { type Fixed, ZERO } from '../money.ts';
import { quantityText } from '../reply/format.ts';
import { ledgerHoldings } from '../state/holdings.ts';
import type { Order } from '../state/orders.ts';
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
export function reconcileNow(recorder: ReportRecorder, broker: ImmediateQueries, now: Ms): Reconciled {
  const { state } = recorder;
  bookFills(recorder, broker.trades(oldestWorking(state, now)));
  const open = broker.openOrders();
  const notes = missingFrom(state, open).flatMap((order) =>
    takeMissing(recorder, order, broker.order(order.clientId, order.symbol), now),
  );
  const holdings = broker.holdings();
  if (differences(state, holdings).length > 0) bookFills(recorder, broker.trades(now - LOOK_BACK));
  return conclude(state, open, holdings, notes);
}

/**
 * The same with a broker that answers in its own time: `turn` runs what books an answer as a turn of the desk, so that nobody waits for
 * the queries. Throws ExchangeError when one fails.
 */
export async function reconcileRemote(
  recorder: ReportRecorder,
  broker: RemoteQueries,
  now: Ms,
  turn: <T>(book: () => T) => Promise<T>,
): Promise<Reconciled> {
  const { state } = recorder;
  const fills = await broker.trades(oldestWorking(state, now));
  await turn(() => bookFills(recorder, fills));
  const open = await broker.openOrders();
  const notes: string[] = [];
  for (const order of missingFrom(state, open)) {
    const report = await broker.order(order.clientId, order.symbol);
    notes.push(...(await turn(() => takeMissing(recorder, order, report, now))));
  }
  const holdings = await broker.holdings();
  if (differences(state, holdings).length > 0) {
    const older = await broker.trades(now - LOOK_BACK);
    await turn(() => bookFills(recorder, older));
  }
  return conclude(state, open, holdings, notes);
}

const oldestWorking = ({ orders }: DeskState, now: Ms): Ms =>
  [...orders.working.values()].reduce((first, order) => Math.min(first, order.intendedAt), now);

function bookFills(recorder: ReportRecorder, fills: readonly Fill[]): void {
  for (const trade of fills) takeExecution(recorder, { kind: 'trade', trade });
}

/** Orders that rest here and not at the broker. */
function missingFrom({ orders }: DeskState, open: readonly OrderReport[]): readonly Order[] {
  const known = new Set(open.map(({ clientId }) => clientId));
  return [...orders.working.values()].filter((order) => order.status === 'open' && !known.has(order.clientId));
}

/** Books what became of an order that no longer rests; gives what is to be told of it. */
function takeMissing(recorder: ReportRecorder, order: Order, report: OrderReport | undefined, now: Ms): readonly string[] {
  if (report !== undefined) {
    takeReport(recorder, report);
    return [];
  }
  tellStatus(recorder, order, 'unknown', now, 'not among the open orders');
  return [`order ${order.clientId} of ${order.symbol} is not at the broker`];
}

function conclude(
  state: DeskState,
  open: readonly OrderReport[],
  holdings: ReadonlyMap<string, Fixed>,
  notes: readonly string[],
): Reconciled {
  const own = ledgerHoldings(state.account.positions.values());
  return {
    orders: open.length,
    positions: [...own.values()].filter((quantity) => quantity !== ZERO).length,
    unknown: [...state.orders.working.values()].filter((order) => order.status === 'unknown').length,
    notes: [...notes, ...differences(state, holdings)],
  };
}

/** Symbols of which the ledger and the broker do not hold the same, in words. */
function differences({ account }: DeskState, holdings: ReadonlyMap<string, Fixed>): readonly string[] {
  const own = ledgerHoldings(account.positions.values());
  return [...new Set([...own.keys(), ...holdings.keys()])].flatMap((symbol) => {
    const here = own.get(symbol) ?? ZERO;
    const there = holdings.get(symbol) ?? ZERO;
    return here === there ? [] : [`${symbol}: the ledger holds ${quantityText(here)}, the broker ${quantityText(there)}`];
  });
}

/**
 * After a start: whatever was intended and never answered may or may not have arrived. It becomes UNKNOWN, is asked about and
 * never sent again (fault rows 2 to 4).
 */
export function doubtUnanswered(recorder: ReportRecorder, now: Ms): void {
  for (const order of recorder.state.orders.working.values()) {
    if (order.status === 'intended' || order.status === 'canceling')
      tellStatus(recorder, order, 'unknown', now, 'the process ended before the answer');
  }
}
