import type { CandleColumns } from '../../../src/core/market/candles.ts';
import type { AnyPlug } from '../../../src/core/study/plug.ts';
import { studied } from '../study/conformance/series.ts';
import { batch } from '../trial.ts';

/** Somebody else's figures: what they are of, and how close ours must come where nothing else is said. */
export type Source = {
  readonly name: string;
  /** Largest difference, relative to a value above 1 and absolute below. */
  readonly tolerance: number;
  /** Whether the difference is absolute above 1 too, as the source holds itself to it. */
  readonly absolute?: boolean;
  /** All that its files hold, by the names that cases and `unused.ts` know it under; none where the files are not there. */
  readonly names: readonly string[];
};

/** One plug-in beside one source. */
export type Case = {
  readonly source: Source;
  /** Which of the source's names it uses. */
  readonly name: string;
  /** As the source calls it, with its parameters: `STOCH 5/3/3`. */
  readonly title: string;
  readonly plug: AnyPlug<unknown, string>;
  readonly params: Readonly<Record<string, number | boolean | string>>;
  readonly candles: CandleColumns;
  /** Candles of the symbol `B`, where the plug-in looks at a pair. */
  readonly partner?: CandleColumns;
  /** The source's value for each of our fields at each bar; undefined or NaN where it has none. */
  readonly expected: Readonly<Record<string, (bar: number) => number | undefined>>;
  /** The bars that the source speaks of, where those are not all from the warm-up on; no value there is an answer too. */
  readonly bars?: readonly number[];
  /** The first bar that is compared, where the two begin differently; the plug's own warm-up unless told. `why` says what differs. */
  readonly from?: number;
  /** Bars after that at which the two are known to differ, as `why` says. */
  readonly except?: readonly number[];
  readonly tolerance?: number;
  readonly why?: string;
};

/** What a case may add to what its source gives. */
export type Rest = Partial<Pick<Case, 'candles' | 'partner' | 'from' | 'except' | 'tolerance' | 'why'>>;

/** Cases whose figures are written another way than ours: `ours` makes ours of theirs. */
export const writtenAs = (cases: readonly Case[], ours: (value: number, bar: number) => number): readonly Case[] =>
  cases.map((one) => ({
    ...one,
    expected: Object.fromEntries(
      Object.entries(one.expected).map(([field, valueAt]) => [field, (bar) => ours(valueAt(bar) ?? Number.NaN, bar)]),
    ),
  }));

/** How far apart the two are. */
export type Comparison = { readonly values: number; readonly largest: number; readonly missing: number };

/**
 * The largest difference over all fields and bars from the first compared one on. `missing` counts the bars at which only one of
 * the two has a value; before the warm-up ours must have none.
 */
export function compare({ source, plug, params, candles, partner, expected, bars, from, except = [] }: Case): Comparison {
  const parsed = plug.params.parse(params);
  const columns =
    partner === undefined
      ? studied(plug, parsed, candles)
      : batch({ A: candles, B: partner }, ['1m'], (study) => study.series('A', '1m').use(plug, parsed));
  const warmup = plug.warmup(parsed);
  let [values, largest, missing] = [0, 0, 0];
  for (const [field, valueAt] of Object.entries(expected)) {
    const column = columns[field];
    if (column === undefined) throw new RangeError(`${plug.name} has no field ${field}: it has ${plug.fields.join(', ')}`);
    for (let i = 0; i < warmup; i++) if (!Number.isNaN(column.at(i))) missing += 1;
    const first = Math.max(from ?? warmup, warmup);
    const told = bars?.filter((bar) => bar >= (from ?? 0));
    for (const i of told ?? Array.from({ length: candles.time.length - first }, (_, k) => first + k)) {
      if (except.includes(i)) continue;
      const [ours, theirs] = [column.at(i), valueAt(i) ?? Number.NaN];
      if (Number.isNaN(ours) && Number.isNaN(theirs)) {
        if (told !== undefined) values += 1;
        continue;
      }
      const scale = source.absolute === true ? 1 : Math.max(1, Math.abs(theirs));
      if (Number.isNaN(ours) !== Number.isNaN(theirs)) missing += 1;
      else largest = Math.max(largest, Math.abs(ours - theirs) / scale);
      values += 1;
    }
  }
  return { values, largest, missing };
}
