import type { EventOf } from '../facts/events.ts';
import { decimal, ZERO } from '../money.ts';
import { transferKey } from '../state/account.ts';
import { closedEvent } from '../state/closedTrade.ts';
import { BOOKINGS_KNOWN } from '../state/forget.ts';
import type { Position } from '../state/position.ts';
import type { Ms } from '../time.ts';
import type { ExecutionReport, Fill, Funding, Liquidation, Transfer } from './broker.ts';
import type { ReportRecorder } from './executionRecorder.ts';

type AccountReport = Exclude<ExecutionReport, { kind: 'trade' | 'order' }>;

/**
 * What befalls the account without an order of ours, as facts. What is told again changes nothing, nor does what is so old that it
 * may have been told before.
 */
export function takeAccountReport(recorder: ReportRecorder, report: AccountReport): void {
  if (atOf(report) < recorder.state.at - BOOKINGS_KNOWN) return;
  if (report.kind === 'funding') takeFunding(recorder, report.funding);
  else if (report.kind === 'transfer') takeTransfer(recorder, report.transfer);
  else takeLiquidation(recorder, report.liquidation);
}

function atOf(report: AccountReport): Ms {
  if (report.kind === 'funding') return report.funding.at;
  return report.kind === 'transfer' ? report.transfer.at : report.liquidation.at;
}

const heldOn = ({ state }: ReportRecorder, symbol: string): Position | undefined =>
  [...state.account.positions.values()].find((position) => position.symbol === symbol && position.quantity > ZERO);

function takeFunding(recorder: ReportRecorder, { id, symbol, asset, rate, amount, at }: Funding): void {
  if (recorder.state.account.trades.has(`${symbol} ${id}`)) return;
  const position = heldOn(recorder, symbol);
  const of = position === undefined ? {} : { position: position.id };
  recorder.emit({ type: 'funding', at, id, ...of, symbol, asset, rate, amount: decimal(amount) });
}

function takeTransfer(recorder: ReportRecorder, { id, asset, amount, why, at }: Transfer): void {
  if (recorder.state.account.trades.has(transferKey(id))) return;
  recorder.emit({ type: 'transfer', at, id, asset, amount: decimal(amount), why });
}

/** A holding that is no position of ours is reported by the reconciliation and not booked. */
function takeLiquidation(recorder: ReportRecorder, liquidation: Liquidation): void {
  const { at, tradeId, symbol, side, price, quantity, fee, says } = liquidation;
  const position = heldOn(recorder, symbol);
  if (position === undefined || recorder.state.account.trades.has(`${symbol} ${tradeId}`)) return;
  recorder.emit({
    type: 'liquidation',
    at,
    tradeId,
    position: position.id,
    symbol,
    side,
    price: decimal(price),
    quantity: decimal(quantity),
    fee: decimal(fee),
    ...feePaidOf(liquidation),
    says,
  });
  const after = recorder.state.account.positions.get(position.id);
  if (after?.quantity === ZERO) closePosition(recorder, after, 'liquidation', at);
}

/** Ends a position that has come to nothing, and with it whatever would enlarge it. */
export function closePosition(
  recorder: ReportRecorder,
  position: Position,
  why: EventOf<'positionClosed'>['why'],
  at: number,
): void {
  recorder.emit(closedEvent(position, why, at));
  // What still rests of the entry would open a position that nobody decided on any more.
  for (const { plan, stopped } of recorder.state.entries.values()) {
    const own = plan.decision === position.decision && !position.paired;
    if (stopped || !(own || plan.position === position.id)) continue;
    recorder.emit({ type: 'entryStopped', at, decision: plan.decision, who: 'desk', why: 'position closed' });
  }
}

/** The fee as it was taken, where that was not in quote currency. */
export const feePaidOf = ({ feePaid }: Pick<Fill, 'feePaid'>): Pick<EventOf<'fill'>, 'feePaid'> =>
  feePaid === undefined ? {} : { feePaid: { asset: feePaid.asset, amount: decimal(feePaid.amount) } };
