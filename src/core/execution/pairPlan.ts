import type { Plan } from '../facts/plan.ts';
import { div, type Fixed, fromNumber, min, mul, toNumber, toStep } from '../money.ts';
import { moneyText, numberText } from '../reply/format.ts';
import type { RiskView } from '../risk/rule.ts';
import { belowMinimum, type Sized, size } from '../risk/sizing.ts';
import type { StopAndTarget } from '../risk/stops.ts';
import { type Footing, footing, legOf, type Measures, type Planned, stopFor } from './plan.ts';

export type PairInput = {
  readonly decision: string;
  readonly strategy: string;
  /** Above zero buys `first` and sells `second`; below zero the other way round. */
  readonly score: number;
  readonly confidence: number;
  readonly first: { readonly symbol: string; readonly measures: Measures };
  readonly second: { readonly symbol: string; readonly measures: Measures };
  /** Notional of `second` for one of `first`, above zero: the slope of the regression of log prices. */
  readonly hedgeRatio: number;
  readonly spread?: NonNullable<Plan['spread']>;
  readonly view: RiskView;
};

/** The spread is a pair's working stop; each leg's own stands this much wider, for the day the spread cannot be traded. */
const WIDEN = 2;
/** Largest mismatch of the hedge that the exchange's steps may cause. */
const MOST_IMBALANCE = 0.05;

/** The sides of a pair's legs by its score: above zero it buys the first and sells the second. */
export const pairLegs = (first: string, second: string, score: number) =>
  [
    { symbol: first, side: score > 0 ? 'buy' : 'sell' },
    { symbol: second, side: score > 0 ? 'sell' : 'buy' },
  ] as const;

/**
 * Two opposite legs on perpetuals whose notionals stand in the hedge ratio, half of the risk per trade each. They are taken at
 * market: one leg filled while the other rests is no hedge. No targets: the spread's return closes both.
 */
export function planPair({ decision, strategy, score, confidence, first, second, hedgeRatio, spread, view }: PairInput): Planned {
  if (!(hedgeRatio > 0) || !Number.isFinite(hedgeRatio))
    return { why: `hedge ratio ${numberText(hedgeRatio, 2)} is not above 0` };
  if (score === 0 || Number.isNaN(score)) return { why: 'a neutral score has no side' };
  const [firstLeg, secondLeg] = pairLegs(first.symbol, second.symbol, score);
  const a = prepare(first, firstLeg.side, score, confidence, view);
  if ('why' in a) return a;
  const b = prepare(second, secondLeg.side, score, confidence, view);
  if ('why' in b) return b;

  const ratio = fromNumber(hedgeRatio);
  const most = min(mul(a.sized.quantity, a.at.price, 'down'), div(mul(b.sized.quantity, b.at.price, 'down'), ratio, 'down'));
  const quantityA = unitsOf(most, a.at);
  const quantityB = unitsOf(mul(most, ratio, 'down'), b.at);
  const small = belowMinimum(a.at.instrument, quantityA, a.at.price) ?? belowMinimum(b.at.instrument, quantityB, b.at.price);
  if (small !== undefined) return { why: small };
  const balance = toNumber(mul(quantityB, b.at.price, 'nearest')) / toNumber(mul(quantityA, a.at.price, 'nearest')) / hedgeRatio;
  if (Math.abs(balance - 1) > MOST_IMBALANCE) {
    return {
      why: `steps are too coarse for the hedge at ${moneyText(most, a.at.instrument.quote)}: ${numberText(balance, 2)} of the ratio`,
    };
  }
  const legs = [
    legOf(
      a.at,
      { quantity: quantityA, levels: a.levels, targets: [], tactic: 'market', confidence, measures: first.measures },
      view,
    ),
    legOf(
      b.at,
      { quantity: quantityB, levels: b.levels, targets: [], tactic: 'market', confidence, measures: second.measures },
      view,
    ),
  ];
  return {
    plan: {
      decision,
      at: view.at,
      kind: 'pair',
      strategy,
      score,
      confidence,
      legs,
      ...(spread === undefined ? {} : { spread }),
    },
    sized: [a.sized, b.sized],
  };
}

const unitsOf = (notional: Fixed, at: Footing): Fixed => toStep(div(notional, at.price, 'down'), at.instrument.step, 'down');

type Prepared = { readonly at: Footing; readonly levels: StopAndTarget; readonly sized: Sized };

function prepare(
  leg: PairInput['first'],
  side: 'buy' | 'sell',
  score: number,
  confidence: number,
  view: RiskView,
): Prepared | { readonly why: string } {
  const at = footing(leg.symbol, side, view);
  if ('why' in at) return at;
  if (at.instrument.kind !== 'perpetual') return { why: `${leg.symbol} is spot: a pair needs two perpetuals` };
  const levels = stopFor(at, leg.measures, view, WIDEN);
  const { risk } = view.settings;
  const half = { ...risk, perTrade: risk.perTrade / 2 };
  const sized = size({
    instrument: at.instrument,
    equity: view.equity,
    price: at.price,
    stop: levels.stop,
    score,
    confidence,
    risk: half,
    costs: view.settings.execution,
  });
  return 'why' in sized ? sized : { at, levels, sized };
}
