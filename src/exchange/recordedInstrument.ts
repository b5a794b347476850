import type { Instrument } from '../core/market/instrument.ts';
import { type Fixed, fixed, fromNumber, ONE, toNumber } from '../core/money.ts';
import { partsOf } from '../core/reply/spelling.ts';

/** Decimals that money carries. */
const MOST_DECIMALS = 12;
/** Digits of a price that are told from the noise of a computed one. */
const TOLD_DIGITS = 9;
/** A price of fewer digits than this in money's last decimals can be neither shown nor traded. */
const LEAST_DIGITS = 3;

/** What one unit of small change is worth in a quote currency, about a dollar: sizes the quantity step and the smallest order. */
const SMALL_CHANGE: Readonly<Record<string, string>> = { BTC: '0.00001', XBT: '0.00001', ETH: '0.0005', BNB: '0.002' };

/** Whether a price is a whole number of 1e-decimals, the noise of computed prices aside. */
function isOn(price: number, decimals: number): boolean {
  const scaled = price * 10 ** decimals;
  return Math.abs(scaled - Math.round(scaled)) <= 10 ** -TOLD_DIGITS * scaled;
}

/** Decimals of the coarsest tick on which a price lies, from `least` up to those that money carries. */
function decimalsOf(price: number, least: number): number {
  let decimals = least;
  while (decimals < MOST_DECIMALS && !isOn(price, decimals)) decimals++;
  return decimals;
}

const tickOf = (decimals: number): Fixed => ONE / 10n ** BigInt(decimals);

/** The largest power of ten, at most `most`, of which one is worth no more than a unit of small change at this price. */
function stepAt(price: number, quote: string, most: Fixed): Fixed {
  const change = fixed(SMALL_CHANGE[quote] ?? '1');
  const worth = fromNumber(price);
  let step = most;
  while (step > 1n && step * worth > change * ONE) step /= 10n;
  return step;
}

/** Why a price cannot be traded exactly in money of 12 decimals; undefined when it can. */
export function inexact(price: number): string | undefined {
  const units = price * 10 ** MOST_DECIMALS;
  const has = `its price ${price}`;
  if (units < 10 ** (LEAST_DIGITS - 1)) return `${has} is too small for the ${MOST_DECIMALS} decimals that money carries`;
  if (isOn(price, MOST_DECIMALS) || units >= 10 ** TOLD_DIGITS) return undefined;
  const [digits = ''] = price.toString().replace('.', '').split('e');
  // More digits than that are a computed price's, which no tick was ever meant to hold.
  return Number(digits).toString().length > MOST_DECIMALS
    ? undefined
    : `${has} has more than the ${MOST_DECIMALS} decimals that money carries`;
}

/**
 * The exchange's rules as far as the prices tell them that a replay knows at its start, newest first. Tick: the finest decimal in them.
 * Quantity step: the largest power of ten, at most 1, that is worth no more than a unit of small change (1 in a dollar or euro quote) at
 * the newest. Smallest order: 5 such units. Leverage: 1 on spot, up to 20 on perpetuals.
 */
export function recordedInstrument(symbol: string, prices: readonly [number, ...number[]]): Instrument {
  const { base, quote, kind } = partsOf(symbol);
  const step = stepAt(prices[0], quote, ONE);
  return {
    symbol,
    base,
    quote,
    kind,
    tick: tickOf(prices.reduce((most, price) => decimalsOf(price, most), 0)),
    step,
    minQuantity: step,
    minNotional: 5n * fixed(SMALL_CHANGE[quote] ?? '1'),
    maxLeverage: kind === 'spot' ? 1 : 20,
  };
}

/**
 * The rules as prices show them, one after the other: tick and step only ever become finer, so that what rests stays valid. The same
 * object for as long as nothing changes.
 */
export function refining(first: Instrument): (price: number) => Instrument {
  let instrument = first;
  let decimals = (ONE / first.tick).toString().length - 1;
  const change = toNumber(fixed(SMALL_CHANGE[first.quote] ?? '1'));
  return (price) => {
    const finer = decimalsOf(price, decimals);
    const isCoarse = price * toNumber(instrument.step) > change;
    if (finer === decimals && !isCoarse) return instrument;
    const step = isCoarse ? stepAt(price, instrument.quote, instrument.step) : instrument.step;
    decimals = finer;
    instrument = { ...instrument, tick: tickOf(decimals), step, minQuantity: step };
    return instrument;
  };
}
