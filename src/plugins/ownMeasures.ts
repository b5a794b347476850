import { DETECTORS } from '../core/detectors/list.ts';
import { INDICATORS } from '../core/indicators/list.ts';
import { STRATEGIES } from '../core/strategies/list.ts';
import type { AnyPlug } from '../core/study/plug.ts';

const LISTS: readonly Readonly<Record<string, object>>[] = [INDICATORS, DETECTORS, STRATEGIES];
const DESKS: ReadonlySet<object> = new Set(LISTS.flatMap((list) => Object.values(list)));
// A file can import what the desk itself measures and votes by.
for (const one of [...LISTS, ...DESKS]) Object.freeze(one);

/** Gives a plug-in in another shape of the same kind. */
export type Wrap = <P, F extends string>(plug: AnyPlug<P, F>) => AnyPlug<P, F>;

/** A wrapped plug-in keeps its fields, which proves the types of what was made of it. */
const isOf = <P, F extends string>(kept: object | undefined, plug: AnyPlug<P, F>): kept is AnyPlug<P, F> =>
  kept !== undefined && 'fields' in kept && kept.fields === plug.fields;

/**
 * Measures of a user's own wrapped, the desk's as they are. Of one measure the wrapped object is always the same, since a study knows a
 * plug-in by its object.
 */
export function wrapsOwn(wrap: Wrap): Wrap {
  const wrapped = new WeakMap<object, object>();
  return (plug) => {
    if (DESKS.has(plug)) return plug;
    const known = wrapped.get(plug);
    if (isOf(known, plug)) return known;
    const made = wrap(plug);
    wrapped.set(plug, made);
    return made;
  };
}
