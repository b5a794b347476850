import { z } from 'zod';
import { type Tallies } from '../core/analytics/tally.ts';
import { authorityOf, FREED, isFreed } from '../core/approval/authority.ts';
import { type ArgumentKind, optional } from '../core/desk/arguments.ts';
import { defineCommand } from '../core/desk/command.ts';
import { failureText, type StudyFailure } from '../core/desk/failures.ts';
import type { Read } from '../core/desk/read.ts';
import { figure } from '../core/desk/wire.ts';
import { type Risk } from '../core/facts/roles.ts';
import { AUTHORITIES, type Settings } from '../core/facts/settings.ts';
import { timeframe } from '../core/facts/vocabulary.ts';
import { numberText, rText } from '../core/reply/format.ts';
import { NO_TRADES } from '../core/state/tally.ts';
import { choice } from './kinds/choice.ts';
import { weight } from './kinds/figures.ts';
import { strategyName } from './kinds/strategy.ts';

type Own = Settings['signal']['strategies'][string];

const ownOf = (desk: Read, name: string): Own => desk.state().settings.values.signal.strategies[name] ?? { on: true, weight: 1 };

/** The strategy that a failure belongs to: a pair's is told with its partner, `pairs BTC`. */
const failedOne = (names: readonly string[], { strategy: failed }: StudyFailure): string | undefined =>
  names.find((name) => name === failed) ?? names.find((name) => failed.startsWith(`${name} `));

const standing = (desk: Read, tallies: Tallies) => {
  const names = desk.study.strategies();
  const failures = Map.groupBy(desk.study.failures(), (failure) => failedOne(names, failure));
  const series = desk.market.instruments().flatMap(({ symbol }) => desk.study.timeframes(symbol)).length;
  return names.map((name) => {
    const own = ownOf(desk, name);
    const authority = authorityOf(desk.state().settings.values, name);
    const { trades, r } = tallies.get(name) ?? NO_TRADES;
    const failed = failures.get(name) ?? [];
    return {
      name,
      ...own,
      authority,
      trades,
      r,
      // What was stopped once is asked nowhere any more.
      silent: failed.length > 0 && (failed.length >= series || failed.some(({ stopped }) => stopped === true)),
      failed: failed.map(({ symbol, timeframe, says }) => ({ symbol, timeframe, says })),
    };
  });
};

type Switch = 'on' | 'off' | 'authority' | number;

const switchKind: ArgumentKind<Switch> = {
  name: 'on, off, a weight, or authority',
  example: 'off',
  schema: z.union([z.literal('authority'), weight.schema]),
  parse: (text, desk) => (text.toLowerCase() === 'authority' ? { value: 'authority' } : weight.parse(text, desk)),
  complete: (prefix, desk) => [
    ...weight.complete(prefix, desk),
    ...['authority'].filter((word) => word.startsWith(prefix.toLowerCase())),
  ],
};

/** `usual` is that of all strategies. */
const authorityKind = choice('an authority', [...AUTHORITIES, 'usual']);
type Word = Settings['authority'] | 'usual';

/** The settings with one strategy changed; undefined where the words change nothing. */
function changed(values: Settings, own: Own, name: string, to: Switch, word: Word | undefined): Settings | undefined {
  if (to === 'authority') {
    const { [name]: _before, ...others } = values.authorities;
    if (word === undefined) return undefined;
    return { ...values, authorities: word === 'usual' ? others : { ...others, [name]: word } };
  }
  const after = to === 'on' ? { ...own, on: true } : to === 'off' ? { ...own, on: false } : { ...own, weight: to };
  return { ...values, signal: { ...values.signal, strategies: { ...values.signal.strategies, [name]: after } } };
}

/** The more the desk may do by itself, the more is at risk. */
function riskOf(desk: Read, name: string, to: Switch, word: Word | undefined): Risk {
  const { values } = desk.state().settings;
  const own = ownOf(desk, name);
  const after = changed(values, own, name, to, word);
  if (after === undefined) return 'none';
  if (to !== 'authority') return to === 'off' || (to !== 'on' && to < own.weight) ? 'reduces' : 'adds';
  const freedom = (settings: Settings): number => AUTHORITIES.indexOf(authorityOf(settings, name));
  return freedom(after) > freedom(values) ? 'adds' : 'reduces';
}

/** Without a name it lists; with one it is switched, weighted or given an authority of its own: a new version of the settings. */
export const strategy = defineCommand({
  name: 'strategy',
  aliases: ['strategies'],
  about: 'the strategies; on, off, a weight, or authority advise, approve, auto, usual',
  args: { name: optional(strategyName), switch: optional(switchKind), authority: optional(authorityKind) },
  role: 'trader',
  roleToAdd: 'approver',
  risk: ({ name, switch: to, authority }, desk) =>
    name === undefined || to === undefined ? 'none' : riskOf(desk, name, to, authority),
  stepUp: ({ name, switch: to, authority }, desk) => {
    if (name === undefined || to === undefined) return undefined;
    const { values } = desk.state().settings;
    const after = changed(values, ownOf(desk, name), name, to, authority);
    return after !== undefined && isFreed(values, after) ? FREED : undefined;
  },
  run: async ({ name, switch: to, authority }, desk) => {
    const { version, values } = desk.state().settings;
    const misplaced = authority !== undefined && to !== 'authority';
    const after =
      name === undefined || to === undefined || misplaced ? undefined : changed(values, ownOf(desk, name), name, to, authority);
    if (after !== undefined) {
      await desk.act({
        type: 'settings',
        version: version + 1,
        why: `strategy ${name} ${to}${authority === undefined ? '' : ` ${authority}`}`,
        values: after,
      });
    }
    const half = misplaced || (to === 'authority' && authority === undefined);
    const tallies = await desk.queries.tallies('strategy', 0);
    return {
      name,
      half,
      version: desk.state().settings.version,
      asksPairs: desk.state().settings.values.approval.pairs,
      strategies: standing(desk, tallies),
    };
  },
  result: z.object({
    name: z.string().optional(),
    /** An authority was named without the word for it, or the word without one. */
    half: z.boolean(),
    version: z.number().int(),
    /** Whether pairs are asked for, where they take a yes. */
    asksPairs: z.boolean(),
    strategies: z.array(
      z.object({
        name: z.string(),
        on: z.boolean(),
        weight: z.number(),
        authority: z.enum(AUTHORITIES),
        /** Closed ones, and what they made. */
        trades: z.number().int(),
        r: figure,
        /** Whether it is left out of every series, so that it votes nowhere though it is on. */
        silent: z.boolean(),
        /** Where it has failed and is left out until the study begins anew. */
        failed: z.array(z.object({ symbol: z.string(), timeframe, says: z.string() })),
      }),
    ),
  }),
  show: ({ name, half, version, asksPairs, strategies }) =>
    half
      ? {
          title: 'An authority is given in two words',
          lines: [
            `Expected authority and one of ${AUTHORITIES.join(', ')}, usual`,
            `Example: /strategy "${name}" authority approve`,
          ],
          outcome: 'refused',
        }
      : {
          title: `Strategies · settings version ${version}`,
          lines: [
            ...strategies.flatMap((one) => [
              `${one.on ? (one.silent ? '!' : '✓') : '✗'} ${one.name} · ${one.authority} · weight ${numberText(one.weight, 1)} · ${one.trades} closed ${rText(one.r)}`,
              ...(one.failed.length === 0
                ? []
                : [`  ! ${one.silent ? `left out everywhere: ${one.failed[0]?.says}` : failureText(one.failed)}`]),
            ]),
            ...(strategies.some((one) => one.name === 'pairs' && one.on && one.authority === 'approve') && !asksPairs
              ? ['Pairs take a yes and are not asked for: /config approval.pairs true']
              : []),
            ...(strategies.some(({ on, silent, weight: own }) => on && !silent && own > 0)
              ? []
              : [
                  `No strategy ${strategies.some(({ on }) => on) ? 'votes' : 'is on'}: the desk enters nothing by itself. Levels and divergences found are context, no vote of their own`,
                ]),
          ],
          buttons: strategies
            .filter((one) => one.name === name)
            .map((one) => ({ label: one.on ? 'Off' : 'On', line: `/strategy "${one.name}" ${one.on ? 'off' : 'on'}` })),
        },
});
