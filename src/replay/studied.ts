import type { CandleSource } from '../core/market/candles.ts';
import { SourceError } from '../core/market/sourceError.ts';
import { lengthOf, type Timeframe } from '../core/time.ts';

/**
 * Symbols of which nothing can be studied, since no studied timeframe can be built from their candles, a sentence each length. Throws
 * SourceError where that are all of them: such a run would never decide anything.
 */
export function notStudied(
  source: CandleSource,
  symbols: readonly string[],
  timeframes: readonly Timeframe[],
): readonly string[] {
  const byLength = Map.groupBy(symbols, (symbol) => source.timeframeOf(symbol));
  const useless = [...byLength].filter(([base]) =>
    timeframes.every((timeframe) => lengthOf(timeframe) < lengthOf(base) || lengthOf(timeframe) % lengthOf(base) !== 0),
  );
  const studied = timeframes.join(', ');
  const says = useless.map(
    ([base, of]) =>
      `candles of ${base} (${of.slice(0, 3).join(', ')}${of.length > 3 ? ` and ${of.length - 3} more` : ''}) are coarser than every studied timeframe (${studied}), or do not divide it`,
  );
  const [[base] = ['1d']] = useless;
  if (useless.length > 0 && useless.length === byLength.size)
    throw new SourceError(`${says.join('; ')}: nothing could be decided; set TIMEFRAMES=${base} DECISION_TIMEFRAME=${base}`);
  return says.map((one) => `${one}; they are not traded`);
}
