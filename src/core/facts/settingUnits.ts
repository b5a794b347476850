import { pointOrThousands, readFigure } from '../figure.ts';
import { durationText, SECOND } from '../time.ts';
import { ABSENT, LENGTHS } from './settingLeaves.ts';

/** Fractions that people think of in per cent: of an account, of a price. */
export const PER_CENT: readonly string[] = [
  'universe.maxSpread',
  'universe.maxVolatility',
  'risk.perTrade',
  'risk.maxPosition',
  'risk.maxDailyLoss',
  'risk.maxDrawdown',
  'risk.maxSectorExposure',
  'exits.stop',
  'exits.target',
  'exits.trailingDistance',
  'execution.maxSlippage',
  'execution.maxVolumeShare',
  'execution.fee',
  'execution.slippage',
  'approval.band',
];

/** Amounts of the account's currency. */
export const AMOUNTS: readonly string[] = ['signal.minVolume', 'risk.maxNotional', 'approval.twoAbove', 'initialCapital'];

/** What a number of them counts. */
const COUNTED: Readonly<Record<string, string>> = {
  'risk.leverage': 'x',
  'risk.maxLeverage': 'x',
  'exits.atrMultiple': 'ATR',
  'exits.breakEvenAt': 'stop distance',
  'exits.leastMoveTicks': 'tick',
};

/** What 0 switches off. */
export const OFF_AT_ZERO: readonly string[] = ['signal.coolDown', 'exits.breakEvenAt'];

/** `2 %` of 0.02, without more digits than it has. */
export const perCent = (fraction: number): string => `${Number((fraction * 100).toPrecision(12))} %`;

/**
 * A leaf of the settings as people read it: with its unit, a length in its two largest units. Where it is not known which currency the
 * account is counted in, amounts stand alone.
 */
export function settingText(path: string, leaf: string, currency: string | undefined): string {
  if (leaf === ABSENT && path === 'approval.answerWithin') return `${ABSENT} (one candle)`;
  if (leaf === ABSENT || leaf === '' || Number.isNaN(Number(leaf))) return leaf;
  if (OFF_AT_ZERO.includes(path) && Number(leaf) === 0) return 'off';
  if (PER_CENT.includes(path)) return perCent(Number(leaf));
  if (LENGTHS.includes(path)) return Number(leaf) < 1000 ? `${leaf} ms` : durationText(Number(leaf));
  if (AMOUNTS.includes(path)) return currency === undefined ? leaf : `${leaf} ${currency}`;
  const unit = COUNTED[path];
  if (unit === undefined) return leaf;
  if (unit === 'x') return `${leaf}x`;
  return unit === 'ATR' || Number(leaf) === 1 ? `${leaf} ${unit}` : `${leaf} ${unit}s`;
}

/** A number without the unit that its setting is shown with: `3` of `3x`. */
export function withoutUnit(path: string, text: string): string {
  const unit = COUNTED[path];
  return unit === undefined ? text : text.replace(new RegExp(`\\s*${unit}s?$`, 'i'), '');
}

/** A leaf as it is typed without a doubt: a fraction of an account or a price in per cent, a length in seconds. */
export function settingWord(path: string, leaf: string): string {
  if (PER_CENT.includes(path)) return perCent(Number(leaf)).replace(' ', '');
  return LENGTHS.includes(path) && leaf !== ABSENT ? `${Number(leaf) / SECOND}s` : leaf;
}

/** A bare number above this may be meant in per cent. */
const LARGE_SHARE = 0.2;

/**
 * A figure that can be meant in two ways: the question, every way to write it that is free of doubt, and the one of them that takes a
 * bare number for a fraction, where it can be one.
 */
export type Doubt = { readonly asked: string; readonly spellings: readonly string[]; readonly asFraction?: string };

/**
 * Why a figure has to be written again, wherever it was: a bare number that may be a per cent or a fraction of one, an amount whose
 * point may part thousands. Undefined where there is no doubt, and where the text is no figure at all.
 */
export function doubtIn(path: string, text: string): Doubt | undefined {
  if (AMOUNTS.includes(path)) return amountDoubt(text);
  const read = PER_CENT.includes(path) ? readFigure(text) : undefined;
  if (read === undefined || !('decimal' in read) || read.percent) return undefined;
  const value = Number(read.decimal);
  // More than the whole in per cent too: its range refuses it.
  if (value <= LARGE_SHARE || value > 100) return undefined;
  const small = `${read.decimal}%`;
  if (value > 1) return { asked: `${read.decimal} is more than the whole; per cent?`, spellings: [small] };
  const large = perCent(value).replace(' ', '');
  return { asked: `${read.decimal} % or ${perCent(value)}?`, spellings: [small, large], asFraction: large };
}

/** The doubt in an amount of money such as `1.000`. */
export function amountDoubt(text: string): Doubt | undefined {
  const both = pointOrThousands(text);
  if (both === undefined) return undefined;
  const { point, thousands } = both;
  return { asked: `${Number(point)} or ${thousands.replace(/(?=\d{3}$)/, ',')}?`, spellings: [point, thousands] };
}
