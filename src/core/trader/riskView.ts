import type { Mode } from '../facts/eventLog.ts';
import type { Leg } from '../facts/plan.ts';
import type { MarketView } from '../market/marketView.ts';
import { type Fixed, fixed, max, mul, ZERO } from '../money.ts';
import { currencyOf } from '../reply/currency.ts';
import { directionOf, fundsNeeded, riskOf } from '../risk/exposure.ts';
import type { Exposure, RiskRule, RiskView } from '../risk/rule.ts';
import { correlationOf, volatilityOf } from '../risk/statistics.ts';
import { dayStartOf, equityOf, freeOf, type Marks, markOf } from '../state/account.ts';
import { blocksOf } from '../state/blocks.ts';
import { lossFrom } from '../state/exitEstimate.ts';
import { total } from '../state/notional.ts';
import { isEntry, remaining } from '../state/orders.ts';
import type { DeskState } from '../state/state.ts';
import type { Ms, Timeframe } from '../time.ts';

export type ViewOptions = {
  readonly state: DeskState;
  readonly market: MarketView;
  readonly now: Ms;
  readonly mode: Mode;
  /** Series that volatility is measured on, by symbol. */
  decisionTimeframe(symbol: string): Timeframe | undefined;
  /** Rules of the user's own. */
  readonly own: readonly RiskRule[];
  /** In a market of bars a price is as fresh as its bar: 0 until the next bar is due, then the time since. */
  quoteAge(symbol: string): Ms | undefined;
};

/** Last prices for marking positions; a symbol without a price is marked at its entry. */
export const marksOf =
  (market: MarketView): Marks =>
  (symbol) =>
    market.quote(symbol)?.last;

/** The account as the risk rules see it now: positions, what entries under way have reserved, and what is of unknown outcome. */
export function riskView({ state, market, now, mode, own, decisionTimeframe, quoteAge }: ViewOptions): RiskView {
  const equity = equityOf(state.account, marksOf(market), state.settings.values.execution);
  const exposures = exposuresOf(state, market);
  const settings = state.settings.values;
  return {
    at: now,
    mode,
    currency: currencyOf({ market }),
    equity,
    free: max(ZERO, freeOf(state.account, equity) - reservedFunds(state)),
    dayStart: dayStartOf(state.account, now) ?? equity,
    peak: max(state.account.peak, equity),
    lossesInRow: state.account.lossesInRow,
    exposures,
    settings,
    own,
    blocks: blocksOf(state, now),
    denied: (symbol) => {
      const own = state.symbols.get(symbol);
      return own === undefined || own.allowed || (own.until !== undefined && own.until <= now) ? undefined : own.who;
    },
    instrument: (symbol) => market.instrument(symbol),
    price: (symbol) => market.quote(symbol)?.last,
    quote: (symbol) => market.quote(symbol),
    quoteAge,
    decisionTimeframe,
    correlation: (a, b) => correlationOf(market.bars(a, '1h'), market.bars(b, '1h')),
    volatility: (symbol) => {
      const timeframe = decisionTimeframe(symbol);
      return timeframe === undefined ? undefined : volatilityOf(market.bars(symbol, timeframe));
    },
  };
}

function exposuresOf(state: DeskState, market: MarketView): readonly Exposure[] {
  const { execution } = state.settings.values;
  const exposures: Exposure[] = [];
  for (const position of state.account.positions.values()) {
    if (position.quantity === ZERO) continue;
    const mark = markOf(position, marksOf(market));
    exposures.push({
      symbol: position.symbol,
      direction: position.direction,
      kind: 'position',
      notional: mul(position.quantity, mark ?? position.stop, 'up'),
      risk: max(ZERO, lossFrom(position, mark, execution)),
      position: position.id,
    });
  }
  for (const { leg, open, unknown } of reservations(state)) {
    exposures.push({
      symbol: leg.symbol,
      direction: directionOf(leg),
      kind: unknown ? 'unknown' : 'reserved',
      notional: mul(open, fixed(leg.price), 'up'),
      risk: riskOf(leg, execution, open),
    });
  }
  return exposures;
}

type Reservation = { readonly leg: Leg; readonly open: Fixed; readonly unknown: boolean };

/** What entries under way may still fill: all of a leg that is not filled yet, whether or not its next order has been sent. */
function reservations(state: DeskState): readonly Reservation[] {
  const found: Reservation[] = [];
  for (const { plan } of state.entries.values()) {
    plan.legs.forEach((leg, i) => {
      const sent = [...state.orders.working.values()].filter(
        (order) => isEntry(order) && order.decision === plan.decision && order.leg.startsWith(`${i}.`),
      );
      const held = [...state.account.positions.values()].find(
        (position) => position.decision === plan.decision && position.leg === i,
      );
      const unsent = max(ZERO, fixed(leg.quantity) - (held?.entered ?? ZERO));
      const open = sent.length === 0 ? unsent : sent.reduce((sum, order) => sum + remaining(order), ZERO);
      if (open > ZERO) found.push({ leg, open, unknown: sent.some((order) => order.status === 'unknown') });
    });
  }
  return found;
}

/** What entries under way will still take out of the free funds, quote currency. */
const reservedFunds = (state: DeskState): Fixed =>
  total(reservations(state), ({ leg, open }) =>
    fundsNeeded(mul(open, fixed(leg.price), 'up'), leg.leverage, state.settings.values.execution.fee),
  );
