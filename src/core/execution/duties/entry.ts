import type { Leg } from '../../facts/plan.ts';
import type { Instrument } from '../../market/instrument.ts';
import { decimal, type Fixed, fixed, mul, ZERO } from '../../money.ts';
import { worstEntry } from '../../risk/worstEntry.ts';
import { isWorking, type Order, remaining } from '../../state/orders.ts';
import type { DeskState, Entry } from '../../state/state.ts';
import { type Duty, type Effect, type ExecutionView, send } from './duty.ts';

/**
 * The entry tactic: post-only at the planned price, a wait, then the unfilled remainder at market inside the slippage cap.
 * One leg makes at most two orders, `0.maker` and `0.rest`, each sent once; the remainder is what the maker did not fill, never
 * the whole. An order given up as unknown ends its leg: a fresh entry needs a fresh decision.
 */
export const enter: Duty = (state, view) => {
  const effects: Effect[] = [];
  for (const entry of state.entries.values()) {
    const legs = entry.plan.legs.map((leg, i) => workLeg(state, view, entry, leg, i));
    for (const leg of legs) effects.push(...leg.effects);
    if (legs.every((leg) => leg.ended))
      effects.push(
        ...end(
          state,
          view,
          entry,
          legs.map((leg) => leg.filled),
        ),
      );
  }
  return effects;
};

type LegWork = { readonly effects: readonly Effect[]; readonly ended: boolean; readonly filled: Fixed };

function workLeg(state: DeskState, view: ExecutionView, entry: Entry, leg: Leg, i: number): LegWork {
  const { decision } = entry.plan;
  const maker = state.orders.all.get(view.clientId(decision, `${i}.maker`));
  const rest = state.orders.all.get(view.clientId(decision, `${i}.rest`));
  const filled = (maker?.filled ?? ZERO) + (rest?.filled ?? ZERO);
  const waiting = (effects: readonly Effect[]): LegWork => ({ effects, ended: false, filled });
  const ended: LegWork = { effects: [], ended: true, filled };

  if (rest !== undefined) return isWorking(rest) ? waiting(entry.stopped ? cancel(rest) : []) : ended;
  if (maker !== undefined && isWorking(maker)) {
    const over = entry.stopped || view.waitOver(leg.symbol, maker.intendedAt);
    return waiting(over ? cancel(maker) : []);
  }
  if (entry.stopped || maker?.status === 'abandoned') return ended;
  const instrument = view.instrument(leg.symbol);
  if (instrument === undefined) return ended;
  if (maker === undefined && leg.tactic === 'maker') return waiting([makerOrder(view, entry, leg, i)]);
  const open = maker === undefined ? fixed(leg.quantity) : remaining(maker);
  if (isDust(open, leg, instrument)) return ended;
  // Invariant 12: nothing is taken at a price that may long be gone; the remainder waits for the next one.
  if (!view.quoteFresh(leg.symbol)) return waiting([]);
  return waiting([restOrder(state, view, entry, leg, i, open, instrument)]);
}

const cancel = (order: Order): readonly Effect[] =>
  order.status === 'open' ? [{ kind: 'cancel', order, why: 'wait over' }] : [];

const positionOf = (entry: Entry): { position?: number } =>
  entry.plan.position === undefined ? {} : { position: entry.plan.position };

const makerOrder = (view: ExecutionView, entry: Entry, leg: Leg, i: number): Effect =>
  send(view, {
    decision: entry.plan.decision,
    leg: `${i}.maker`,
    purpose: entry.plan.kind === 'add' ? 'add' : 'entry',
    ...positionOf(entry),
    symbol: leg.symbol,
    side: leg.side,
    kind: 'limit',
    quantity: fixed(leg.quantity),
    price: fixed(leg.price),
    postOnly: true,
    why: 'entry',
  });

function restOrder(
  state: DeskState,
  view: ExecutionView,
  entry: Entry,
  leg: Leg,
  i: number,
  quantity: Fixed,
  instrument: Instrument,
): Effect {
  return send(view, {
    decision: entry.plan.decision,
    leg: `${i}.rest`,
    purpose: entry.plan.kind === 'add' ? 'add' : 'entry',
    ...positionOf(entry),
    symbol: leg.symbol,
    side: leg.side,
    kind: 'market',
    quantity,
    price: worstEntry(leg, state.settings.values.execution.maxSlippage, instrument.tick),
    why: leg.tactic === 'maker' ? 'remainder at market' : 'entry',
  });
}

const isDust = (quantity: Fixed, leg: Leg, instrument: Instrument): boolean =>
  quantity < instrument.minQuantity || quantity === ZERO || mul(quantity, fixed(leg.price), 'down') < instrument.minNotional;

/** A pair of which one leg stayed empty, or far behind the other, is no pair: what was filled is unwound. */
function end(state: DeskState, view: ExecutionView, entry: Entry, filled: readonly Fixed[]): readonly Effect[] {
  const shares = filled.map((quantity, i) => shareOf(quantity, entry.plan.legs[i]));
  const some = shares.some((share) => share > 0);
  const broken = entry.plan.kind === 'pair' && some && Math.min(...shares) < 0.9 * Math.max(...shares);
  const says = !some
    ? 'not filled'
    : broken
      ? 'one leg failed, the other is unwound'
      : shares.every((share) => share === 1)
        ? 'filled'
        : 'partly filled';
  const told: Effect = {
    kind: 'tell',
    event: { type: 'entryEnded', at: view.now, decision: entry.plan.decision, filled: filled.map(decimal), says },
  };
  if (!broken) return [told];
  const unwound = [...state.account.positions.values()].filter(
    (position) => position.decision === entry.plan.decision && position.quantity > ZERO,
  );
  return [
    told,
    ...unwound.map(
      (position): Effect => ({
        kind: 'tell',
        event: {
          type: 'exitAsked',
          at: view.now,
          position: position.id,
          symbol: position.symbol,
          quantity: decimal(position.quantity),
          why: 'pair broken',
          who: 'desk',
        },
      }),
    ),
  ];
}

const shareOf = (quantity: Fixed, leg: Leg | undefined): number => {
  const planned = leg === undefined ? ZERO : fixed(leg.quantity);
  return planned === ZERO ? 0 : Number((quantity * 10_000n) / planned) / 10_000;
};
