import type { Leg, Plan } from '../../../src/core/facts/plan.ts';
import { type Settings, settingsSchema } from '../../../src/core/facts/settings.ts';
import type { Instrument } from '../../../src/core/market/instrument.ts';
import { fixed } from '../../../src/core/money.ts';
import type { Exposure, RiskRule, RiskView } from '../../../src/core/risk/rule.ts';

export const instrument = (symbol: string, changes: Partial<Instrument> = {}): Instrument => {
  const perpetual = symbol.includes(':');
  return {
    symbol,
    base: symbol.split('/')[0] ?? symbol,
    quote: 'USDT',
    kind: perpetual ? 'perpetual' : 'spot',
    tick: fixed('0.01'),
    step: fixed('0.001'),
    minQuantity: fixed('0.001'),
    minNotional: fixed('5'),
    maxLeverage: perpetual ? 20 : 1,
    ...changes,
  };
};

export type ViewInput = {
  readonly equity?: string;
  readonly free?: string;
  readonly dayStart?: string;
  readonly peak?: string;
  readonly exposures?: readonly Exposure[];
  /** Who denied what. */
  readonly denied?: Readonly<Record<string, string>>;
  readonly own?: readonly RiskRule[];
  readonly blocks?: readonly string[];
  readonly risk?: Partial<Settings['risk']>;
  readonly exits?: Partial<Settings['exits']>;
  readonly execution?: Partial<Settings['execution']>;
  readonly prices?: Readonly<Record<string, number>>;
  readonly quote?: RiskView['quote'];
  readonly mode?: RiskView['mode'];
  readonly age?: number | undefined;
  readonly correlation?: (a: string, b: string) => number | undefined;
  readonly volatility?: number;
  readonly instrument?: Partial<Instrument>;
};

/** An account of 10,000 with every symbol at 100 and no usual slippage, unless told otherwise. */
export function viewOf(input: ViewInput = {}): RiskView {
  const equity = input.equity ?? '10000';
  return {
    at: 0,
    mode: input.mode ?? 'paper',
    currency: 'USDT',
    equity: fixed(equity),
    free: fixed(input.free ?? equity),
    dayStart: fixed(input.dayStart ?? equity),
    peak: fixed(input.peak ?? equity),
    lossesInRow: 0,
    exposures: input.exposures ?? [],
    settings: settingsSchema.parse({
      risk: input.risk ?? {},
      exits: input.exits ?? {},
      execution: { slippage: 0, ...input.execution },
    }),
    own: input.own ?? [],
    blocks: input.blocks ?? [],
    denied: (symbol) => input.denied?.[symbol],
    instrument: (symbol) => (symbol.startsWith('NONE') ? undefined : instrument(symbol, input.instrument)),
    price: (symbol) => (symbol.startsWith('NONE') ? undefined : (input.prices?.[symbol] ?? 100)),
    quote: (symbol) => input.quote?.(symbol) ?? { at: 0, bid: 100, ask: 100, last: 100 },
    quoteAge: () => ('age' in input ? input.age : 0),
    decisionTimeframe: () => undefined,
    correlation: input.correlation ?? (() => undefined),
    volatility: () => input.volatility,
  };
}

export const leg = (changes: Partial<Leg> = {}): Leg => ({
  symbol: 'LINK/USDT',
  side: 'buy',
  quantity: '1',
  price: '100',
  stop: '98',
  targets: [{ price: '104', share: 1 }],
  leverage: 1,
  tactic: 'maker',
  ...changes,
});

export const planOf = (legs: readonly Leg[], changes: Partial<Plan> = {}): Plan => ({
  decision: 'd1',
  at: 0,
  kind: 'entry',
  strategy: 'momentum',
  score: 0.5,
  confidence: 0.7,
  legs: [...legs],
  ...changes,
});

export const exposure = (changes: Partial<Exposure> = {}): Exposure => ({
  symbol: 'SOL/USDT',
  direction: 'long',
  kind: 'position',
  notional: fixed('500'),
  risk: fixed('10'),
  ...changes,
});
