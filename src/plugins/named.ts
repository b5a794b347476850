import type { Bars, ReadonlyColumn } from '../core/market/candles.ts';
import { nearest } from '../core/reply/nearest.ts';
import { parametersOf } from '../core/study/params.ts';
import type { AnyPlug, Use } from '../core/study/plug.ts';
import { atOnce, brief, plainly, UsageError } from './atOnce.ts';
import { wrapsOwn } from './ownMeasures.ts';

/** A name that nothing has. */
class NameError extends UsageError {
  override name = 'NameError';
}

/** Throws for a name that is none of those there are: `it asks for indicator 'rsii'; did you mean 'rsi'?`. */
function holdToNames(what: string, names: readonly string[], known: readonly string[]): void {
  const wrong = names.find((name) => !known.includes(name));
  if (wrong === undefined) return;
  const near = nearest(wrong, known);
  throw new NameError(
    `it asks for ${what} '${wrong}'; ${near === undefined ? `there are ${known.join(', ')}` : `did you mean '${near}'?`}`,
  );
}

/** The same object, of which a name that it has not throws instead of being undefined. */
export const named = <T extends object>(what: string, of: T): T =>
  new Proxy(of, {
    get(target, name, receiver): unknown {
      if (typeof name === 'string' && !(name in target)) holdToNames(what, [name], Object.keys(target));
      return Reflect.get(target, name, receiver);
    },
  });

/** Gives other plug-ins' columns, each plug-in held to be there and each parameter and field to its name. */
const askedByName =
  (use: Use): Use =>
  (plug, params, where) => {
    // A file of a user's own is not type-checked.
    const given: unknown = plug;
    if (typeof given !== 'object' || given === null || !('start' in given))
      throw new TypeError('use takes a plug-in and its parameters, such as use(indicators.rsi, { period: 14 })');
    if (typeof params === 'object' && params !== null)
      holdToNames(
        `parameter of ${plug.name}`,
        Object.keys(params),
        parametersOf(plug).map(({ name }) => name),
      );
    return named(`field of ${plug.name}`, columnsOf(use(ownMeasure(plug), params, where)));
  };

type BarNumbers = Bars['close'];

function refuseToSet(): never {
  throw new UsageError('it writes to a column that others read too; it may set its own alone, those of out');
}

/** What others read too, to be read and not written: `values` is a copy, made when it is asked for. */
const readable = (column: ReadonlyColumn | BarNumbers): ReadonlyColumn =>
  'values' in column ? barColumn(column) : Object.freeze({ at: (i: number) => column.at(i), set: refuseToSet });

function columnsOf<F extends string>(columns: Readonly<Record<F, ReadonlyColumn>>): Readonly<Record<F, ReadonlyColumn>> {
  const views: Record<F, ReadonlyColumn> = { ...columns };
  for (const field in columns) views[field] = readable(columns[field]);
  return Object.freeze(views);
}

const barColumn = (column: BarNumbers): BarNumbers =>
  Object.freeze({
    at: (i: number) => column.at(i),
    get values() {
      return Float64Array.from(column.values);
    },
    set: refuseToSet,
  });

/** The candles, as `columnsOf` gives columns. */
const barsOf = (bars: Bars): Bars =>
  Object.freeze({
    symbol: bars.symbol,
    timeframe: bars.timeframe,
    get first() {
      return bars.first;
    },
    get began() {
      return bars.began;
    },
    get end() {
      return bars.end;
    },
    time: barColumn(bars.time),
    open: barColumn(bars.open),
    high: barColumn(bars.high),
    low: barColumn(bars.low),
    close: barColumn(bars.close),
    volume: barColumn(bars.volume),
  });

const hasWords = (made: object): made is { explain(i: number): unknown } =>
  'explain' in made && typeof made.explain === 'function';

/** A measure that a file makes for itself is given no more than the file is. */
const ownMeasure = wrapsOwn((plug) => ({ ...plug, ...namedParts(plug) }));

/** The plug-in, for which every name that it misspells is an error that says so. */
export const byName = <P extends AnyPlug<unknown, string>>(plugin: P): P => ({ ...plugin, ...namedParts(plugin) });

const namedParts = <P, F extends string>(plugin: AnyPlug<P, F>): Pick<AnyPlug<P, F>, 'start'> => ({
  start(params, use, bars, out) {
    const made = plainly(() =>
      atOnce(
        'start',
        plugin.start(params, askedByName(use), named('column of its candles', barsOf(bars)), named('field of its own', out)),
      ),
    );
    if (typeof made === 'function') return (from, to) => plainly(() => atOnce('advance', made(from, to)));
    // What is none of these is told where it is looked at.
    if (typeof made !== 'object' || made === null || typeof made.advance !== 'function') return made;
    const plain = {
      ...made,
      advance: (from: number, to: number): void => plainly(() => atOnce('advance', made.advance(from, to))),
    };
    if (!hasWords(made)) return plain;
    return {
      ...plain,
      explain: (i: number): unknown =>
        plainly(() => {
          const said = atOnce('explain', made.explain(i));
          return Array.isArray(said) ? said.map((words) => brief(String(words))) : said;
        }),
    };
  },
});
