import type { Risk } from '../facts/roles.ts';
import { ABSENT, type Difference, differences } from '../facts/settingLeaves.ts';
import { AUTHORITIES, type Settings } from '../facts/settings.ts';
import { REGIMES } from '../facts/vocabulary.ts';
import { authorityOf, FREED, isFreed } from './authority.ts';
import { LIMITS, type Limit, raisedLimits } from './raised.ts';

/** What is no limit but lets more in, holds longer or stands further away the larger it is. */
const LEANINGS: readonly Limit[] = [
  ['signal.score', ({ signal }) => -signal.score],
  ['signal.confidence', ({ signal }) => -signal.confidence],
  ['signal.alignment', ({ signal }) => -signal.alignment],
  ['signal.minAgreeing', ({ signal }) => -(signal.minAgreeing ?? 0)],
  ['signal.minVolume', ({ signal }) => -(signal.minVolume ?? 0)],
  ['signal.minHealth', ({ signal }) => -(signal.minHealth ?? 0)],
  ['universe.top', ({ universe }) => universe.top],
  ['universe.maxSpread', ({ universe }) => universe.maxSpread],
  ['universe.maxVolatility', ({ universe }) => universe.maxVolatility],
  ['signal.coolDown', ({ signal }) => -signal.coolDown],
  ['universe.minAge', ({ universe }) => -(universe.minAge ?? 0)],
  ['exits.guardEvery', ({ exits }) => exits.guardEvery],
  ['exits.stop', ({ exits }) => exits.stop],
  ['exits.atrMultiple', ({ exits }) => exits.atrMultiple],
  ['exits.trailing', ({ exits }) => (exits.trailing ? 0 : 1)],
  ['exits.trailingDistance', ({ exits }) => exits.trailingDistance],
  // A stop that is moved in larger steps stands farther behind the price.
  ['exits.leastMove', ({ exits }) => exits.leastMove],
  ['exits.leastMoveTicks', ({ exits }) => exits.leastMoveTicks],
  ['exits.partial', ({ exits }) => -exits.partial],
  // At 0 the stop never moves to the entry by itself.
  ['exits.breakEvenAt', ({ exits }) => (exits.breakEvenAt === 0 ? undefined : exits.breakEvenAt)],
  ['exits.maxHold', ({ exits }) => exits.maxHold],
  ['exits.confidenceDecay', ({ exits }) => -exits.confidenceDecay],
  ['approval.answerWithin', ({ approval }) => approval.answerWithin],
  ['authority', ({ authority }) => AUTHORITIES.indexOf(authority)],
];

const DIRECTED: ReadonlyMap<string, Limit[1]> = new Map([...LIMITS, ...LEANINGS]);

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
function allowance(path: string): ((values: Settings) => number) | undefined {
  const directed = DIRECTED.get(path);
  if (directed !== undefined) return (values) => directed(values) ?? Number.POSITIVE_INFINITY;
  if (path.startsWith(AUTHORITY)) return (values) => AUTHORITIES.indexOf(authorityOf(values, path.slice(AUTHORITY.length)));
  if (!path.startsWith(STRATEGIES)) return undefined;
  const name = path.slice(STRATEGIES.length, path.lastIndexOf('.'));
  return (values) => loudness(values, name);
}

/** A difference, and whether taking it over only ever takes risk away. */
export type Change = Difference & { readonly risk: Exclude<Risk, 'none'> };

/** Whether a leaf that one side does not name says there what is usual: no change, only other words. */
const isUsual = ({ path, before, after }: Difference): boolean =>
  (path.startsWith(STRATEGIES) || path.startsWith(AUTHORITY)) && (before === ABSENT || after === ABSENT);

/**
 * What a change of settings does to the risk, leaf by leaf; one that only says the usual in words is none. A leaf that can be read neither way, such as how stops are measured,
 * adds: nothing that might allow more passes for less.
 */
export const changes = (before: Settings, after: Settings): readonly Change[] =>
  differences(before, after).flatMap((leaf): Change[] => {
    if (leaf.path === REGIMES_ALLOWED) return [{ ...leaf, risk: isNarrower(before, after) ? 'reduces' : 'adds' }];
    const allows = allowance(leaf.path);
    if (allows === undefined) return [{ ...leaf, risk: 'adds' }];
    if (allows(after) === allows(before) && isUsual(leaf)) return [];
    return [{ ...leaf, risk: allows(after) > allows(before) ? 'adds' : 'reduces' }];
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
