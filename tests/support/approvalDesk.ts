import { answer } from '../../src/core/approval/answer.ts';
import type { Answered, Given, Submitted } from '../../src/core/approval/outcome.ts';
import { type Decided, submitOwn } from '../../src/core/approval/own.ts';
import { submit } from '../../src/core/approval/submit.ts';
import { createRecorder } from '../../src/core/desk/recorder.ts';
import type { EventLog, StoredEvent } from '../../src/core/facts/eventLog.ts';
import type { DeskEvent, EventOf, EventType } from '../../src/core/facts/events.ts';
import type { Plan } from '../../src/core/facts/plan.ts';
import type { Role } from '../../src/core/facts/roles.ts';
import { type Settings, settingsSchema } from '../../src/core/facts/settings.ts';
import type { Instrument } from '../../src/core/market/instrument.ts';
import type { MarketView } from '../../src/core/market/marketView.ts';
import { fixed } from '../../src/core/money.ts';
import type { Admitting } from '../../src/core/risk/clear.ts';
import type { RiskView } from '../../src/core/risk/rule.ts';
import type { Actor } from '../../src/core/state/people.ts';
import type { Emitted } from '../../src/core/state/recording.ts';
import { standingOf } from '../../src/core/state/standing.ts';
import type { DeskState } from '../../src/core/state/state.ts';
import { MINUTE, type Ms } from '../../src/core/time.ts';
import { expiries } from '../../src/core/trader/expire.ts';
import { riskView } from '../../src/core/trader/riskView.ts';

export const SYMBOLS = ['AAA/USDT', 'BBB/USDT', 'AAA/USDT:USDT'] as const;
export const TERMINAL: Actor = { id: 'terminal', name: 'terminal', role: 'admin' };
export const START: Ms = Date.UTC(2024, 0, 2);

const instrumentOf = (symbol: string): Instrument => ({
  symbol,
  base: symbol.slice(0, 3),
  quote: 'USDT',
  kind: 'spot',
  tick: fixed('0.01'),
  step: fixed('0.001'),
  minQuantity: fixed('0.001'),
  minNotional: fixed('5'),
  maxLeverage: 1,
});
const INSTRUMENTS = SYMBOLS.map(instrumentOf);

const noLog: EventLog = {
  append: () => Promise.resolve(),
  history: () => Promise.resolve([]),
};

/** A long at the market's price, its stop 2 % below. */
export const longOf = (symbol: string, quantity: string, price: number, decision: string, strategy = 'momentum'): Plan => ({
  decision,
  at: START,
  kind: 'entry',
  strategy,
  score: 0.5,
  confidence: 0.7,
  legs: [
    {
      symbol,
      side: 'buy',
      quantity,
      price: price.toFixed(2),
      stop: (price * 0.98).toFixed(2),
      targets: [],
      leverage: 1,
      tactic: 'maker',
    },
  ],
});

/** The core of approval by itself: a state folded from events, prices and a clock that a test sets, no broker. */
export type ApprovalDesk = {
  readonly state: DeskState;
  readonly events: readonly DeskEvent[];
  now: Ms;
  readonly prices: Map<string, number>;
  /** Ask less bid, quote currency; none until a test sets it. */
  spread: number;
  emit(...events: readonly Emitted[]): void;
  of<T extends EventType>(type: T): readonly EventOf<T>[];
  view(): RiskView;
  /** What a person wants. */
  submit(plan: Plan, who: Pick<Actor, 'id' | 'name'>): Submitted;
  /** What the desk itself wants. */
  decide(plan: Plan): Decided;
  answer(proposal: string, given: Omit<Given, 'why'> & { readonly why?: string }): Answered;
  /** Puts somebody on the list, changes their role or takes them off. */
  list(id: string, role: Role | 'none'): Actor;
  settings(change: (before: Settings) => Settings): void;
  expire(): void;
  /** The process ends; what it knew is folded anew from what was written. */
  restart(): void;
};

export function approvalDesk(approval: Partial<Settings['approval']> = {}): ApprovalDesk {
  const rows: StoredEvent[] = [];
  const prices = new Map<string, number>(SYMBOLS.map((symbol) => [symbol, 100]));
  const market: MarketView = {
    kind: 'bars',
    instruments: () => INSTRUMENTS,
    instrument: (symbol) => INSTRUMENTS.find((one) => one.symbol === symbol),
    quote: (symbol) => {
      const last = prices.get(symbol);
      const half = desk.spread / 2;
      return last === undefined ? undefined : { at: desk.now, bid: last - half, ask: last + half, last };
    },
    bars: () => undefined,
  };
  const open = (): Admitting => {
    const recorder = createRecorder({
      log: noLog,
      alerts: [],
      desk: () => {
        throw new Error('no alerts here');
      },
      logger: () => undefined,
      standing: standingOf(rows, false),
    });
    recorder.onEvent(({ event }) => rows.push({ seq: rows.length + 1, step: null, event }));
    return recorder;
  };
  let recorder = open();
  const options = () => ({ recorder, view: desk.view(), now: desk.now });
  const desk: ApprovalDesk = {
    get state() {
      return recorder.state;
    },
    get events() {
      return rows.map(({ event }) => event);
    },
    now: START,
    prices,
    spread: 0,
    emit: (...events) => recorder.emit(...events),
    of: (type) => rows.flatMap(({ event }) => (isOf(event, type) ? [event] : [])),
    view: () =>
      riskView({
        state: recorder.state,
        market,
        now: desk.now,
        mode: 'paper',
        own: [],
        decisionTimeframe: () => undefined,
        quoteAge: () => 0,
      }),
    submit: (plan, who) => submit(plan, { ...options(), who }),
    decide: (plan) => submitOwn(plan, options()),
    answer: (proposal, given) => answer(proposal, { why: '', ...given }, options()),
    list(id, role) {
      recorder.emit({ type: 'person', at: desk.now, person: id, name: `name of ${id}`, role, who: 'terminal' });
      return { id, name: `name of ${id}`, role: role === 'none' ? 'viewer' : role };
    },
    settings(change) {
      const { version, values } = recorder.state.settings;
      recorder.emit({ type: 'settings', at: desk.now, version: version + 1, who: 'terminal', why: '', values: change(values) });
    },
    expire: () => recorder.emit(...expiries(recorder.state, desk.now, desk.now)),
    restart() {
      recorder = open();
    },
  };
  desk.emit({ type: 'funded', at: START, amount: '1000000', why: 'initial capital' });
  desk.settings(() =>
    settingsSchema.parse({
      authority: 'approve',
      approval: { answerWithin: 10 * MINUTE, band: 0.005, ...approval },
      risk: { maxOpenPositions: 100, maxPosition: 1, maxSectorExposure: 1, perTrade: 1 },
    }),
  );
  return desk;
}

const isOf = <T extends EventType>(event: DeskEvent, type: T): event is EventOf<T> => event.type === type;
