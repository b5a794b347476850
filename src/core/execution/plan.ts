import type { Side } from '../facts/orderRequest.ts';
import type { Leg, Plan } from '../facts/plan.ts';
import type { Receipt } from '../facts/receipt.ts';
import type { Instrument } from '../market/instrument.ts';
import { abs, decimal, type Fixed, fromNumber, mul, toNumber, toStep } from '../money.ts';
import type { RuleResult } from '../risk/clear.ts';
import { leverageFor, type MarketStanding } from '../risk/leverage.ts';
import { mostAlike } from '../risk/likeness.ts';
import type { RiskView } from '../risk/rule.ts';
import { belowMinimum, type Sized, size, type TradeSample } from '../risk/sizing.ts';
import { type StopAndTarget, stopAndTarget } from '../risk/stops.ts';
import type { Measured } from '../signal/analysis.ts';
import { statedTick } from '../state/exitCosts.ts';
import type { Direction } from '../state/position.ts';

/** What the study measured of a symbol at the decision's close; whatever is missing, the plan does without. */
export type Measures = Partial<Omit<Measured, 'adx' | 'market'>> & {
  /** State of the market, with the way of its trend: 1 up, -1 down, 0 without one. */
  readonly market?: Pick<NonNullable<Receipt['market']>, 'regime' | 'direction'> | undefined;
  /** Ask less bid as a fraction of the price; unknown in a market of bars. */
  readonly spread?: number | undefined;
  /** Base quantity that can be taken inside the slippage cap. */
  readonly depth?: number | undefined;
};

/** `sized` is what bound each size that the desk chose itself. `why` says why there is no plan, `expected` what would pass where that is known. */
export type Planned =
  | { readonly plan: Plan; readonly sized: readonly Sized[] }
  | { readonly why: string; readonly expected?: string };

/** A symbol ready to be planned: its rules, its price on the tick, its side. */
export type Footing = {
  readonly instrument: Instrument;
  readonly side: Side;
  readonly direction: Direction;
  readonly price: Fixed;
};

/** The price now on the tick that a post-only order can rest at: down for a buy, up for a sale. */
export function footing(symbol: string, side: Side, view: RiskView): Footing | { readonly why: string } {
  const instrument = view.instrument(symbol);
  const last = view.price(symbol);
  if (instrument === undefined || last === undefined) return { why: `${symbol} has no price` };
  if (instrument.kind === 'spot' && side === 'sell') return { why: 'spot: only buys open' };
  const price = toStep(fromNumber(last), instrument.tick, side === 'buy' ? 'floor' : 'ceil');
  return { instrument, side, direction: side === 'buy' ? 'long' : 'short', price };
}

/** Depth must hold the order this many times before the whole of it is taken at once. */
const DEPTH_TIMES = 5;

/** Rests as a maker unless taking is known to be cheap: a spread inside the usual slippage and depth to spare. */
export function tacticFor(quantity: Fixed, { spread, depth }: Measures, view: RiskView): Leg['tactic'] {
  if (spread === undefined || depth === undefined) return 'maker';
  const cheap = spread <= view.settings.execution.slippage && depth >= toNumber(quantity) * DEPTH_TIMES;
  return cheap ? 'market' : 'maker';
}

/** The leg's targets: a part at the stop's distance when the settings ask for one that the exchange would take, the rest at the target. */
export function targetsFor(at: Footing, quantity: Fixed, { stop, target }: StopAndTarget, partial: number): Leg['targets'] {
  const whole = [{ price: decimal(target), share: 1 }];
  const risk = abs(at.price - stop);
  const atOneR = at.direction === 'long' ? at.price + risk : at.price - risk;
  const { instrument } = at;
  const first = toStep(atOneR, instrument.tick, at.direction === 'long' ? 'floor' : 'ceil');
  const nearer = at.direction === 'long' ? first < target && first > at.price : first > target && first < at.price;
  if (partial <= 0 || partial >= 1 || !nearer) return whole;
  const part = toStep(mul(quantity, fromNumber(partial), 'down'), instrument.step, 'down');
  const tooSmall = [part, quantity - part].some((some) => belowMinimum(instrument, some, first) !== undefined);
  return tooSmall
    ? whole
    : [
        { price: decimal(first), share: partial },
        { price: decimal(target), share: 1 - partial },
      ];
}

type LegParts = {
  readonly quantity: Fixed;
  readonly levels: StopAndTarget;
  readonly targets: Leg['targets'];
  readonly tactic: Leg['tactic'];
  readonly confidence: number;
  readonly measures: Measures;
};

/** One leg, its leverage chosen by volatility, confidence, trend, momentum, regime and the distance of its stop. */
export function legOf(at: Footing, parts: LegParts, view: RiskView): Leg {
  const { quantity, levels, targets, tactic, confidence, measures } = parts;
  const standing: MarketStanding = {
    direction: at.direction,
    regime: measures.market?.regime,
    trend: measures.market?.direction,
    momentum: measures.momentum,
  };
  const stopShare = toNumber(abs(at.price - levels.stop)) / toNumber(at.price);
  const volatility = view.volatility(at.instrument.symbol);
  return {
    symbol: at.instrument.symbol,
    side: at.side,
    quantity: decimal(quantity),
    price: decimal(at.price),
    stop: decimal(levels.stop),
    ...statedTick(at.instrument.tick, { price: at.price, stop: levels.stop }, view.settings.execution),
    targets,
    leverage: leverageFor(at.instrument, view.settings.risk, { volatility, confidence, stopShare, standing }),
    tactic,
  };
}

export const stopFor = (at: Footing, measures: Measures, view: RiskView, widen?: number): StopAndTarget =>
  stopAndTarget({
    direction: at.direction,
    price: at.price,
    tick: at.instrument.tick,
    exits: view.settings.exits,
    atr: measures.atr,
    bandWidth: measures.bandWidth,
    support: measures.support,
    resistance: measures.resistance,
    ...(widen === undefined ? {} : { widen }),
  });

/** The receipt's line about what bound a size. */
export const sizeLine = (sized: Sized): RuleResult => ({
  rule: 'size',
  verdict: sized.capped ? 'shrink' : 'pass',
  why: sized.says(),
});

/** The strategy whose vote in the decision's direction weighed most, else the heaviest source of any kind. */
function leading({ sources, score }: Receipt): string {
  const forIt = sources
    .filter((source) => source.contribution * score > 0)
    .toSorted((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution));
  return (forIt.find((source) => source.group === 'strategies') ?? forIt[0])?.name ?? 'composite';
}

export type EntryInput = {
  readonly decision: string;
  readonly receipt: Receipt;
  readonly measures: Measures;
  readonly view: RiskView;
  /** The strategy that weighed most; the receipt's heaviest source where none is named. */
  readonly strategy?: string;
  /** The leading strategy's closed trades, for Kelly. */
  readonly sample?: (strategy: string) => TradeSample | undefined;
};

/** The one-leg plan of a signal: buys on a positive score, sells on a negative one. Its size is scaled by score and confidence. */
export function planEntry({ decision, receipt, measures, view, sample, strategy = leading(receipt) }: EntryInput): Planned {
  const { score, confidence, symbol } = receipt;
  if (score === 0 || Number.isNaN(score)) return { why: 'a neutral score has no side' };
  const at = footing(symbol, score > 0 ? 'buy' : 'sell', view);
  if ('why' in at) return at;
  const levels = stopFor(at, measures, view);
  const like = mostAlike({ symbol, direction: at.direction }, view.exposures, view);
  const trades = sample?.(strategy);
  const sized = size({
    instrument: at.instrument,
    equity: view.equity,
    price: at.price,
    stop: levels.stop,
    score,
    confidence,
    risk: view.settings.risk,
    costs: view.settings.execution,
    ...(like === undefined ? {} : { correlation: like.value }),
    ...(trades === undefined ? {} : { sample: trades }),
  });
  if ('why' in sized) return sized;
  const { quantity } = sized;
  const leg = legOf(
    at,
    {
      quantity,
      levels,
      targets: targetsFor(at, quantity, levels, view.settings.exits.partial),
      tactic: tacticFor(quantity, measures, view),
      confidence,
      measures,
    },
    view,
  );
  return { plan: { decision, at: view.at, kind: 'entry', strategy, score, confidence, legs: [leg] }, sized: [sized] };
}
