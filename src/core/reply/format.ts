import { abs, decimal, type Fixed, ONE, toStep } from '../money.ts';
import { amountText } from './withoutMoney.ts';

/**
 * How figures look in every chat: thousands separated, profits signed with the real minus sign, percentages as `+0.40 %`.
 * Money is rounded to the nearest here and nowhere else: these texts are for people, never read back.
 */

const MINUS = '−';

const group = (whole: string): string => (whole.length > 3 ? whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',') : whole);

/** Decimal text with exactly `digits` decimals, thousands separated, without its sign. */
function unsigned(value: Fixed, digits: number): string {
  const rounded = toStep(abs(value), ONE / 10n ** BigInt(digits), 'nearest');
  const [whole = '0', fraction = ''] = decimal(rounded).split('.');
  return digits === 0 ? group(whole) : `${group(whole)}.${fraction.padEnd(digits, '0')}`;
}

/** A sign for a figure that is not zero as it is printed: −0.00 tells nobody anything, and +0.00 would be wrong of a loss. */
function sign(negative: boolean, digits: string, signed: boolean): string {
  if (!/[1-9]/.test(digits)) return signed && !negative ? '+' : '';
  if (negative) return MINUS;
  return signed ? '+' : '';
}

/** Money whose smallest change is a hundredth: what is issued by states, and the coins that stand for it. */
const HUNDREDTHS = /^(?:[A-Z]{0,2}USD[A-Z]{0,2}|DAI|EUR[A-Z]?|GBP|CHF|AUD|CAD|NZD|SGD|BRL|TRY|PLN|UAH|ZAR|MXN|ARS|AEUR)$/;
const WHOLE = /^(?:JPY|KRW|IDR|VND)$/;

/** Decimals of an amount in a currency: its smallest change. A coin that stands for no state's money is divided as finely as bitcoin. */
const decimalsIn = (currency: string): number => (WHOLE.test(currency) ? 0 : HUNDREDTHS.test(currency) ? 2 : 8);

/** `10,214.60`; a profit is `signed`: `+41.20`, `−42.81`; `0.00074000` in bitcoin. */
export const moneyText = (amount: Fixed, currency: string, signed = false): string =>
  amountText(() => {
    const digits = unsigned(amount, decimalsIn(currency));
    return sign(amount < 0n, digits, signed) + digits;
  });

/**
 * Parts of a total, rounded to the currency's smallest change so that they add up, as they are printed, to the printed total: those
 * nearest to the next step take it (the largest remainder). A part of exactly zero stays zero. They must add up to `total`.
 */
export function shownParts(total: Fixed, parts: readonly Fixed[], currency: string): readonly Fixed[] {
  const unit = ONE / 10n ** BigInt(decimalsIn(currency));
  const floors = parts.map((part) => toStep(part, unit, 'floor'));
  const left = (toStep(total, unit, 'nearest') - floors.reduce((sum, part) => sum + part, 0n)) / unit;
  const raised = parts
    .map((part, i) => ({ i, remainder: part - (floors[i] ?? 0n) }))
    .toSorted((a, b) => (a.remainder === b.remainder ? a.i - b.i : a.remainder > b.remainder ? -1 : 1))
    .slice(0, Number(left))
    .map(({ i }) => i);
  return floors.map((part, i) => (raised.includes(i) ? part + unit : part));
}

/** Decimals that a tick shows: 0.10 shows one, 0.005 three, 5 none. */
const decimalsOf = (tick: Fixed): number => decimal(tick).split('.')[1]?.length ?? 0;

/** `42,180.5` in tick size; without a tick, the decimals that the price has. */
export function priceText(price: Fixed, tick?: Fixed): string {
  const digits = unsigned(price, decimalsOf(tick === undefined || tick <= 0n ? price : tick));
  return sign(price < 0n, digits, false) + digits;
}

/**
 * An average price with as many decimals as make what follows from it right: with the quantity it is off by less than a quarter of the
 * currency's smallest change, so that an entry and an exit give the result that stands beside them. At least those of its tick.
 */
export function averageText(price: Fixed, tick: Fixed | undefined, quantity: Fixed, currency: string): string {
  const most = ONE / 10n ** BigInt(decimalsIn(currency));
  for (let digits = tick === undefined ? 0 : decimalsOf(tick); digits < 12; digits++) {
    const step = ONE / 10n ** BigInt(digits);
    const off = abs(toStep(price, step, 'nearest') - price);
    // Both sides are in units of 1e-24.
    if (off * abs(quantity) * 4n < most * ONE) return priceText(price, step);
  }
  return priceText(price);
}

/** `0.0237`, `1,250`: a quantity with the decimals that it has. */
export const quantityText = (quantity: Fixed): string => amountText(() => priceText(quantity));

/** `0.41`, `1,440`: a statistic with a fixed number of decimals; `n/a` when there is no such figure. */
export function numberText(value: number, digits: number, signed = false): string {
  if (!Number.isFinite(value)) return 'n/a';
  const plain = Math.abs(value).toFixed(digits);
  const point = digits === 0 ? plain.length : plain.length - 1 - digits;
  const text = point > 3 ? group(plain.slice(0, point)) + plain.slice(point) : plain;
  return sign(value < 0, text, signed) + text;
}

/** `+0.40 %` of a fraction of one. */
export function shareText(share: number, signed = false, digits = 2): string {
  return Number.isFinite(share) ? `${numberText(share * 100, digits, signed)} %` : 'n/a';
}

/** `+1.90 R`: profit over the risk taken. */
export const rText = (r: number): string => `${numberText(r, 2, true)} R`;

/** `USDT` of `BTC/USDT` and of `BTC/USDT:USDT`: what a symbol's amounts are counted in. */
export const quoteOf = (symbol: string): string => /\/([^:]+)/.exec(symbol)?.[1] ?? '';

/** `BTC` of `BTC/USDT` and of `BTC/USDT:USDT`: what a symbol is called where space is short. */
export const baseOf = (symbol: string): string => symbol.split('/')[0] ?? symbol;

/** `1 symbol`, `27 symbols`. */
export const counted = (count: number, what: string): string => `${numberText(count, 0)} ${what}${count === 1 ? '' : 's'}`;

/** `BTC` of `BTC/USDT`, `BTC-PERP` of `BTC/USDT:USDT`: what a message calls a symbol, so that spot and perpetual differ. */
export const shortName = (symbol: string): string => (symbol.includes(':') ? `${baseOf(symbol)}-PERP` : baseOf(symbol));
