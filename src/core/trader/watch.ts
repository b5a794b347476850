import { isOfInterest } from '../alerts/alert.ts';
import type { Candle } from '../market/candles.ts';
import { decimal, toNumber } from '../money.ts';
import { failureKey, type PriceAlert } from '../state/state.ts';
import type { ClosedCandle } from '../study/market.ts';
import { lengthOf, type Ms } from '../time.ts';
import type { DecisionContext } from './decide.ts';

/**
 * Tells what the candles of an instant have brought besides decisions: new divergences on the decision timeframe and coarser
 * ones, levels of symbols that are held or watched, prices that somebody asked to be told of, and plug-ins that have failed.
 */
export function watch(context: DecisionContext, at: Ms, closed: readonly ClosedCandle[]): void {
  const { recorder } = context;
  for (const candle of closed) {
    const analysis = context.readings.studied(candle.symbol)?.analysis;
    if (analysis === undefined) continue;
    priceAlerts(context, candle, at);
    if (at % lengthOf(analysis.timeframe) !== 0) continue;
    if (recorder.wants('divergence')) tellDivergences(context, candle.symbol, at);
    if (recorder.wants('level') && isOfInterest(recorder.state, candle.symbol)) tellLevels(context, candle.symbol, at);
    tellFailures(context, candle.symbol, at);
  }
}

function priceAlerts({ recorder }: DecisionContext, { symbol, candle }: ClosedCandle, at: Ms): void {
  for (const alert of recorder.state.priceAlerts.values()) {
    if (alert.symbol !== symbol || at <= alert.setAt || !isReached(alert, candle)) continue;
    recorder.emit({
      type: 'priceAlert',
      at,
      id: alert.id,
      symbol,
      price: decimal(alert.price),
      state: 'reached',
      who: alert.who,
    });
  }
}

/**
 * Whether a bar reaches the price from the side on which it stood when the alert was set, be it by a jump. Of a bar that opened
 * before that only the close is known to have come after it.
 */
function isReached({ price: asked, last, setAt }: PriceAlert, { time, low, high, close }: Candle): boolean {
  const price = toNumber(asked);
  const [lowest, highest] = time < setAt ? [close, close] : [low, high];
  if (last === undefined) return lowest <= price && price <= highest;
  return asked >= last ? highest >= price : lowest <= price;
}

function tellDivergences({ recorder, readings }: DecisionContext, symbol: string, at: Ms): void {
  const analysis = readings.studied(symbol)?.analysis;
  if (analysis === undefined || !recorder.state.universe.includes(symbol)) return;
  for (const found of analysis.newDivergences(at)) {
    if (lengthOf(found.timeframe) < lengthOf(analysis.timeframe)) continue;
    const { timeframe, indicator, kind, side, strength, from, to } = found;
    recorder.emit({ type: 'divergence', at, symbol, timeframe, indicator, kind, side, strength, from: from.time, to: to.time });
  }
}

function tellLevels({ recorder, readings }: DecisionContext, symbol: string, at: Ms): void {
  const analysis = readings.studied(symbol)?.analysis;
  if (analysis === undefined) return;
  for (const found of analysis.newLevelEvents(at)) {
    if (lengthOf(found.timeframe) < lengthOf(analysis.timeframe)) continue;
    const { timeframe, what, kind, price, strength, touches } = found;
    recorder.emit({ type: 'level', at, symbol, timeframe, what, kind, price, strength, touches });
  }
}

function tellFailures({ recorder, readings }: DecisionContext, symbol: string, at: Ms): void {
  const { failed } = recorder.state;
  const standing = readings.failures(symbol);
  if (standing.length === 0 && failed.size === 0) return;
  for (const failure of standing) if (!failed.has(failureKey(failure))) recorder.emit({ type: 'strategyFailed', at, ...failure });
  const keys = new Set(standing.map(failureKey));
  for (const [key, { stopped: _, ...series }] of failed)
    if (series.symbol === symbol && !keys.has(key)) recorder.emit({ type: 'strategyRecovered', at, ...series });
}
