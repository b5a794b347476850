import { basename } from 'node:path';
import { nearest } from '../core/reply/nearest.ts';
import { RULES } from '../core/risk/rules/list.ts';
import { STRATEGY_NAMES } from '../core/strategies/list.ts';
import type { Ms } from '../core/time.ts';
import type { OwnPlugins } from '../core/trader/ownPlugins.ts';
import { deadline } from './bounded.ts';
import { InputError } from './inputError.ts';
import { loadOwnFolder } from './load.ts';
import { rulingOf } from './ruling.ts';
import { votingOf } from './voting.ts';

/** The learned voice has a weight of its own even before anybody has made one. */
const LEARNED = 'learned';

/** What of a user's own the desk runs, and a digest of the files: a replay with other ones is another replay. */
type DeskPlugins = OwnPlugins & { readonly digest: string };

/**
 * Loads the strategies and the risk rules of the folder that is configured, and holds the names that the settings switch to those there
 * are. Throws InputError for a file of the wrong shape, a name that the desk has already, or one that nothing has.
 * `timeLimit` is how long any of them may be at work at once.
 */
export async function ownPlugins(
  folder: string | undefined,
  switches: Readonly<Record<string, unknown>>,
  timeLimit?: Ms,
): Promise<DeskPlugins> {
  const loaded = folder === undefined ? [] : await loadOwnFolder(folder, timeLimit);
  const own = loaded.flatMap((one) => ('plugin' in one && one.plugin.kind === 'strategy' ? [one] : []));
  const rules = loaded.flatMap((one) => ('rule' in one ? [one] : []));
  holdToOthers(
    'strategy',
    own.map(({ file, plugin: { name } }) => ({ file, name })),
    STRATEGY_NAMES,
  );
  holdToOthers(
    'risk rule',
    rules.map(({ file, rule: { name } }) => ({ file, name })),
    RULES.map(({ name }) => name),
  );
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
    rules: rules.map(({ rule, file }) => rulingOf(rule, basename(file), deadline(timeLimit).call)),
    digest: [
      ...own.map(({ plugin, digest }) => `${plugin.name} ${digest}`),
      ...rules.map(({ rule, digest }) => `${rule.name} ${digest}`),
    ].join(),
  };
}

/** Throws for a file whose name the desk has given to something of its own. */
function holdToOthers(
  kind: string,
  own: readonly { readonly file: string; readonly name: string }[],
  known: readonly string[],
): void {
  const taken = own.find(({ name }) => known.includes(name));
  if (taken !== undefined)
    throw new InputError(`${taken.file}: name: the desk has a ${kind} ${taken.name} already; choose another name`);
}
