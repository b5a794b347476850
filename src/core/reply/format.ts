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

/** A sign for a figure that is not zero as it is printed: neither −0.00 nor +0.00 tells anybody anything. */
function sign(negative: boolean, digits: string, signed: boolean): string {
  if (!/[1-9]/.test(digits)) return '';
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
    const shown = asShown(amount, currency);
    const digits = unsigned(shown, decimalsIn(currency));
    return sign(shown < 0n, digits, signed) + digits;
  });

/** The smallest change of a currency, as money. */
const unitOf = (currency: string): Fixed => ONE / 10n ** BigInt(decimalsIn(currency));

/**
 * An amount as it is printed: rounded to the smallest change of its currency, a half upwards on both sides of zero, so that a whole
 * amount more or less never changes how the rest is rounded.
 */
export const asShown = (amount: Fixed, currency: string): Fixed => inSteps(amount, unitOf(currency));

function inSteps(amount: Fixed, unit: Fixed): Fixed {
  const raised = amount + unit / 2n;
  return raised - (((raised % unit) + unit) % unit);
}

/** The sum of amounts as each of them is printed. */
export const sumShown = (amounts: readonly Fixed[], currency: string): Fixed =>
  amounts.reduce((sum, amount) => sum + asShown(amount, currency), 0n);

/**
 * A change as it is printed: what is printed after it less what was printed before. So changes side by side add up, whoever prints which
 * of them, and a change of zero is zero.
 */
export const changeShown = (before: Fixed, change: Fixed, currency: string): Fixed =>
  asShown(before + change, currency) - asShown(before, currency);

/** Which of the parts stay as they are rounded as long as another one can be moved. */
type Keeps = (part: number) => boolean;

/**
 * Parts of a total as they are printed: each rounded, and then those that lie nearest to their next step moved by it until they add up to
 * the printed total. A part of exactly zero stays zero. They must add up to `total`, within the roundings of a change.
 */
export const shownParts = (total: Fixed, parts: readonly Fixed[], currency: string, keeps?: Keeps): readonly Fixed[] =>
  partsInSteps(total, parts, unitOf(currency), keeps);

/** The same of any figures: `unit` is the smallest change that is printed of them. */
export function partsInSteps(total: Fixed, parts: readonly Fixed[], unit: Fixed, keeps: Keeps = () => false): readonly Fixed[] {
  const shown = parts.map((part) => inSteps(part, unit));
  const left = inSteps(total, unit) - shown.reduce((sum, part) => sum + part, 0n);
  const step = left < 0n ? -unit : unit;
  // How far a part lies in the direction of the step from what is printed of it.
  const ahead = parts.map((part, i) => (part - (shown[i] ?? part)) * (left < 0n ? -1n : 1n));
  const some = [...parts.keys()].filter((i) => parts[i] !== 0n);
  const nearest = (some.every(keeps) ? some : some.filter((i) => !keeps(i))).toSorted((i, j) =>
    (ahead[i] ?? 0n) === (ahead[j] ?? 0n) ? i - j : (ahead[i] ?? 0n) > (ahead[j] ?? 0n) ? -1 : 1,
  );
  for (let k = 0; k < Number(abs(left) / unit) && nearest.length > 0; k++) {
    const i = nearest[k % nearest.length] ?? 0;
    shown[i] = (shown[i] ?? 0n) + step;
  }
  return shown;
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

/** The first few of what is said, and how many more there are. */
export const shortened = (says: readonly string[], most = 3): readonly string[] =>
  says.length <= most ? says : [...says.slice(0, most), `and ${says.length - most} more like these`];
