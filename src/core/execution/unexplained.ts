import { OUR_PREFIX } from '../facts/orderRequest.ts';
import { priceText, quantityText } from '../reply/format.ts';
import { BROKEN, brokenInvariant } from '../risk/halts.ts';
import { REMEMBERED } from '../state/forget.ts';
import type { Fill, OrderReport } from './broker.ts';
import type { ReportRecorder } from './executionRecorder.ts';

/**
 * A fill of an order that is not known. With our prefix it is of one that has left memory, or that nobody intended: it belongs to no
 * position, so entries are halted and people are told. One as old as what memory has left was booked in its day and is told again;
 * where it was not, the holdings differ, which the reconciliation tells. An order of somebody else's is none of ours.
 */
export function tellUnexplainedFill(recorder: ReportRecorder, trade: Fill): void {
  const { clientId, symbol, side, quantity, price, at } = trade;
  if (at < recorder.state.at - REMEMBERED) return;
  const what = `${side} ${quantityText(quantity)} at ${priceText(price)}`;
  halt(recorder, clientId, at, `order ${clientId} of ${symbol}, which the desk does not know, was filled: ${what}`);
}

/** What an exchange says of an order that is not known: one of ours that rests is as impossible as its fill. */
export function tellUnexplainedOrder(recorder: ReportRecorder, { clientId, symbol, status, at }: OrderReport): void {
  if (status !== 'open') return;
  halt(recorder, clientId, at, `order ${clientId} of ${symbol}, which the desk does not know, rests at the exchange`);
}

function halt(recorder: ReportRecorder, clientId: string, at: number, says: string): void {
  const { state } = recorder;
  if (!clientId.startsWith(OUR_PREFIX) || state.halts.has(BROKEN)) return;
  recorder.emit(brokenInvariant(Math.max(at, state.at), says));
}
