import type { GrowingBars } from '../../market/bars.ts';
import type { Bars, CandleColumns } from '../../market/candles.ts';
import { copyOf } from '../../market/columns.ts';
import { canResample, resample } from '../../market/resample.ts';
import { lengthOf } from '../../time.ts';
import { createStudy } from '../graph.ts';
import type { AnyPlug, Finding } from '../plug.ts';
import { tiedTo } from './markets.ts';

/** A plug-in of any kind with parameters that nobody has looked at: they are parsed where it starts. */
export type Plugin = AnyPlug<unknown, string>;

/** The symbols of a trial; a plug-in with a parameter for another symbol gets the partner. */
const OWN = 'OWN/USDT';
export const PARTNER = 'PARTNER/USDT';
const FINEST = '5m';

/** What a plug-in said over a market. */
export type TrialVoice = {
  readonly rows: number;
  readonly warmup: number;
  /** A field's values at the bars [from, to). */
  values(field: string, from: number, to: number): readonly number[];
  readonly findings: readonly Finding[];
  /** Where the candles that it was given are other than they came, in words. */
  changed(): string | undefined;
  /** Undefined for what explains nothing. */
  explain: ((i: number) => readonly string[]) | undefined;
};

/**
 * The plug-in over five-minute candles, with every higher timeframe and a partner symbol beside them, handed over in pieces that end
 * at the given rows (all at once without). Throws what the plug-in throws.
 */
export function hear(plugin: Plugin, params: unknown, candles: CandleColumns, ends: readonly number[] = []): TrialVoice {
  let findings: readonly Finding[] = [];
  let explain: TrialVoice['explain'];
  // The study hands out columns; what else start returns is taken note of on the way.
  const watched: Plugin = {
    ...plugin,
    start(parsed, use, bars, out) {
      const made = plugin.start(parsed, use, bars, out);
      if ('findings' in made && Array.isArray(made.findings)) findings = made.findings;
      if ('explain' in made && typeof made.explain === 'function') explain = wordsOf(made.explain);
      return made;
    },
  };
  const study = createStudy((failure) => {
    throw failure.error;
  });
  const series = study.series(OWN, FINEST);
  const asked = series.ask(watched, params);
  const rows = candles.time.length;
  // A series may take over the arrays that it is given.
  const given: { readonly bars: GrowingBars; readonly candles: CandleColumns; readonly came: CandleColumns; done: number }[] = [];
  const give = (bars: GrowingBars): void => {
    const its = besideOf(bars, candles);
    if (its !== undefined && given.every((line) => line.bars !== bars))
      given.push({ bars, candles: its, came: copyOf(its), done: 0 });
  };
  let from = 0;
  for (const end of [...ends, rows]) {
    if (end <= from) continue;
    // What nobody asks for is not made: most plug-ins read their own candles alone.
    study.asked().forEach(give);
    const now = (candles.time[end - 1] ?? 0) + lengthOf(FINEST);
    for (const line of given) {
      const { time } = line.candles;
      const length = lengthOf(line.bars.timeframe);
      let to = line.done;
      while (to < time.length && (time[to] ?? 0) + length <= now) to += 1;
      line.bars.append(line.candles, line.done, to);
      line.done = to;
    }
    study.advance();
    from = end;
  }
  return {
    rows,
    warmup: asked.warmup,
    values: (field, first, to) => Array.from({ length: to - first }, (_, k) => asked.columns[field]?.at(first + k) ?? Number.NaN),
    findings,
    changed: () => given.map(({ bars, came }) => changedIn(bars, came)).find((says) => says !== undefined),
    explain,
  };
}

const COLUMNS = ['time', 'open', 'high', 'low', 'close', 'volume'] as const;

/** The candles of a series in a trial over these five-minute candles; undefined where it has none. */
function besideOf({ symbol, timeframe }: Bars, candles: CandleColumns): CandleColumns | undefined {
  if (symbol === PARTNER && timeframe === FINEST) return tiedTo(candles);
  if (symbol !== OWN) return undefined;
  if (timeframe === FINEST) return candles;
  return lengthOf(timeframe) > lengthOf(FINEST) && canResample(FINEST, timeframe)
    ? resample(candles, FINEST, timeframe)
    : undefined;
}

/** The first number of a series that is not its candle's. */
function changedIn(bars: Bars, candles: CandleColumns): string | undefined {
  for (const column of COLUMNS)
    for (let i = bars.first; i < bars.end; i++)
      if (!Object.is(bars[column].at(i), candles[column][i])) return `the ${column} of its ${bars.timeframe} candle ${i}`;
  return undefined;
}

/** Whatever a start gave as its words, told as text: a plug-in of a user's own is not type-checked. */
const wordsOf =
  (say: Function): ((i: number) => readonly string[]) =>
  (i) => {
    const said: unknown = say(i);
    return Array.isArray(said) ? said.map(String) : [];
  };
