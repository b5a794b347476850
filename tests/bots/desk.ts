import { createStepUp } from '../../src/bots/stepUp.ts';
import type { Desk, Hearing } from '../../src/core/desk/desk.ts';
import type { DeskEvent } from '../../src/core/facts/events.ts';
import { stamped, stampedAsHeard, stampedOfPeople } from '../../src/core/facts/statements.ts';
import type { Instrument } from '../../src/core/market/instrument.ts';
import type { MarketView } from '../../src/core/market/marketView.ts';
import { fixed } from '../../src/core/money.ts';
import { emptyState } from '../../src/core/state/state.ts';
import type { Ms } from '../../src/core/time.ts';
import { memoryLog } from '../support/memoryLog.ts';
import { countedBytes, memoryOneTimeCodes } from '../support/memoryOneTimeCodes.ts';

const absent = (): never => {
  throw new Error('not part of this desk');
};

const bitcoin: Instrument = {
  symbol: 'BTC/USDT',
  base: 'BTC',
  quote: 'USDT',
  kind: 'spot',
  tick: fixed('0.1'),
  step: fixed('0.0001'),
  minQuantity: fixed('0.0001'),
  minNotional: fixed('5'),
  maxLeverage: 1,
};

const market: MarketView = {
  kind: 'bars',
  instruments: () => [bitcoin],
  instrument: (symbol) => (symbol === bitcoin.symbol ? bitcoin : undefined),
  quote: () => undefined,
  bars: () => undefined,
};

/** A desk for chats: it knows one instrument, keeps what it is told to record, and nothing of it changes its state. */
export function chatDesk(
  start: Ms = Date.UTC(2024, 5, 1),
): Desk & Hearing & { readonly recorded: DeskEvent[]; setTime(at: Ms): void } {
  const recorded: DeskEvent[] = [];
  let time = start;
  const state = emptyState();
  return {
    account: { market: 'synthetic', mode: 'paper', name: 'main' },
    label: '🧪 SYNTHETIC',
    version: '0.1.0',
    market,
    recorded,
    setTime(at) {
      time = at;
    },
    now: () => time,
    state: () => state,
    risk: absent,
    equity: () => fixed('100000'),
    ranked: () => [],
    why: () => Promise.resolve('no receipt'),
    async act(by, ...statements) {
      recorded.push(...statements.map((said) => stamped(said, { ...by, name: by.id }, time)));
    },
    async register(by, ...statements) {
      recorded.push(...statements.map((said) => stampedOfPeople(said, { ...by, name: by.id }, time)));
    },
    async heard(by, line) {
      recorded.push(stampedAsHeard(line, { ...by, name: by.id }, time));
    },
    unstored: () => undefined,
    review: () => Promise.resolve({ kind: 'none', why: 'nothing is played here' }),
    submit: absent,
    answer: absent,
    study: {
      strategies: () => [],
      pairs: () => [],
      failures: () => [],
      timeframes: () => [],
      decisionTimeframe: () => undefined,
      levels: () => [],
      divergences: () => [],
      measures: absent,
    },
    requestId: (request) => request,
    history: () => Promise.resolve([]),
    queries: memoryLog().queries,
    oneTimeCodes: createStepUp({ store: memoryOneTimeCodes(), clock: () => time, random: countedBytes() }),
    linkCode: () => ({ code: 'ABCDEFGH', for: 0 }),
    configured: absent,
    jobs: () => [],
    health: () => Promise.resolve([]),
    logs: () => Promise.resolve([]),
  };
}
