import type { CandleColumns } from '../../../src/core/market/candles.ts';
import type { AnyPlug } from '../../../src/core/study.ts';
import { studied } from '../contract/series.ts';

/** Somebody else's figures: what they are of, and how close ours must come where nothing else is said. */
export type Source = {
  readonly name: string;
  /** Largest difference, relative to a value above 1 and absolute below. */
  readonly tolerance: number;
};

/** One plug-in beside one source. */
export type Case = {
  readonly source: Source;
  /** As the source calls it, with its parameters: `STOCH 5/3/3`. */
  readonly title: string;
  readonly plug: AnyPlug<unknown, string>;
  readonly params: Readonly<Record<string, number | boolean | string>>;
  readonly candles: CandleColumns;
  /** The source's value for each of our fields at each bar; undefined or NaN where it has none. */
  readonly expected: Readonly<Record<string, (bar: number) => number | undefined>>;
  /** The first bar that is compared, where the two begin differently; the plug's own warm-up unless told. `why` says what differs. */
  readonly from?: number;
  readonly tolerance?: number;
  readonly why?: string;
};

/** How far apart the two are. */
export type Comparison = { readonly values: number; readonly largest: number; readonly missing: number };

/**
 * The largest difference over all fields and bars from the first compared one on. `missing` counts the bars at which only one of
 * the two has a value; before the warm-up ours must have none.
 */
export function compare({ plug, params, candles, expected, from }: Case): Comparison {
  const parsed = plug.params.parse(params);
  const columns = studied(plug, parsed, candles);
  const warmup = plug.warmup(parsed);
  let [values, largest, missing] = [0, 0, 0];
  for (const [field, valueAt] of Object.entries(expected)) {
    const column = columns[field];
    if (column === undefined) throw new RangeError(`${plug.name} has no field ${field}: it has ${plug.fields.join(', ')}`);
    for (let i = 0; i < warmup; i++) if (!Number.isNaN(column.at(i))) missing += 1;
    for (let i = Math.max(from ?? warmup, warmup); i < candles.time.length; i++) {
      const [ours, theirs] = [column.at(i), valueAt(i) ?? Number.NaN];
      if (Number.isNaN(ours) && Number.isNaN(theirs)) continue;
      if (Number.isNaN(ours) !== Number.isNaN(theirs)) missing += 1;
      else largest = Math.max(largest, Math.abs(ours - theirs) / Math.max(1, Math.abs(theirs)));
      values += 1;
    }
  }
  return { values, largest, missing };
}
