import type { Settings } from '../facts/settings.ts';
import type { Instrument } from '../market/instrument.ts';

/** Standard deviation of returns per decision bar up to which the whole leverage is used. */
const CALM = 0.005;
/** Share of the margin that may be lost at the stop: liquidation stays well beyond it. */
const LOSS_OF_MARGIN = 0.5;

/** The most that a symbol may be levered: 1 on spot, else the desk's cap and the exchange's. */
export const leverageCap = (instrument: Instrument, risk: Settings['risk']): number =>
  instrument.kind === 'spot' ? 1 : Math.max(1, Math.min(risk.maxLeverage, instrument.maxLeverage));

/**
 * Whole leverage for an entry, from 1 up to the `leverage` setting: all of it only with full confidence in a calm market.
 * `volatility` is the standard deviation of returns per decision bar, `stopShare` the stop's distance as a fraction of the price.
 * Without a volatility it is 1.
 */
export function leverageFor(
  instrument: Instrument,
  risk: Settings['risk'],
  measures: { readonly volatility: number | undefined; readonly confidence: number; readonly stopShare: number },
): number {
  const { volatility, confidence, stopShare } = measures;
  const most = Math.min(risk.leverage, leverageCap(instrument, risk));
  if (most <= 1 || volatility === undefined || !Number.isFinite(volatility)) return 1;
  const calm = volatility <= CALM ? 1 : CALM / volatility;
  const wanted = 1 + (most - 1) * Math.min(Math.max(confidence, 0), 1) * calm;
  const safe = stopShare > 0 ? LOSS_OF_MARGIN / stopShare : 1;
  return Math.max(1, Math.floor(Math.min(wanted, safe)));
}
