import type { Settings } from '../facts/settings.ts';
import type { REGIMES } from '../facts/vocabulary.ts';
import type { Instrument } from '../market/instrument.ts';

/** Standard deviation of returns per decision bar up to which the whole leverage is used. */
const CALM = 0.005;
/** Share of the margin that may be lost at the stop: liquidation stays well beyond it. */
export const LOSS_OF_MARGIN = 0.5;

/** The most that a symbol may be levered: 1 on spot, else the desk's cap and the exchange's. */
export const leverageCap = (instrument: Instrument, risk: Settings['risk']): number =>
  instrument.kind === 'spot' ? 1 : Math.max(1, Math.min(risk.maxLeverage, instrument.maxLeverage));

/** What is left of it against the trend, in a volatile regime, and with the momentum wholly against the entry. */
const AGAINST_TREND = 0.5;
const IN_VOLATILE = 0.5;
const AGAINST_MOMENTUM = 0.5;

/** How the market stands to an entry; what is unknown takes nothing away. */
export type MarketStanding = {
  readonly direction: 'long' | 'short';
  readonly regime: (typeof REGIMES)[number] | undefined;
  /** 1 where the trend goes up, -1 where it goes down, 0 without one. */
  readonly trend: number | undefined;
  /** The price's way over the last bars in average true ranges, above zero upwards. */
  readonly momentum: number | undefined;
};

/** The share of the leverage, 0 to 1, that trend, momentum and regime leave. */
function favour({ direction, regime, trend = 0, momentum = 0 }: MarketStanding): number {
  const sign = direction === 'long' ? 1 : -1;
  const against = Math.min(1, Math.max(0, -sign * momentum));
  return (
    (trend * sign < 0 ? AGAINST_TREND : 1) * (regime === 'volatile' ? IN_VOLATILE : 1) * (1 - (1 - AGAINST_MOMENTUM) * against)
  );
}

/**
 * Whole leverage for an entry, from 1 up to the `leverage` setting: all of it only with full confidence, in a calm market, with its trend
 * and its momentum. `volatility` is the standard deviation of returns per decision bar, `stopShare` the stop's distance as a fraction of
 * the price. Without a volatility it is 1.
 */
export function leverageFor(
  instrument: Instrument,
  risk: Settings['risk'],
  measures: {
    readonly volatility: number | undefined;
    readonly confidence: number;
    readonly stopShare: number;
    readonly standing: MarketStanding;
  },
): number {
  const { volatility, confidence, stopShare, standing } = measures;
  const most = Math.min(risk.leverage, leverageCap(instrument, risk));
  if (most <= 1 || volatility === undefined || !Number.isFinite(volatility)) return 1;
  const calm = volatility <= CALM ? 1 : CALM / volatility;
  const wanted = 1 + (most - 1) * Math.min(Math.max(confidence, 0), 1) * calm * favour(standing);
  const safe = stopShare > 0 ? LOSS_OF_MARGIN / stopShare : 1;
  return Math.max(1, Math.floor(Math.min(wanted, safe)));
}
