import { allowance, LEANINGS, type Leaning } from '../facts/leanings.ts';
import type { Risk } from '../facts/roles.ts';
import { ABSENT, type Difference, differences } from '../facts/settingLeaves.ts';
import { AUTHORITIES, type Settings } from '../facts/settings.ts';
import { REGIMES } from '../facts/vocabulary.ts';
import { authorityOf, FREED, isFreed } from './authority.ts';
import { raisedLimits } from './raised.ts';

const DIRECTED: ReadonlyMap<string, Leaning> = new Map(LEANINGS.map((one) => [one.path, one]));

const STRATEGIES = 'signal.strategies.';
const AUTHORITY = 'authorities.';
const REGIMES_ALLOWED = 'signal.regimes';

/** Whether entries are allowed in no state of the market in which they were not. */
const isNarrower = (before: Settings, after: Settings): boolean =>
  REGIMES.every((one) => before.signal.regimes?.includes(one) !== false || after.signal.regimes?.includes(one) === false);

/** How loud a strategy is, 0 when it is off. One that is not named is taken at its usual weight. */
function loudness({ signal }: Settings, name: string): number {
  const own = signal.strategies[name] ?? { on: true, weight: 1 };
  return own.on ? own.weight : 0;
}

/** How much a setting allows, by its path; undefined for one that can be read neither way. */
function allows(path: string): ((values: Settings) => number) | undefined {
  const directed = DIRECTED.get(path);
  if (directed !== undefined) return (values) => allowance(directed, values);
  if (path === 'authority') return ({ authority }) => AUTHORITIES.indexOf(authority);
  if (path.startsWith(AUTHORITY)) return (values) => AUTHORITIES.indexOf(authorityOf(values, path.slice(AUTHORITY.length)));
  if (!path.startsWith(STRATEGIES)) return undefined;
  const name = path.slice(STRATEGIES.length, path.lastIndexOf('.'));
  return (values) => loudness(values, name);
}

/** A difference, and whether taking it over only ever takes risk away. */
export type Change = Difference & { readonly risk: Exclude<Risk, 'none'> };

/** Whether an authority that one side does not name says there what is usual: no change, only other words. */
const isUsual = ({ path, before, after }: Difference): boolean =>
  path.startsWith(AUTHORITY) && (before === ABSENT || after === ABSENT);

/**
 * What a change of settings does to the risk, leaf by leaf; one that only says the usual in words is none. A leaf that can be read neither way, such as how stops are measured,
 * adds: nothing that might allow more passes for less.
 */
export const changes = (before: Settings, after: Settings): readonly Change[] =>
  differences(before, after).flatMap((leaf): Change[] => {
    if (leaf.path === REGIMES_ALLOWED) return [{ ...leaf, risk: isNarrower(before, after) ? 'reduces' : 'adds' }];
    const of = allows(leaf.path);
    if (of === undefined) return [{ ...leaf, risk: 'adds' }];
    if (of(after) === of(before) && isUsual(leaf)) return [];
    return [{ ...leaf, risk: of(after) > of(before) ? 'adds' : 'reduces' }];
  });

/** What a change of settings does to the risk as a whole: one leaf that adds is enough. */
export function settingsRisk(before: Settings, after: Settings): Risk {
  const all = changes(before, after);
  if (all.length === 0) return 'none';
  return all.some(({ risk }) => risk === 'adds') ? 'adds' : 'reduces';
}

/** Why a change of settings takes a one-time code; undefined where it takes none. */
export function settingsStepUp(before: Settings, after: Settings): string | undefined {
  if (isFreed(before, after)) return FREED;
  const raised = raisedLimits(before, after);
  return raised.length === 0 ? undefined : `it raises a limit, ${raised.join(', ')}`;
}
