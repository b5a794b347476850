import type { Settings } from '../facts/settings.ts';
import type { Instrument } from '../market/instrument.ts';
import { div, type Fixed, fixed, fromNumber, max, mul, toStep, ZERO } from '../money.ts';
import { moneyText, numberText, quantityText } from '../reply/format.ts';
import type { ExitCosts } from '../state/exitCosts.ts';
import { quantityLosing } from '../state/lossAtStop.ts';
import { fractionOf, percent, scaled } from './exposure.ts';

/** Past trades of a strategy; wins and losses as plain averages in the same unit, losses positive. */
export type TradeSample = {
  readonly trades: number;
  readonly wins: number;
  readonly averageWin: number;
  readonly averageLoss: number;
};

export type SizingInput = {
  readonly instrument: Instrument;
  readonly equity: Fixed;
  readonly price: Fixed;
  readonly stop: Fixed;
  /** -1..1; its size scales the position. */
  readonly score: number;
  readonly confidence: number;
  readonly risk: Settings['risk'];
  /** Fee and usual slippage, part of what is lost at the stop. */
  readonly costs: ExitCosts;
  /** Notional that the symbol already holds; it counts against the caps. */
  readonly held?: Fixed;
  /** Highest correlation with what is held in the same direction. */
  readonly correlation?: number;
  /** Evidence for Kelly; without it, or with Kelly off, the plain risk per trade counts. */
  readonly sample?: TradeSample;
};

/**
 * `says` makes the words of it: what bound the quantity before scaling (`2 % risk`, `10 % cap`, `1,000.00 max notional`), and the
 * scale.
 */
export type Sized = { readonly quantity: Fixed; readonly capped: boolean; readonly says: () => string };

/** Trades at which the evidence weighs as much as the setting. */
const KELLY_PRIOR = 30;

/**
 * Share of equity to risk: Kelly's p - (1 - p) / b (J. L. Kelly, 1956), capped by `maxKelly` against a lucky streak and blended
 * with `perTrade` by sample size. It never exceeds `perTrade`: evidence can only make the desk more careful.
 */
export function riskShare(risk: Settings['risk'], sample: TradeSample | undefined): number {
  if (!risk.kelly || sample === undefined || sample.trades <= 0) return risk.perTrade;
  const p = sample.wins / sample.trades;
  const b = sample.averageLoss > 0 ? sample.averageWin / sample.averageLoss : Number.POSITIVE_INFINITY;
  const kelly = b > 0 ? p - (1 - p) / b : 0;
  const weight = sample.trades / (sample.trades + KELLY_PRIOR);
  const blended = weight * Math.min(Math.max(kelly, 0), risk.maxKelly) + (1 - weight) * risk.perTrade;
  return Math.min(blended, risk.perTrade);
}

/**
 * Scale for one more position that moves with another: two equal ones of correlation c have (1 + c) times the variance of two
 * independent ones, so each is held at 1 / sqrt(1 + c). A negative correlation never enlarges.
 */
export const correlationScale = (correlation: number): number => 1 / Math.sqrt(1 + Math.min(Math.max(correlation, 0), 1));

/**
 * Quantity of one position in base currency: risk / loss of a unit at the stop, at most the caps, and only then scaled by |score|, confidence
 * and correlation, so that a weak signal stays small however near its stop is. Rounded down to the step. `why` is a refusal.
 */
export function size(input: SizingInput): Sized | { readonly why: string } {
  const { instrument, equity, price, stop, risk, costs, held = ZERO } = input;
  if (price <= ZERO || price === stop) return { why: `${instrument.base}: price and stop must differ` };
  const share = riskShare(risk, input.sample);
  const plan = { direction: price > stop ? ('long' as const) : ('short' as const), entry: price, stop, tick: instrument.tick };
  const byRisk = { limit: () => `${percent(share)} risk`, quantity: quantityLosing(fractionOf(equity, share), plan, costs) };
  const caps = [
    {
      limit: () => `${percent(risk.maxPosition)} cap`,
      quantity: div(fractionOf(equity, risk.maxPosition) - held, price, 'down'),
    },
  ];
  if (risk.maxNotional !== undefined) {
    const amount = fromNumber(risk.maxNotional, 'down');
    caps.push({
      limit: () => `${moneyText(amount, instrument.quote)} max notional`,
      quantity: div(amount - held, price, 'down'),
    });
  }
  const binding = caps.reduce((least, cap) => (cap.quantity < least.quantity ? cap : least), byRisk);
  if (binding.quantity <= ZERO)
    return { why: `${binding.limit()}: no room left, ${moneyText(held, instrument.quote)} ${instrument.quote} held` };
  const strength = Math.min(1, Math.abs(input.score) * input.confidence) * correlationScale(input.correlation ?? 0);
  const quantity = toStep(scaled(binding.quantity, strength), instrument.step, 'down');
  const small = belowMinimum(instrument, quantity, price);
  if (small !== undefined) return { why: small };
  const onStep = (units: Fixed): string => quantityText(toStep(units, instrument.step, 'down'));
  const capped = binding !== byRisk;
  return {
    quantity,
    capped,
    says: () =>
      `${binding.limit()} ${capped ? `${onStep(byRisk.quantity)} → ` : ''}${onStep(binding.quantity)}, × ${numberText(strength, 2)} = ${quantityText(quantity)} ${instrument.base}`,
  };
}

/** Why the exchange would not take a quantity at a price, with both numbers; undefined when it would. */
export function belowMinimum(instrument: Instrument, quantity: Fixed, price: Fixed): string | undefined {
  const { base, quote, minQuantity, minNotional } = instrument;
  if (quantity <= ZERO || quantity < minQuantity) {
    return `${quantityText(quantity)} ${base} is below the exchange's minimum of ${quantityText(minQuantity > ZERO ? minQuantity : instrument.step)}`;
  }
  const notional = mul(quantity, price, 'down');
  if (notional < minNotional)
    return `${moneyText(notional, instrument.quote)} ${quote} is below the exchange's minimum of ${moneyText(minNotional, instrument.quote)}`;
  return undefined;
}

/** The least base quantity that the exchange takes at a price, on its step. */
export const leastQuantity = ({ step, minQuantity, minNotional }: Instrument, price: Fixed): Fixed =>
  toStep([step, minQuantity, div(minNotional, price, 'up')].reduce(max), step, 'up');

/** The least amount that the exchange takes at a price, as it is typed: `5.01 USDT`. */
export function leastText(instrument: Instrument, price: Fixed): string {
  const { quote } = instrument;
  // As many of it are bought as an amount pays for, so a cent more than they cost.
  return `${moneyText(mul(leastQuantity(instrument, price), price, 'up') + fixed('0.01'), quote)} ${quote}`;
}

/** Units bought for an amount of quote currency, rounded down to the step. */
export const quantityFor = (amount: Fixed, price: Fixed, instrument: Instrument): Fixed =>
  price <= ZERO ? ZERO : toStep(div(amount, price, 'down'), instrument.step, 'down');
