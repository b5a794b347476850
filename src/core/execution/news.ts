import { type EventOf, exitReasons } from '../events.ts';
import { closedEvent } from '../ledger/closing.ts';
import type { Position } from '../ledger/position.ts';
import { decimal, ZERO } from '../money.ts';
import type { Recorder } from '../recorder.ts';
import type { DeskState } from '../state.ts';
import type { BrokerNews, OrderReport, Trade } from './broker.ts';
import { canBecome, isEntry, type Order } from './order.ts';

/** Turns the broker's news into facts. News that is repeated, or that the desk already knows, changes nothing. */
export function takeNews(recorder: Recorder, news: BrokerNews): void {
  if (news.kind === 'trade') takeTrade(recorder, news.trade);
  else takeReport(recorder, news.report);
}

/** What an exchange says of an order, as the order's next status; one that the table does not allow is old news. */
export function takeReport(recorder: Recorder, report: OrderReport): void {
  const order = recorder.state.orders.all.get(report.clientId);
  if (order === undefined) return;
  const stale = report.status === 'open' && order.status === 'canceling';
  if (stale || !canBecome(order.status, report.status)) return;
  tellStatus(recorder, order, report.status, report.at, report.reason ?? '');
}

export function tellStatus(recorder: Recorder, order: Order, status: EventOf<'order'>['status'], at: number, says: string): void {
  if (!canBecome(order.status, status)) return;
  recorder.emit({
    type: 'order',
    at,
    clientId: order.clientId,
    symbol: order.symbol,
    purpose: order.purpose,
    status,
    filled: decimal(order.filled),
    says,
  });
}

function takeTrade(recorder: Recorder, trade: Trade): void {
  const { state } = recorder;
  const order = state.orders.all.get(trade.clientId);
  if (order === undefined || state.account.trades.has(`${trade.symbol} ${trade.tradeId}`)) return;
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
    liquidity: trade.liquidity,
  });
  if (order.filled === order.quantity) tellStatus(recorder, order, 'filled', trade.at, '');
  const after = state.account.positions.get(position);
  if (after !== undefined && after.quantity === ZERO) close(recorder, after, order, trade);
}

/** The position that an entry order has already opened or is adding to. */
function held(state: DeskState, order: Order): number | undefined {
  if (order.position !== undefined) return order.position;
  const leg = Number(order.leg.split('.')[0]);
  for (const position of state.account.positions.values()) {
    if (position.decision === order.decision && position.leg === leg) return position.id;
  }
  return undefined;
}

/** The first fill of a leg opens its position, under the next number, with the stop and targets it was cleared with. */
function open(recorder: Recorder, order: Order, trade: Trade): number | undefined {
  const plan = recorder.state.entries.get(order.decision)?.plan;
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
    decision: order.decision,
    leg: index,
    paired: plan.kind === 'pair',
    strategy: plan.strategy,
    score: plan.score,
    confidence: plan.confidence,
    quantity: leg.quantity,
    price: decimal(trade.price),
    stop: leg.stop,
    targets: leg.targets,
    leverage: leg.leverage,
  });
  return position;
}

/** Every exit order carries its reason from its intent on. */
function close(recorder: Recorder, position: Position, order: Order, trade: Trade): void {
  const why = exitReasons.find((reason) => reason === order.why) ?? 'command';
  recorder.emit(closedEvent(position, why, trade.at));
}
