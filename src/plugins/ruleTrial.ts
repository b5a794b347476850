import type { Plan } from '../core/facts/plan.ts';
import { settingsSchema } from '../core/facts/settings.ts';
import { fixed, ZERO } from '../core/money.ts';
import type { RiskRule, RiskView, Verdict } from '../core/risk/rule.ts';
import { HOUR } from '../core/time.ts';

/** Monday, 2024-01-01 00:00 UTC. */
const AT = Date.UTC(2024, 0, 1);

const leg = (symbol: string, side: 'buy' | 'sell', leverage: number): Plan['legs'][number] => ({
  symbol,
  side,
  quantity: '10',
  price: '100',
  stop: side === 'buy' ? '98' : '102',
  targets: [{ price: side === 'buy' ? '104' : '96', share: 1 }],
  leverage,
  tactic: 'maker',
});

const SPOT = 'AAA/USDT';
const PERP = 'BBB/USDT:USDT';

const plan = (kind: Plan['kind'], legs: Plan['legs'], at: number): Plan => ({
  decision: 'd',
  at,
  kind,
  strategy: 'momentum',
  score: 0.7,
  confidence: 0.8,
  ...(kind === 'add' ? { position: 1 } : {}),
  legs,
});

const view = (at: number, held: RiskView['exposures']): RiskView => ({
  at,
  mode: 'paper',
  currency: 'USDT',
  equity: fixed('10000'),
  free: held.length === 0 ? fixed('10000') : ZERO,
  dayStart: fixed('10100'),
  peak: fixed('11000'),
  lossesInRow: held.length,
  exposures: held,
  settings: settingsSchema.parse({}),
  own: [],
  blocks: [],
  denied: () => undefined,
  instrument: () => undefined,
  price: () => (held.length === 0 ? undefined : 100),
  quote: () => undefined,
  quoteAge: () => 0,
  decisionTimeframe: () => undefined,
  correlation: () => undefined,
  volatility: () => (held.length === 0 ? undefined : 0.01),
});

const HELD: RiskView['exposures'] = [
  { symbol: SPOT, direction: 'long', kind: 'position', notional: fixed('1000'), risk: fixed('20'), position: 1 },
  { symbol: PERP, direction: 'short', kind: 'unknown', notional: fixed('500'), risk: fixed('10') },
];

/**
 * What a rule answers to plans of each kind, on an empty account and on one that holds, through a day and a week. Throws what the rule
 * throws.
 */
export function rulings(rule: RiskRule): readonly Verdict[] {
  const plans = [
    ['entry', [leg(SPOT, 'buy', 1)]],
    ['manual', [leg(PERP, 'sell', 3)]],
    ['add', [leg(SPOT, 'buy', 1)]],
    ['pair', [leg(PERP, 'sell', 2), leg('CCC/USDT:USDT', 'buy', 2)]],
  ] as const;
  const verdicts: Verdict[] = [];
  for (let hours = 0; hours < 7 * 24; hours += 5)
    for (const [kind, legs] of plans)
      for (const held of [[], HELD])
        verdicts.push(rule.check(plan(kind, legs, AT + hours * HOUR), view(AT + hours * HOUR, held)));
  return verdicts;
}
