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

/** A sign for a figure that is not zero as it is printed: −0.00 tells nobody anything. */
function sign(negative: boolean, digits: string, signed: boolean): string {
  if (!/[1-9]/.test(digits)) return signed ? '+' : '';
  if (negative) return MINUS;
  return signed ? '+' : '';
}

/** `10,214.60`; a profit is `signed`: `+41.20`, `−42.81`. Quote currency, two decimals. */
export const moneyText = (amount: Fixed, signed = false): string =>
  amountText(() => {
    const digits = unsigned(amount, 2);
    return sign(amount < 0n, digits, signed) + digits;
  });

/** Decimals that a tick shows: 0.10 shows one, 0.005 three, 5 none. */
const decimalsOf = (tick: Fixed): number => decimal(tick).split('.')[1]?.length ?? 0;

/** `42,180.5` in tick size; without a tick, the decimals that the price has. */
export function priceText(price: Fixed, tick?: Fixed): string {
  const digits = unsigned(price, decimalsOf(tick === undefined || tick <= 0n ? price : tick));
  return sign(price < 0n, digits, false) + digits;
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

/** `BTC` of `BTC/USDT` and of `BTC/USDT:USDT`: what a symbol is called where space is short. */
export const baseOf = (symbol: string): string => symbol.split('/')[0] ?? symbol;

/** `BTC` of `BTC/USDT`, `BTC-PERP` of `BTC/USDT:USDT`: what a message calls a symbol, so that spot and perpetual differ. */
export const shortName = (symbol: string): string => (symbol.includes(':') ? `${baseOf(symbol)}-PERP` : baseOf(symbol));
