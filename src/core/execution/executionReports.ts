import { type EventOf } from '../facts/events.ts';
import { type Plan } from '../facts/plan.ts';
import { exitReasons } from '../facts/vocabulary.ts';
import { decimal, fixed, ZERO } from '../money.ts';
import { canBecome, isEntry, type Order, type OrderStatus, TRIGGERED } from '../state/orders.ts';
import type { DeskState } from '../state/state.ts';
import { closePosition, feePaidOf, takeAccountReport } from './accountReports.ts';
import type { ExecutionReport, Fill, OrderReport } from './broker.ts';
import type { ReportRecorder } from './executionRecorder.ts';
import { tellUnexplainedFill, tellUnexplainedOrder } from './unexplained.ts';

/**
 * Turns what the broker reports into facts. What is repeated, or that the desk already knows, changes nothing; what befalls an order of
 * ours that is not known halts entries.
 */
export function takeExecution(recorder: ReportRecorder, report: ExecutionReport): void {
  if (report.kind === 'trade') takeTrade(recorder, report.trade);
  else if (report.kind === 'order') takeReport(recorder, report.report);
  else takeAccountReport(recorder, report);
}

/** What an exchange says of an order, as the order's next status; one that the table does not allow is old news. */
export function takeReport(recorder: ReportRecorder, report: OrderReport): void {
  const order = recorder.state.orders.all.get(report.clientId);
  if (order === undefined) {
    tellUnexplainedOrder(recorder, report);
    return;
  }
  const stale = report.status === 'open' && order.status === 'canceling';
  const reached = report.reason === TRIGGERED && order.says !== TRIGGERED && order.status === report.status;
  if (reached) recorder.emit(statusEvent(order, report.status, report.at, TRIGGERED));
  if (stale || !canBecome(order.status, report.status)) return;
  // An order that we cancel ends for our own reason, whether the answer or the report of it is heard first.
  const own = report.status === 'canceled' && order.status === 'canceling';
  tellStatus(recorder, order, report.status, report.at, own ? order.says : (report.reason ?? ''));
}

/** Records an order's next status; one that the table does not allow is old news and left out. */
export function tellStatus(recorder: ReportRecorder, order: Order, status: OrderStatus, at: number, says: string): void {
  if (canBecome(order.status, status)) recorder.emit(statusEvent(order, status, at, says));
}

const statusEvent = (order: Order, status: OrderStatus, at: number, says: string): EventOf<'order'> => ({
  type: 'order',
  at,
  clientId: order.clientId,
  symbol: order.symbol,
  purpose: order.purpose,
  status,
  filled: decimal(order.filled),
  says,
});

function takeTrade(recorder: ReportRecorder, trade: Fill): void {
  const { state } = recorder;
  const order = state.orders.all.get(trade.clientId);
  if (order === undefined) {
    tellUnexplainedFill(recorder, trade);
    return;
  }
  if (state.account.trades.has(`${trade.symbol} ${trade.tradeId}`)) return;
  const position = isEntry(order) ? (held(state, order) ?? open(recorder, order, trade)) : order.position;
  if (position === undefined) return;
  recorder.emit({
    type: 'fill',
    at: trade.at,
    clientId: trade.clientId,
    tradeId: trade.tradeId,
    position,
    symbol: trade.symbol,
    purpose: order.purpose,
    side: trade.side,
    price: decimal(trade.price),
    quantity: decimal(trade.quantity),
    fee: decimal(trade.fee),
    ...feePaidOf(trade),
    liquidity: trade.liquidity,
  });
  if (order.filled === order.quantity) tellStatus(recorder, order, 'filled', trade.at, '');
  if (order.purpose === 'add') restop(recorder, order, position, trade.at);
  const after = state.account.positions.get(position);
  if (after !== undefined && after.quantity === ZERO) closePosition(recorder, after, reasonOf(order), trade.at);
}

/**
 * The position that an entry order has already opened or is adding to. A fill that comes after its closing opens one of its own, so
 * that it is protected.
 */
function held(state: DeskState, order: Order): number | undefined {
  if (order.position !== undefined && state.account.positions.has(order.position)) return order.position;
  const leg = Number(order.leg.split('.')[0]);
  const late = lateDecision(order, '');
  for (const { id, decision, leg: its } of state.account.positions.values()) {
    if (its === leg && (decision === order.decision || decision.startsWith(late))) return id;
  }
  return undefined;
}

/** A trade that is over stays as it was counted: what an order of it fills afterwards is a trade of its own, named after it. */
const lateDecision = ({ decision }: Order, position: number | ''): string => `${decision} late ${position}`;

/** Whether the trade of a decision is counted: of its legs one was closed, and none can open or is open. */
const isOver = ({ account }: DeskState, decision: string): boolean =>
  !account.unfinished.has(decision) && account.closed.some((one) => one.decision === decision) && !account.entering.has(decision);

/** What an entry order was cleared for, also when the entry has ended without it. */
const planOf = (state: DeskState, { decision }: Order): Plan | undefined =>
  state.entries.get(decision)?.plan ?? state.unfilled.get(decision);

/** The first fill of a leg opens its position, under the next number, with the stop and targets it was cleared with. */
function open(recorder: ReportRecorder, order: Order, trade: Fill): number | undefined {
  const plan = planOf(recorder.state, order);
  const index = Number(order.leg.split('.')[0]);
  const leg = plan?.legs[index];
  if (plan === undefined || leg === undefined) return undefined;
  const position = recorder.state.numbers.position + 1;
  recorder.emit({
    type: 'positionOpened',
    at: trade.at,
    position,
    symbol: order.symbol,
    direction: order.side === 'buy' ? 'long' : 'short',
    decision: isOver(recorder.state, order.decision) ? lateDecision(order, position) : order.decision,
    leg: index,
    paired: plan.kind === 'pair',
    strategy: plan.strategy,
    score: plan.score,
    confidence: plan.confidence,
    quantity: leg.quantity,
    price: decimal(trade.price),
    stop: leg.stop,
    ...(leg.tick === undefined ? {} : { tick: leg.tick }),
    targets: leg.targets,
    leverage: leg.leverage,
  });
  return position;
}

/** An addition was cleared with a stop for the whole position; it counts from the first fill on, unless a trail has gone farther. */
function restop(recorder: ReportRecorder, order: Order, id: number, at: number): void {
  const position = recorder.state.account.positions.get(id);
  const leg = planOf(recorder.state, order)?.legs[0];
  if (position === undefined || leg === undefined) return;
  const to = fixed(leg.stop);
  const nearer = position.direction === 'long' ? to > position.stop : to < position.stop;
  if (!nearer) return;
  recorder.emit({
    type: 'stopMoved',
    at,
    position: id,
    symbol: position.symbol,
    from: decimal(position.stop),
    to: leg.stop,
    why: 'averaged entry',
    who: 'desk',
  });
}

/** Every exit order carries its reason from its intent on. */
const reasonOf = (order: Order): EventOf<'positionClosed'>['why'] =>
  exitReasons.find((reason) => reason === order.why) ?? 'command';
