import type { StoredEvent } from '../../src/core/facts/eventLog.ts';
import type { DeskEvent, EventOf } from '../../src/core/facts/events.ts';
import type { Settings } from '../../src/core/facts/settings.ts';
import { sectorOf } from '../../src/core/risk/sectors.ts';
import type { Ms } from '../../src/core/time.ts';

/** Decimal text as a whole number of 1e-12: the judge reckons by itself and borrows nothing from the desk's ledger. */
function units(text: string): bigint {
  const [, sign = '', whole = '0', part = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text) ?? [];
  const value = BigInt(whole) * UNIT + BigInt(part.padEnd(12, '0').slice(0, 12));
  return sign === '-' ? -value : value;
}
const UNIT = 1_000_000_000_000n;
const times = (a: bigint, b: bigint): bigint => {
  const product = a * b;
  const half = product < 0n ? -UNIT / 2n : UNIT / 2n;
  return (product + half) / UNIT;
};
const share = (amount: bigint, fraction: number): bigint => (amount * BigInt(Math.round(fraction * 1e9))) / 1_000_000_000n;
/** The shortest decimal text of a price, without exponent. */
const priceUnits = (price: number): bigint => units(price.toFixed(12).replace(/0+$/, '').replace(/\.$/, ''));

type JudgedOrder = EventOf<'intent'> & { status: EventOf<'order'>['status']; filled: bigint };
type JudgedPosition = { opened: EventOf<'positionOpened'>; stop: bigint; open: bigint; paid: bigint };

/** One exit by the protective stop, for the slippage table. */
export type StopExit = {
  readonly at: Ms;
  readonly symbol: string;
  readonly direction: 'long' | 'short';
  readonly stop: number;
  readonly fill: number;
};

export type Judgement = {
  /** Every broken promise, with the row that broke it. */
  readonly faults: readonly string[];
  readonly stopExits: readonly StopExit[];
  /** Instants at which equity was recomputed from the fills and held against the desk's. */
  readonly equities: number;
  readonly positions: number;
  readonly orders: number;
};

export type JudgeOptions = {
  readonly settings: Settings;
  /** The close of the candle that closed at `at`; undefined where there was none. */
  mark?(symbol: string, at: Ms): number | undefined;
};

/**
 * Reads a log from its first row and names everything in it that must never happen (SAFETY invariants 1, 5, 6, 8, 10, 11 and the
 * account's arithmetic). It shares no code with the desk's own fold.
 */
/** A fraction of an amount, rounded up at the last of twelve decimals. */
const partUp = (amount: bigint, fraction: number): bigint =>
  (amount * units(String(fraction)) + 999_999_999_999n) / 1_000_000_000_000n;

export function judge(rows: readonly StoredEvent[], { settings, mark }: JudgeOptions): Judgement {
  const { risk, execution } = settings;
  const faults: string[] = [];
  const orders = new Map<string, JudgedOrder>();
  const legs = new Set<string>();
  const trades = new Set<string>();
  const positions = new Map<number, JudgedPosition>();
  /** Equity when each entry under way was cleared, by decision: what its limits were reckoned on. */
  const plans = new Map<string, bigint>();
  const stopExits: StopExit[] = [];
  let cash = 0n;
  let equity = 0n;
  let equities = 0;
  let opened = 0;
  let step: number | null = null;

  const isEntry = (order: JudgedOrder): boolean => order.purpose === 'entry' || order.purpose === 'add';
  const isLive = ({ status }: JudgedOrder): boolean =>
    status === 'intended' || status === 'open' || status === 'canceling' || status === 'unknown';

  /** Held at cost, and what working entry orders may still add at their worst price, by symbol. */
  const exposures = (): Map<string, bigint> => {
    const held = new Map<string, bigint>();
    const add = (symbol: string, amount: bigint): void => {
      held.set(symbol, (held.get(symbol) ?? 0n) + amount);
    };
    for (const position of positions.values()) if (position.open > 0n) add(position.opened.symbol, position.paid);
    for (const order of orders.values()) {
      if (!isEntry(order) || !isLive(order)) continue;
      add(order.symbol, times(units(order.quantity) - order.filled, units(order.price ?? '0')));
    }
    return held;
  };

  const checkLimits = (where: string): void => {
    const held = exposures();
    if (held.size > risk.maxOpenPositions) faults.push(`${where}: ${held.size} symbols held or entering (invariant 10)`);
    const reference = [...plans.values()].reduce((most, at) => (at > most ? at : most), equity);
    const sectors = new Map<string, bigint>();
    let gross = 0n;
    const room = (limit: number): bigint => share(share(reference, limit), 1 + execution.maxSlippage);
    for (const [symbol, amount] of held) {
      if (amount > room(risk.maxPosition))
        faults.push(`${where}: ${symbol} holds ${amount} of ${room(risk.maxPosition)} (invariant 10)`);
      const sector = sectorOf(symbol.split('/')[0] ?? symbol);
      sectors.set(sector, (sectors.get(sector) ?? 0n) + amount);
      gross += amount;
    }
    for (const [sector, amount] of sectors)
      if (amount > room(risk.maxSectorExposure)) faults.push(`${where}: sector ${sector} holds ${amount} (invariant 10)`);
    if (gross > room(Math.max(1, risk.leverage))) faults.push(`${where}: ${gross} held in all (invariant 10)`);
  };

  /** What of a spot position is on its way out: its coins can be promised to a stop or to an exit, not to both. */
  const leaving = (id: number, symbol: string): bigint =>
    symbol.includes(':')
      ? 0n
      : [...orders.values()]
          .filter((order) => order.purpose === 'exit' && order.position === id && isLive(order))
          .reduce((sum, order) => sum + units(order.quantity) - order.filled, 0n);

  const checkStops = (where: string): void => {
    for (const [id, position] of positions) {
      const guarded = position.open - leaving(id, position.opened.symbol);
      if (guarded <= 0n) continue;
      const covering = [...orders.values()].some(
        (order) =>
          order.purpose === 'stop' &&
          order.position === id &&
          (order.status === 'open' || order.status === 'canceling') &&
          units(order.quantity) - order.filled >= guarded &&
          units(order.trigger ?? '0') === position.stop,
      );
      if (!covering) faults.push(`${where}: position ${id} ends the step without its stop at the exchange (invariant 8)`);
    }
  };

  const takeFill = (fill: EventOf<'fill'>, where: string): void => {
    const key = `${fill.symbol} ${fill.tradeId}`;
    if (trades.has(key)) faults.push(`${where}: trade ${key} is booked twice (fault row 18)`);
    trades.add(key);
    const order = orders.get(fill.clientId);
    const position = positions.get(fill.position);
    if (order === undefined || position === undefined) {
      faults.push(`${where}: a fill without its ${order === undefined ? 'intent' : 'position'}`);
      return;
    }
    const quantity = units(fill.quantity);
    order.filled += quantity;
    if (quantity <= 0n || order.filled > units(order.quantity)) faults.push(`${where}: filled beyond its quantity (invariant 6)`);
    const amount = times(units(fill.price), quantity);
    cash += (fill.side === 'buy' ? -amount : amount) - units(fill.fee);
    const enlarges = isEntry(order);
    const long = position.opened.direction === 'long';
    if ((fill.side === 'buy') !== (long === enlarges)) faults.push(`${where}: a ${fill.side} as ${order.purpose} (invariant 11)`);
    if (!enlarges && quantity > position.open) faults.push(`${where}: an exit larger than what is open (invariant 11)`);
    position.paid = enlarges ? position.paid + amount : position.paid - (position.paid * quantity) / (position.open || 1n);
    position.open += enlarges ? quantity : -quantity;
    if (order.purpose === 'stop') {
      const { symbol, direction } = position.opened;
      stopExits.push({ at: fill.at, symbol, direction, stop: Number(order.trigger ?? 'NaN'), fill: Number(fill.price) });
    }
  };

  const take = (event: DeskEvent, where: string): void => {
    if (event.type === 'funded') cash += units(event.amount);
    else if (event.type === 'cleared') plans.set(event.plan.decision, equity);
    else if (event.type === 'entryEnded') plans.delete(event.decision);
    else if (event.type === 'intent') {
      const leg = `${event.decision} ${event.leg}`;
      if (orders.has(event.clientId) || legs.has(leg)) faults.push(`${where}: ${leg} is ordered twice (invariant 1)`);
      if ((event.purpose === 'entry' || event.purpose === 'add') && !plans.has(event.decision))
        faults.push(`${where}: an entry that nothing has cleared`);
      legs.add(leg);
      orders.set(event.clientId, { ...event, status: 'intended', filled: 0n });
    } else if (event.type === 'order') {
      const order = orders.get(event.clientId);
      if (order === undefined) faults.push(`${where}: an order without its intent (invariant 2)`);
      else order.status = event.status;
    } else if (event.type === 'positionOpened') {
      const stop = units(event.stop);
      const price = units(event.price);
      if (stop <= 0n || (event.direction === 'long' ? stop >= price : stop <= price))
        faults.push(`${where}: position ${event.position} opens with the stop ${event.stop} at ${event.price}`);
      positions.set(event.position, { opened: event, stop, open: 0n, paid: 0n });
      opened += 1;
    } else if (event.type === 'stopMoved') {
      const position = positions.get(event.position);
      if (position !== undefined) position.stop = units(event.to);
      if (units(event.to) <= 0n) faults.push(`${where}: position ${event.position} without a stop price`);
    } else if (event.type === 'fill') takeFill(event, where);
    else if (event.type === 'positionClosed') {
      if (positions.get(event.position)?.open !== 0n)
        faults.push(`${where}: position ${event.position} is closed with something open`);
      positions.delete(event.position);
    } else if (event.type === 'instant') {
      equity = units(event.equity);
      checkEquity(event, where);
    }
  };

  const checkEquity = (event: EventOf<'instant'>, where: string): void => {
    if (mark === undefined) return;
    let own = cash;
    for (const position of positions.values()) {
      if (position.open === 0n) continue;
      const price = mark(position.opened.symbol, event.at);
      if (price === undefined) return;
      const worth = times(priceUnits(price), position.open);
      const met = (position.opened.direction === 'long' ? worth : -worth) - partUp(worth, execution.slippage);
      own += met - partUp(met < 0n ? -met : met, execution.fee);
    }
    equities += 1;
    if (own !== equity) faults.push(`${where}: equity ${event.equity}, recomputed from the fills ${own} (the ledger)`);
  };

  for (const { seq, step: own, event } of rows) {
    const where = `row ${seq} ${event.type} at ${new Date(event.at).toISOString()}`;
    // A step that a kill has cut in two is one step: the rows of the new start between its halves belong to none.
    if (own !== null && own !== step) {
      checkStops(`before ${where}`);
      step = own;
    }
    take(event, where);
    checkLimits(where);
  }
  checkStops('at the end');
  return { faults, stopExits, equities, positions: opened, orders: orders.size };
}
