import type { Settings } from '../facts/settings.ts';

/** A setting as a number that allows more the larger it is. */
export type Limit = readonly [path: string, of: (values: Settings) => number | undefined];

/** Limits that allow more the larger they are; one that is absent allows anything. */
export const LIMITS: readonly Limit[] = [
  ['risk.perTrade', ({ risk }) => risk.perTrade],
  ['risk.maxPosition', ({ risk }) => risk.maxPosition],
  ['risk.maxOpenPositions', ({ risk }) => risk.maxOpenPositions],
  ['risk.maxNotional', ({ risk }) => risk.maxNotional],
  ['risk.maxDailyLoss', ({ risk }) => risk.maxDailyLoss],
  ['risk.maxDrawdown', ({ risk }) => risk.maxDrawdown],
  ['risk.maxSectorExposure', ({ risk }) => risk.maxSectorExposure],
  ['risk.maxCorrelation', ({ risk }) => risk.maxCorrelation],
  ['risk.maxConsecutiveLosses', ({ risk }) => risk.maxConsecutiveLosses],
  ['risk.leverage', ({ risk }) => risk.leverage],
  ['risk.maxLeverage', ({ risk }) => risk.maxLeverage],
  ['risk.maxKelly', ({ risk }) => risk.maxKelly],
  // Kelly only ever takes less than the risk per trade.
  ['risk.kelly', ({ risk }) => (risk.kelly ? 0 : 1)],
  // The later a position's risk is called high, the later it is halved and closed.
  ['risk.mediumFrom', ({ risk }) => risk.mediumFrom],
  ['risk.highFrom', ({ risk }) => risk.highFrom],
  ['risk.criticalFrom', ({ risk }) => risk.criticalFrom],
  ['execution.maxSlippage', ({ execution }) => execution.maxSlippage],
  ['execution.quoteAge', ({ execution }) => execution.quoteAge],
  ['approval.band', ({ approval }) => approval.band],
  ['approval.twoAbove', ({ approval }) => approval.twoAbove],
  ['approval.self', ({ approval }) => (approval.self ? 1 : 0)],
];

/** Names of the limits that allow more after a change than before it. */
export const raisedLimits = (before: Settings, after: Settings): readonly string[] =>
  LIMITS.filter(([, of]) => (of(after) ?? Number.POSITIVE_INFINITY) > (of(before) ?? Number.POSITIVE_INFINITY)).map(
    ([name]) => name,
  );
