import type { Instrument } from '../core/market/instrument.ts';
import { type Fixed, fixed, fromNumber, ONE } from '../core/money.ts';

/** Most decimals that a price of a recorded file is taken to have. */
const MOST_DECIMALS = 8;

/** What one unit of small change is worth in a quote currency, about a dollar: sizes the quantity step and the smallest order. */
const SMALL_CHANGE: Readonly<Record<string, string>> = { BTC: '0.00001', ETH: '0.0005', BNB: '0.002' };

/** Largest number of decimals seen in the closes, from `least` up to 8. */
function decimalsIn(closes: Float64Array, least: number): number {
  let decimals = least;
  let scale = 10 ** least;
  for (const close of closes) {
    if (!Number.isFinite(close)) continue;
    // A double carries about 15 digits, so a decimal price scaled to a whole number is off by far less than this.
    while (decimals < MOST_DECIMALS && Math.abs(close * scale - Math.round(close * scale)) > 1e-9 * Math.max(1, close * scale)) {
      decimals++;
      scale = 10 ** decimals;
    }
  }
  return decimals;
}

/**
 * The exchange's rules as far as candles tell them. Tick: the finest decimal in the closes. Quantity step: the largest power of ten,
 * at most 1, that is worth no more than a unit of small change (1 in a dollar or euro quote) at the last close. Smallest order: 5 such units.
 * Leverage: 1 on spot, up to 20 on perpetuals. `closes` holds those of each file of the symbol, oldest file first.
 */
export function recordedInstrument(symbol: string, closes: readonly Float64Array[]): Instrument {
  const [pair = symbol, settle] = symbol.split(':');
  const [base = pair, quote = ''] = pair.split('/');
  const change = fixed(SMALL_CHANGE[quote] ?? '1');
  const last = fromNumber(closes.at(-1)?.findLast((close) => close > 0 && Number.isFinite(close)) ?? 1);
  let step: Fixed = ONE;
  while (step > 1n && step * last > change * ONE) step /= 10n;
  const kind = settle === undefined ? 'spot' : 'perpetual';
  return {
    symbol,
    base,
    quote,
    kind,
    tick: ONE / 10n ** BigInt(closes.reduce((most, part) => decimalsIn(part, most), 0)),
    step,
    minQuantity: step,
    minNotional: 5n * change,
    maxLeverage: kind === 'spot' ? 1 : 20,
  };
}
