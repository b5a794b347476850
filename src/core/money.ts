/**
 * Exact money: prices, quantities, fees and balances as fixed-point integers with 12 decimals.
 * `+`, `-` and comparisons are exact on `Fixed`; every product and quotient goes through here and names its rounding.
 * Fractions and market statistics are plain numbers and never become money without a named rounding.
 */
export type Fixed = bigint;

/** Decimal text, the form money has in events, in the database and at the ports: `42180.5`, no exponent, no trailing zeros. */
export type Decimal = string;

export type Rounding = 'down' | 'up' | 'floor' | 'ceil' | 'nearest';

const DECIMALS = 12;
export const ONE: Fixed = 10n ** BigInt(DECIMALS);
export const ZERO: Fixed = 0n;

/** Whole numbers below this are exact doubles. */
const MOST_EXACT = BigInt(Number.MAX_SAFE_INTEGER);
/** 1e-8, in which most prices and quantities are whole numbers, and how many of it make one. */
const UNIT: Fixed = 10_000n;
const UNITS = 1e8;
/** Any 15 digits come back from a double as they went in. */
const MOST_DIGITS = 1e15;

/** Thrown for text that is no decimal or has more decimals than money can carry; the message says which. */
export class MoneyError extends Error {
  override name = 'MoneyError';
}

/** Units of one of a text's last place, by its decimals. */
const PLACES: readonly Fixed[] = Array.from({ length: DECIMALS + 1 }, (_, decimals) => 10n ** BigInt(DECIMALS - decimals));
/** Texts up to this long have few enough digits for one exact double. */
const SHORT = 15;

/** Reads decimal text exactly. Throws MoneyError for anything else, a 13th decimal included. */
export const fixed = (text: Decimal): Fixed => (text.length > SHORT ? undefined : shortFixed(text)) ?? longFixed(text);

/** Reads a short text as a whole number of its last place; undefined for what is not plainly a decimal. */
function shortFixed(text: Decimal): Fixed | undefined {
  const first = text.startsWith('-') ? 1 : 0;
  let digits = 0;
  let point = text.length;
  for (let k = first; k < text.length; k++) {
    const digit = text.charCodeAt(k) - 48;
    if (digit >= 0 && digit <= 9) digits = digits * 10 + digit;
    else if (text[k] === '.' && point === text.length && k > first) point = k;
    else return undefined;
  }
  const decimals = Math.max(0, text.length - 1 - point);
  const unit = PLACES[decimals];
  if (first === text.length || point === text.length - 1 || unit === undefined) return undefined;
  return BigInt(first === 1 ? -digits : digits) * unit;
}

function longFixed(text: Decimal): Fixed {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text);
  if (match === null) throw new MoneyError(`expected a decimal number such as 42180.5, got "${text}"`);
  const [, sign, whole = '0', rawFraction = ''] = match;
  const fraction = rawFraction.replace(/0+$/, '');
  if (fraction.length > DECIMALS) throw new MoneyError(`${text} has ${fraction.length} decimals; money carries ${DECIMALS}`);
  const value = BigInt(whole) * ONE + BigInt(fraction.padEnd(DECIMALS, '0'));
  return sign === '-' ? -value : value;
}

/** Exact decimal text of a value, without trailing zeros. */
export function decimal(value: Fixed): Decimal {
  const magnitude = value < 0n ? -value : value;
  const fraction = (magnitude % ONE).toString().padStart(DECIMALS, '0').replace(/0+$/, '');
  const whole = (magnitude / ONE).toString();
  return `${value < 0n ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`;
}

/** Quotient of two integers under a named rounding. `down` is towards zero, `up` away from it. */
function divide(numerator: bigint, denominator: bigint, rounding: Rounding): bigint {
  if (denominator === 0n) throw new MoneyError('division of money by zero');
  const quotient = numerator / denominator;
  const remainder = numerator % denominator;
  if (remainder === 0n) return quotient;
  const negative = numerator < 0n !== denominator < 0n;
  const away = negative ? quotient - 1n : quotient + 1n;
  if (rounding === 'down') return quotient;
  if (rounding === 'up') return away;
  if (rounding === 'floor') return negative ? away : quotient;
  if (rounding === 'ceil') return negative ? quotient : away;
  const magnitude = (x: bigint): bigint => (x < 0n ? -x : x);
  return 2n * magnitude(remainder) >= magnitude(denominator) ? away : quotient;
}

/** Product of two amounts, such as price x quantity. */
export const mul = (a: Fixed, b: Fixed, rounding: Rounding): Fixed => divide(a * b, ONE, rounding);

/** Quotient of two amounts, such as cost / quantity. Throws MoneyError on a zero divisor. */
export const div = (a: Fixed, b: Fixed, rounding: Rounding): Fixed => divide(a * ONE, b, rounding);

/** a x b / c with one rounding at the end: a share of an amount, exact to the last digit. */
export const mulDiv = (a: Fixed, b: Fixed, c: Fixed, rounding: Rounding): Fixed => divide(a * b, c, rounding);

/** The multiple of `step` (a tick or lot size, above zero) next to `value`. */
export const toStep = (value: Fixed, step: Fixed, rounding: Rounding): Fixed => divide(value, step, rounding) * step;

/** Nearest plain number, for statistics and display. */
export function toNumber(value: Fixed): number {
  // Two whole doubles: their quotient is rounded once, as reading the text would round it.
  if (value < MOST_EXACT && value > -MOST_EXACT) return Number(value) / 1e12;
  const units = value / UNIT;
  if (units * UNIT === value && units < MOST_EXACT && units > -MOST_EXACT) return Number(units) / UNITS;
  return Number(decimal(value));
}

/** The fixed value of a plain number, rounded at the 12th decimal. Throws MoneyError when it is not finite. */
export function fromNumber(value: number, rounding: Rounding = 'nearest'): Fixed {
  // Up to 15 digits, 8 of them decimals: the shortest text of such a double is exactly this whole number of 1e-8.
  const units = Math.round(value * UNITS);
  if (units < MOST_DIGITS && units > -MOST_DIGITS && units / UNITS === value) return BigInt(units) * UNIT;
  if (!Number.isFinite(value)) throw new MoneyError(`expected a finite number, got ${value}`);
  const [mantissa = '0', exponentText] = value.toString().split('e');
  const [whole = '0', fraction = ''] = mantissa.replace('-', '').split('.');
  const scale = DECIMALS - fraction.length + Number(exponentText ?? 0);
  const digits = BigInt(whole + fraction) * (value < 0 ? -1n : 1n);
  return scale >= 0 ? digits * 10n ** BigInt(scale) : divide(digits, 10n ** BigInt(-scale), rounding);
}

export const abs = (value: Fixed): Fixed => (value < 0n ? -value : value);
export const min = (a: Fixed, b: Fixed): Fixed => (a < b ? a : b);
export const max = (a: Fixed, b: Fixed): Fixed => (a > b ? a : b);
