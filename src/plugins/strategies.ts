import { basename } from 'node:path';
import { nearest } from '../core/reply/nearest.ts';
import { STRATEGY_NAMES } from '../core/strategies/list.ts';
import type { Strategy } from '../core/study/plug.ts';
import { InputError } from './inputError.ts';
import { loadOwnFolder } from './load.ts';
import type { Loaded } from './own.ts';
import { votingOf } from './voting.ts';

/** The learned voice has a weight of its own even before anybody has made one. */
const LEARNED = 'learned';

/** Strategies of a user's own, and a digest of their files: a replay with other ones is another replay. */
export type OwnStrategies = { readonly strategies: readonly Strategy<unknown>[]; readonly digest: string };

/**
 * Loads the strategies of the folder that is configured, and holds the names that the settings switch to those there are. Throws
 * InputError for a file of the wrong shape, a name that the desk has already, or one that nothing has.
 */
export async function ownStrategies(
  folder: string | undefined,
  switches: Readonly<Record<string, unknown>>,
): Promise<OwnStrategies> {
  const loaded: readonly Loaded[] = folder === undefined ? [] : await loadOwnFolder(folder);
  const own = loaded.filter(({ plugin }) => plugin.kind === 'strategy');
  const taken = own.find(({ plugin }) => STRATEGY_NAMES.includes(plugin.name));
  if (taken !== undefined)
    throw new InputError(`${taken.file}: name: the desk has a strategy ${taken.plugin.name} already; choose another name`);
  const bare = own.find(({ plugin }) => !plugin.params.safeParse({}).success);
  if (bare !== undefined)
    throw new InputError(
      `${bare.file}: params: the desk runs a strategy with its usual values; give each a default in its range`,
    );
  const names = [...STRATEGY_NAMES, ...own.map(({ plugin }) => plugin.name), LEARNED];
  const unknown = Object.keys(switches).find((name) => !names.includes(name));
  if (unknown !== undefined) {
    const near = nearest(unknown, names);
    throw new InputError(
      `STRATEGIES names ${unknown}, which is no strategy; ${near === undefined ? `there are ${names.join(', ')}` : `did you mean ${near}?`}`,
    );
  }
  return {
    strategies: own.map(({ plugin, file }) => votingOf(plugin, basename(file))),
    digest: own.map(({ plugin, digest }) => `${plugin.name} ${digest}`).join(),
  };
}
