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

/** What a number of them counts. */
const COUNTED: Readonly<Record<string, string>> = {
  'signal.minVolume': 'quote',
  'risk.maxNotional': 'quote',
  'approval.twoAbove': 'quote',
  'risk.leverage': 'x',
  'risk.maxLeverage': 'x',
  'exits.atrMultiple': 'ATR',
  'exits.breakEvenAt': 'stop distances',
  'exits.leastMoveTicks': 'ticks',
};

/** `2 %` of 0.02, without more digits than it has. */
export const perCent = (fraction: number): string => `${Number((fraction * 100).toPrecision(12))} %`;

/** A leaf of the settings as people read it: with its unit, a length in its two largest units. */
export function settingText(path: string, leaf: string): string {
  if (leaf === ABSENT || leaf === '' || Number.isNaN(Number(leaf))) return leaf;
  if (PER_CENT.includes(path)) return perCent(Number(leaf));
  if (LENGTHS.includes(path)) return Number(leaf) < 1000 ? `${leaf} ms` : durationText(Number(leaf));
  const unit = COUNTED[path];
  return unit === undefined ? leaf : unit === 'x' ? `${leaf}x` : `${leaf} ${unit}`;
}

/** A leaf as it is typed without a doubt: a fraction of an account or a price in per cent, a length in seconds. */
export function settingWord(path: string, leaf: string): string {
  if (PER_CENT.includes(path)) return settingText(path, leaf).replace(' ', '');
  return LENGTHS.includes(path) && leaf !== ABSENT ? `${Number(leaf) / SECOND}s` : leaf;
}
