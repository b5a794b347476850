import { nearest } from '../core/reply/nearest.ts';
import { parametersOf } from '../core/study/params.ts';
import type { AnyPlug, Use } from '../core/study/plug.ts';

/** A name that nothing has. */
export class NameError extends RangeError {
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
    return named(`field of ${plug.name}`, use(plug, params, where));
  };

/** The plug-in, for which every name that it misspells is an error that says so. */
export const byName = <P extends AnyPlug<unknown, string>>(plugin: P): P => ({
  ...plugin,
  start: (params, use, bars, out) =>
    plugin.start(params, askedByName(use), named('column of its candles', bars), named('field of its own', out)),
});
