import { type Parameter, parametersOf } from '../params.ts';
import { PARTNER, type Plugin } from './trial.ts';

/** A number near the low end of a range, where an off-by-one of a longer default would hide. */
const small = ({ kind, least, usual }: Parameter): number | undefined => {
  if (typeof usual !== 'number' || least === undefined) return undefined;
  return kind === 'integer' ? Math.min(usual, least + 1) : Math.max(least, usual / 2);
};

/**
 * Sets of parameters that a plug-in takes: its usual ones, its least ones, small ones, and each choice and flag turned another way;
 * contradictory sets are left out. A word that must be given is taken for another symbol.
 */
export function sampleParameters(plugin: Plugin): readonly unknown[] {
  const parameters = parametersOf(plugin);
  const set = (choose: (parameter: Parameter) => number | boolean | string | undefined): unknown =>
    Object.fromEntries(
      parameters.flatMap((parameter) => {
        const given = parameter.kind === 'text' && parameter.usual === undefined ? PARTNER : choose(parameter);
        return given === undefined ? [] : [[parameter.name, given]];
      }),
    );
  const sets = [set(() => undefined), set(({ kind, least }) => (kind === 'integer' ? least : undefined)), set(small)];
  for (const { name, kind, choices, usual } of parameters) {
    const others = choices ?? (kind === 'flag' ? [usual !== true] : []);
    for (const other of others) if (other !== usual) sets.push(set((parameter) => (parameter.name === name ? other : undefined)));
  }
  const taken = sets.filter((values) => plugin.params.safeParse(values).success);
  return taken.filter((one, i) => taken.findIndex((other) => JSON.stringify(other) === JSON.stringify(one)) === i);
}
