import type { MarketView } from '../desk.ts';
import { isEntry, isWorking, remaining } from '../execution/order.ts';
import { equityOf, type Marks } from '../ledger/account.ts';
import { abs, type Fixed, fixed, fromNumber, max, mul, ZERO } from '../money.ts';
import type { DeskState } from '../state.ts';
import type { Ms, Timeframe } from '../time.ts';
import type { Exposure, RiskView } from './rule.ts';
import { correlationOf, volatilityOf } from './statistics.ts';

export type ViewOptions = {
  readonly state: DeskState;
  readonly market: MarketView;
  readonly now: Ms;
  /** Series that volatility is measured on, by symbol. */
  decisionTimeframe(symbol: string): Timeframe | undefined;
  /** In a market of bars a price is as fresh as its bar: 0 until the next bar is due, then the time since. */
  quoteAge(symbol: string): Ms | undefined;
};

/** Last prices for marking positions; a symbol without a price is marked at its entry. */
export const marksOf =
  (market: MarketView): Marks =>
  (symbol) =>
    market.quote(symbol)?.last;

/** The account as the risk rules see it now: positions, what entries under way have reserved, and what is of unknown outcome. */
export function riskView({ state, market, now, decisionTimeframe, quoteAge }: ViewOptions): RiskView {
  const equity = equityOf(state.account, marksOf(market));
  const exposures = exposuresOf(state, market);
  const used = exposures.reduce((sum, exposure) => sum + exposure.notional, ZERO);
  const settings = state.settings.values;
  return {
    at: now,
    equity,
    free: equity - used,
    dayStart: state.account.dayStart ?? equity,
    peak: max(state.account.peak, equity),
    lossesInRow: state.account.lossesInRow,
    exposures,
    settings,
    blocks: blocksOf(state, now),
    denied: (symbol) => {
      const own = state.symbols.get(symbol);
      return own === undefined || own.allowed || (own.until !== undefined && own.until <= now) ? undefined : own.who;
    },
    instrument: (symbol) => market.instrument(symbol),
    price: (symbol) => market.quote(symbol)?.last,
    quoteAge,
    correlation: (a, b) => correlationOf(market.bars(a, '1h'), market.bars(b, '1h')),
    volatility: (symbol) => {
      const timeframe = decisionTimeframe(symbol);
      return timeframe === undefined ? undefined : volatilityOf(market.bars(symbol, timeframe));
    },
  };
}

/** Why no entry may be made now, in words; empty when trading is on. */
export function blocksOf(state: DeskState, now: Ms): readonly string[] {
  const blocks: string[] = [];
  if (state.pause !== undefined && (state.pause.until === undefined || state.pause.until > now)) {
    blocks.push(`paused by ${state.pause.who}${state.pause.why === '' ? '' : `: ${state.pause.why}`}`);
  }
  for (const halt of state.halts.values()) {
    if (halt.until === undefined || halt.until > now) blocks.push(`${halt.halt} halt: ${halt.ends}`);
  }
  return blocks;
}

function exposuresOf(state: DeskState, market: MarketView): readonly Exposure[] {
  const price = (symbol: string, otherwise: Fixed): Fixed => {
    const last = market.quote(symbol)?.last;
    return last === undefined ? otherwise : fromNumber(last);
  };
  const exposures: Exposure[] = [];
  for (const position of state.account.positions.values()) {
    if (position.quantity === ZERO) continue;
    const mark = price(position.symbol, position.stop);
    exposures.push({
      symbol: position.symbol,
      direction: position.direction,
      kind: 'position',
      notional: mul(position.quantity, mark, 'up'),
      risk: lossAtStop(position.direction, position.quantity, mark, position.stop),
      position: position.id,
    });
  }
  for (const entry of state.entries.values()) {
    entry.plan.legs.forEach((leg, i) => {
      const sent = [...state.orders.working.values()].filter(
        (order) => isEntry(order) && order.decision === entry.plan.decision && order.leg.startsWith(`${i}.`),
      );
      const open = sent.length === 0 ? fixed(leg.quantity) : sent.reduce((sum, order) => sum + remaining(order), ZERO);
      if (open === ZERO) return;
      const direction = leg.side === 'buy' ? 'long' : 'short';
      exposures.push({
        symbol: leg.symbol,
        direction,
        kind: sent.some((order) => isWorking(order) && order.status === 'unknown') ? 'unknown' : 'reserved',
        notional: mul(open, fixed(leg.price), 'up'),
        risk: mul(open, abs(fixed(leg.price) - fixed(leg.stop)), 'up'),
      });
    });
  }
  return exposures;
}

/** What is lost from the mark to the stop; nothing once the stop lies on the winning side of the mark's entry is not assumed. */
const lossAtStop = (direction: 'long' | 'short', quantity: Fixed, mark: Fixed, stop: Fixed): Fixed =>
  max(ZERO, mul(quantity, direction === 'long' ? mark - stop : stop - mark, 'up'));
