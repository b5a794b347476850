import * as fc from 'fast-check';
import type { DeskEvent, EventOf } from '../../src/core/facts/events.ts';
import { settingsSchema } from '../../src/core/facts/settings.ts';
import { exitReasons } from '../../src/core/facts/vocabulary.ts';
import { decimal, type Fixed, fixed, min, ZERO } from '../../src/core/money.ts';
import { closedEvent } from '../../src/core/state/closedTrade.ts';
import { addedText } from '../../src/core/state/dayMark.ts';
import { evolve } from '../../src/core/state/evolve.ts';
import type { Position } from '../../src/core/state/position.ts';
import { standingNow, todaysMark } from '../../src/core/state/span.ts';
import { emptyState, type MutableState } from '../../src/core/state/state.ts';
import { DAY, HOUR, MINUTE, type Ms } from '../../src/core/time.ts';
import { dailyReport } from '../../src/core/trader/dailyReport.ts';
import { weeklyReport } from '../../src/core/trader/weeklyReport.ts';

/** What befalls an account: plain numbers, of which each kind of event takes what it needs. */
export type Befalling = { readonly kind: number; readonly which: number; readonly move: number; readonly hours: number };

/** Mostly hours pass between two events, now and then days. */
export const befalling: fc.Arbitrary<Befalling> = fc.record({
  kind: fc.nat(13),
  which: fc.nat(999),
  move: fc.integer({ min: -60, max: 61 }),
  hours: fc.oneof(
    { arbitrary: fc.integer({ min: 0, max: 9 }), weight: 8 },
    { arbitrary: fc.integer({ min: 20, max: 60 }), weight: 1 },
  ),
});

/** Where the account stood at an instant, and what it had been given by then. */
export type Stood = { readonly at: Ms; readonly equity: Fixed; readonly funded: Fixed };

/** When every life begins: a Monday morning. */
export const START: Ms = Date.UTC(2024, 4, 27, 9, 30);
export const SYMBOLS = ['AAA/USDT', 'BBB/USDT', 'CCC/USDT:USDT', 'DDD/USDT:USDT'];
const STRATEGIES = ['momentum', 'pairs', 'mean reversion'];
export const SETTINGS = settingsSchema.parse({});

type Waiting = { readonly decision: string; readonly second: string; readonly strategy: string };

/** Writes down a life; what it holds is folded as it goes, since only a position that is open can be left. */
export class Life {
  readonly state: MutableState = emptyState();
  readonly events: DeskEvent[] = [];
  readonly stood: Stood[] = [];
  /** What the desk reported by itself as days began. */
  readonly reports: EventOf<'report'>[] = [];
  readonly prices = new Map(SYMBOLS.map((symbol, i) => [symbol, 100 + i * 37.123]));
  readonly #legs = new Map<string, { open: number; closed: number; waits: boolean }>();
  #waiting: Waiting[] = [];
  ended = 0;
  loose: Fixed = ZERO;
  now: Ms = START;
  #next = 1;

  tell(event: DeskEvent): void {
    evolve(this.state, event);
    this.events.push(event);
  }

  price(symbol: string): string {
    return (this.prices.get(symbol) ?? 1).toFixed(3);
  }

  instant(at: Ms): void {
    // One moment is one instant.
    if ((this.stood.at(-1)?.at ?? 0) >= at) return;
    const { account } = this.state;
    const { equity, added, funded } = standingNow(account, (symbol) => this.prices.get(symbol), SETTINGS.execution, at);
    const first = todaysMark(account, at) === undefined && added.size > 0;
    const told = { type: 'instant', symbols: 4, best: [], blocked: {}, missing: [] } as const;
    this.tell({ ...told, at, equity: decimal(equity), best: [], missing: [], ...(first ? { added: addedText(added) } : {}) });
    this.stood.push({ at, equity, funded });
  }

  /** The reports that are due as a day begins, of what has been up to then. */
  report(at: Ms): void {
    const now = standingNow(this.state.account, (symbol) => this.prices.get(symbol), SETTINGS.execution, at);
    const reported = { state: this.state, now, currency: 'USDT' };
    for (const told of [dailyReport(reported), weeklyReport(reported)]) if (told !== undefined) this.reports.push(told);
  }

  /** Time passes, with the first instants of the days that begin; now and then a day has none, or a late one. */
  pass(hours: number): void {
    const to = this.now + hours * HOUR;
    for (let day = Math.floor(this.now / DAY) * DAY + DAY; day <= to; day += DAY) {
      const which = (day / DAY) % 7;
      const first = which === 3 ? undefined : which === 5 ? day + 45 * MINUTE : day;
      if (first === undefined || first > to) continue;
      this.instant(first);
      this.report(first);
    }
    this.now = to;
  }

  cleared(kind: 'entry' | 'pair' | 'add', decision: string, strategy: string, symbols: readonly string[]): void {
    const legs = symbols.map((symbol) => ({ symbol, side: 'buy' as const, quantity: '9', price: '1', stop: '1' }));
    const plan = { decision, at: this.now, kind, strategy, score: 0.5, confidence: 0.8 };
    this.tell({
      type: 'cleared',
      at: this.now,
      plan: { ...plan, legs: legs.map((leg) => ({ ...leg, targets: [], leverage: 1, tactic: 'maker' })) },
      results: [],
      who: 'desk',
    });
    if (kind !== 'add') this.#legs.set(decision, { open: 0, closed: 0, waits: true });
  }

  get halfDone(): boolean {
    return [...this.#legs.values()].some(({ closed }) => closed > 0);
  }

  entryEnded(decision: string): void {
    this.tell({ type: 'entryEnded', at: this.now, decision, filled: ['9', '9'], says: 'filled' });
    const trade = this.#legs.get(decision);
    if (trade === undefined) return;
    trade.waits = false;
    this.#count(decision);
  }

  /** A decision has come to its end: nothing of it is open, nothing can open, and something was. */
  #count(decision: string): void {
    const trade = this.#legs.get(decision);
    if (trade === undefined || trade.open > 0 || trade.waits) return;
    this.#legs.delete(decision);
    if (trade.closed > 0) this.ended += 1;
  }

  filled(
    position: Pick<Position, 'id' | 'symbol' | 'direction'>,
    purpose: 'entry' | 'add' | 'exit',
    quantity: string,
    which: number,
  ): void {
    const { id, symbol, direction } = position;
    const side = (direction === 'long') === (purpose !== 'exit') ? 'buy' : 'sell';
    const n = this.events.length;
    const fill: EventOf<'fill'> = {
      type: 'fill',
      at: this.now,
      clientId: `c${n}`,
      tradeId: `t${n}`,
      position: id,
      symbol,
      purpose,
      side,
      price: this.price(symbol),
      quantity,
      fee: (0.01 + (which % 97) / 1_003).toFixed(6),
      liquidity: 'taker',
      // In the coins that were bought, or in a third coin.
      ...(side === 'buy' && purpose !== 'exit' && !symbol.includes(':') && which % 3 === 0
        ? { feePaid: { asset: symbol.slice(0, 3), amount: '0.0013' } }
        : which % 3 === 1
          ? { feePaid: { asset: 'BNB', amount: '0.00021' } }
          : {}),
    };
    const order = { at: this.now, clientId: fill.clientId, symbol, purpose } as const;
    const decision = `order ${n}`;
    const rules = { kind: 'market', postOnly: false, reduceOnly: false } as const;
    this.tell({ ...order, ...rules, type: 'intent', decision, leg: '0', side, quantity, why: purpose, position: id });
    this.tell({ ...order, type: 'order', status: 'open', filled: '0', says: '' });
    this.tell(fill);
    this.tell({ ...order, type: 'order', status: 'filled', filled: quantity, says: '' });
  }

  open(decision: string, leg: number, strategy: string, symbol: string, which: number): void {
    const id = this.#next++;
    const direction = symbol.includes(':') && (which + leg) % 2 === 1 ? 'short' : 'long';
    const price = this.prices.get(symbol) ?? 1;
    const stop = (price * (direction === 'long' ? 0.97 : 1.03)).toFixed(3);
    this.tell({
      type: 'positionOpened',
      at: this.now,
      position: id,
      symbol,
      direction,
      decision,
      leg,
      paired: strategy === 'pairs',
      strategy,
      score: 0.5,
      confidence: 0.8,
      quantity: '9',
      price: this.price(symbol),
      stop,
      targets: [],
      leverage: 1,
    });
    this.filled({ id, symbol, direction }, 'entry', (1 + (which % 5) * 0.137).toFixed(3), which);
    const trade = this.#legs.get(decision);
    if (trade !== undefined) trade.open += 1;
  }

  exit(position: Position, part: Fixed, which: number): void {
    const quantity = min(part, position.quantity);
    this.filled(position, 'exit', decimal(quantity), which);
    const after = this.state.account.positions.get(position.id);
    if (after === undefined || after.quantity !== 0n) return;
    this.tell(closedEvent(after, exitReasons[which % exitReasons.length] ?? 'stop', this.now));
    const trade = this.#legs.get(position.decision);
    if (trade !== undefined) {
      trade.open -= 1;
      trade.closed += 1;
    }
    this.#count(position.decision);
  }

  befall({ kind, which, move, hours }: Befalling): void {
    this.pass(hours);
    const symbol = SYMBOLS[which % SYMBOLS.length] ?? 'AAA/USDT';
    for (const [i, one] of SYMBOLS.entries())
      this.prices.set(one, Math.max(1, (this.prices.get(one) ?? 1) * (1 + (move * ((i * 7 + which) % 5)) / 8_003)));
    const held = [...this.state.account.positions.values()];
    const one = held[which % Math.max(1, held.length)];
    if (kind <= 1) {
      const strategy = STRATEGIES[which % 2 === 0 ? 0 : 2] ?? 'momentum';
      const decision = `d${this.events.length}`;
      this.cleared('entry', decision, strategy, [symbol]);
      this.open(decision, 0, strategy, symbol, which);
      this.entryEnded(decision);
    } else if (kind === 2) {
      const decision = `d${this.events.length}`;
      const second = SYMBOLS[(which + 1) % SYMBOLS.length] ?? 'BBB/USDT';
      this.cleared('pair', decision, 'pairs', [symbol, second]);
      this.open(decision, 0, 'pairs', symbol, which);
      this.#waiting.push({ decision, second, strategy: 'pairs' });
    } else if (kind === 3) {
      const [pair, ...rest] = this.#waiting;
      if (pair === undefined) return;
      this.#waiting = rest;
      // Now and then the second leg never comes.
      if (which % 4 > 0) this.open(pair.decision, 1, pair.strategy, pair.second, which);
      this.entryEnded(pair.decision);
    } else if (kind === 4) {
      const amount = `${which % 2 === 0 ? '' : '-'}${which}.17`;
      this.tell({ type: 'transfer', at: this.now, id: `x${this.events.length}`, asset: 'USDT', amount, why: 'test' });
    } else if (kind === 5)
      this.tell({ type: 'transfer', at: this.now, id: `x${this.events.length}`, asset: 'BTC', amount: '0.5', why: 'test' });
    else if (kind === 6) {
      const amount = ((which - 400) / 1_007).toFixed(5);
      const funding = { id: `f${this.events.length}`, asset: 'USDT', rate: 0.0001, amount };
      // Heard of after its position was closed, it belongs to none.
      const whose = one === undefined || which % 5 === 0 ? { symbol: 'CCC/USDT:USDT' } : { symbol: one.symbol, position: one.id };
      this.tell({ type: 'funding', at: this.now, ...funding, ...whose });
      if (!('position' in whose)) this.loose += fixed(amount);
    } else if (kind === 7) this.instant(this.now);
    else if (one === undefined) return;
    else if (kind === 8) {
      const decision = `d${this.events.length}`;
      this.cleared('add', decision, one.strategy, [one.symbol]);
      this.filled(one, 'add', (0.5 + (which % 3) * 0.211).toFixed(3), which);
      this.entryEnded(decision);
    } else this.exit(one, kind <= 10 ? fixed('0.713') : one.quantity, which);
  }
}
