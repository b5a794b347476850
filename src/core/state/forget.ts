import { DAY, type Ms } from '../time.ts';
import { isWorking, type Orders } from './orders.ts';
import { forgetReasons } from './reasons.ts';
import type { MutableState } from './state.ts';

/** How long what has ended stays in memory; the log and what is read from it keep it for ever. Longer than a week's report looks back. */
export const REMEMBERED: Ms = 8 * DAY;

/** How long funding, transfers and liquidations that were booked are known, so that news of before cannot be told from a repetition. */
export const BOOKINGS_KNOWN: Ms = 90 * DAY;

/**
 * Drops what ended before `now - REMEMBERED`, in place: closed trades, ended orders, answered proposals, and what was kept beside
 * them. It follows from the events alone, so that a state that was read from a snapshot forgets the same.
 */
export function forget(state: MutableState, now: Ms): void {
  const horizon = now - REMEMBERED;
  const { account, orders } = state;
  // The oldest that reaches back to the horizon is kept, whatever came after it.
  const marks = account.marks.findLastIndex(({ at }) => at <= horizon);
  account.marks.splice(0, Math.max(0, marks));
  // A leg is needed for as long as its trade went on at a mark that is kept: it is a part of what ended since.
  const needed = new Set([...account.marks.flatMap(({ added }) => [...added.keys()]), ...unfinishedLegs(account)]);
  const recent = account.closed.findIndex(({ closedAt, position }) => closedAt >= horizon || needed.has(position));
  account.closed.splice(0, recent === -1 ? account.closed.length : recent);
  forgetOrders(state, horizon);
  // A trade is known for as long as its order is: heard of again, it is either known or of no order of ours.
  for (const [key, { at, order }] of account.trades)
    if (order === undefined ? at < now - BOOKINGS_KNOWN : !orders.all.has(order)) account.trades.delete(key);
  const decisions = new Set([...orders.all.values()].map(({ decision }) => decision));
  for (const decision of state.unfilled.keys()) if (!decisions.has(decision)) state.unfilled.delete(decision);
  for (const [id, { status, endedAt }] of state.proposals)
    if (status !== 'waiting' && status !== 'approved' && endedAt < horizon) state.proposals.delete(id);
  forgetReasons(state.reasons, now);
  for (const [topic, at] of state.told) if (at < horizon) state.told.delete(topic);
}

const unfinishedLegs = ({ unfinished }: MutableState['account']): readonly number[] =>
  [...unfinished.values()].flat().map(({ position }) => position);

/** An ended order is needed by its position while that is open, by its entry while that is under way, and by whoever asks lately. */
function forgetOrders({ account, entries, orders }: MutableState, horizon: Ms): void {
  const positions = new Set<number>();
  for (const order of orders.all.values()) {
    const { clientId, decision, position, statusAt } = order;
    if (statusAt >= horizon || isWorking(order) || entries.has(decision)) continue;
    if (position !== undefined && account.positions.has(position)) continue;
    orders.all.delete(clientId);
    if (position !== undefined) positions.add(position);
  }
  for (const position of positions) forgetPosition(orders, position);
}

function forgetPosition({ all, byPosition }: Orders, position: number): void {
  const left = (byPosition.get(position) ?? []).filter(({ clientId }) => all.has(clientId));
  if (left.length === 0) byPosition.delete(position);
  else byPosition.set(position, left);
}
