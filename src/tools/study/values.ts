import { messageOf } from '../../core/facts/messageOf.ts';
import type { CandleColumns, ReadonlyColumn } from '../../core/market/candles.ts';
import { resample } from '../../core/market/resample.ts';
import { createStudy } from '../../core/study/graph.ts';
import { parametersOf } from '../../core/study/params.ts';
import { lengthOf, type Ms, TIMEFRAMES } from '../../core/time.ts';
import { InputError } from '../../plugins/inputError.ts';
import type { FileCandles } from './candleFile.ts';
import type { CatalogueEntry } from './catalogue.ts';

/** A plug-in's values over a file: one row a candle, `ts` its open in ms UTC, undefined where there is no value. */
export type Values = {
  readonly fields: readonly string[];
  readonly rows: number;
  time(row: number): Ms;
  at(field: string, row: number): number | undefined;
};

/** What is studied is called this; the symbols of other files go by the names they are given. */
const SUBJECT = 'the file';

/**
 * Works a plug-in out over candles, with every coarser timeframe and the candles of `others`, by symbol, beside them. Throws
 * InputError when the plug-in throws.
 */
export function valuesOf(
  entry: CatalogueEntry,
  params: Readonly<Record<string, unknown>>,
  { candles, timeframe }: FileCandles,
  others: ReadonlyMap<string, FileCandles> = new Map(),
): Values {
  const { name } = entry;
  if (entry.kind === 'lookahead') {
    const computed = entry.plugin.compute(candles, entry.plugin.params.parse(params));
    return valuesIn(candles, entry.plugin.fields, (field, row) => computed[field]?.[row]);
  }
  const { plugin } = entry;
  const absent = symbolsIn(plugin, params).find((symbol) => !others.has(symbol));
  if (absent !== undefined)
    throw new InputError(`${name} reads another symbol, ${absent}: give its candles with --with ${absent}=FILE`);
  const study = createStudy((failure) => {
    const file = failure.file === undefined ? '' : `${failure.file}: `;
    throw new InputError(`${file}${failure.plug} failed at candle ${failure.bar + 1}: ${messageOf(failure.error)}`);
  });
  const series = study.series(SUBJECT, timeframe);
  const columns: Readonly<Record<string, ReadonlyColumn>> = series.use(plugin, params);
  series.bars.append(candles);
  for (const coarser of TIMEFRAMES)
    if (lengthOf(coarser) > lengthOf(timeframe) && lengthOf(coarser) % lengthOf(timeframe) === 0)
      study.bars(SUBJECT, coarser).append(resample(candles, timeframe, coarser));
  for (const [symbol, other] of others) study.bars(symbol, other.timeframe).append(other.candles);
  study.advance();
  return valuesIn(candles, plugin.fields, (field, row) => columns[field]?.at(row));
}

const valuesIn = (
  candles: CandleColumns,
  fields: readonly string[],
  at: (field: string, row: number) => number | undefined,
): Values => ({
  fields,
  rows: candles.time.length,
  time: (row) => candles.time[row] ?? Number.NaN,
  at(field, row) {
    const value = at(field, row);
    return value !== undefined && Number.isFinite(value) ? value : undefined;
  },
});

/** The other symbols that the parameters name: words without a usual value. */
const symbolsIn = (plugin: CatalogueEntry['plugin'], params: Readonly<Record<string, unknown>>): readonly string[] =>
  parametersOf(plugin).flatMap(({ name, kind, usual }) => {
    const value = params[name];
    return kind === 'text' && usual === undefined && typeof value === 'string' ? [value] : [];
  });

/** The warm-up with the usual parameters; undefined where one must be given, or where nothing warms up. */
export function usualWarmup(plugin: CatalogueEntry['plugin']): number | undefined {
  const usual = plugin.params.safeParse({});
  return usual.success && 'warmup' in plugin ? plugin.warmup(usual.data) : undefined;
}
