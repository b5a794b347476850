import { baseOf } from '../reply/format.ts';
import type { Strategy } from '../study/plug.ts';
import { pairVoice, type Voice, voice } from '../study/voice.ts';
import { divergence } from './divergence.ts';
import { emaCross } from './emaCross.ts';
import { grid } from './grid.ts';
import { ichimoku } from './ichimoku.ts';
import { macd } from './macd.ts';
import { meanReversion } from './meanReversion.ts';
import { momentum } from './momentum.ts';
import { type PairsParams, pairs } from './pairs.ts';
import { rsi } from './rsi.ts';
import { smaCross } from './smaCross.ts';
import { smartMoney } from './smartMoney.ts';
import { vwap } from './vwap.ts';

/**
 * Every strategy, as people type its name; taking one out is this line and its file, and where it is named below: as a usual one, or as
 * the one of pairs.
 */
export const STRATEGIES = {
  divergence,
  emaCross,
  grid,
  ichimoku,
  macd,
  meanReversion,
  momentum,
  pairs,
  rsi,
  smaCross,
  smartMoney,
  vwap,
} as const;

/** Those that are heard unless the settings leave them out; the others are heard where the settings name them. */
const USUAL: readonly Strategy<unknown>[] = [momentum, meanReversion, divergence];

/** Names of all strategies, as settings and commands call them. */
export const STRATEGY_NAMES: readonly string[] = Object.values(STRATEGIES).map(({ name }) => name);

/** What the settings say of strategies by name. */
type Switches = Readonly<Record<string, { readonly on: boolean; readonly weight: number }>>;

/** Strategies of one symbol alone that a desk with these settings hears: the usual ones, those that are named, and a user's own. */
function heard(switches: Switches, own: readonly Strategy<unknown>[]): readonly Strategy<unknown>[] {
  const all: readonly Strategy<unknown>[] = Object.values(STRATEGIES);
  const named = all.filter(({ name }) => name !== pairs.name && switches[name] !== undefined);
  return [...USUAL, ...named.filter((strategy) => !USUAL.includes(strategy)), ...own];
}

/** The names of what a desk with these settings hears, pairs included. */
export const heardNames = (switches: Switches, own: readonly Strategy<unknown>[] = []): readonly string[] => [
  ...heard(switches, own).map(({ name }) => name),
  pairs.name,
];

/**
 * The strategies as they speak for one symbol, with their default parameters. `partners` are the other symbols of the pairs that this
 * symbol is part of.
 */
export const voicesOf = (
  partners: readonly string[],
  switches: Switches = {},
  own: readonly Strategy<unknown>[] = [],
  hedge: PairsParams['hedge'] = 'rolling',
): readonly Voice[] => [
  ...heard(switches, own).map((strategy) => voice(strategy, strategy.params.parse({}))),
  ...partners.map((partner) => pairVoice(pairs, pairs.params.parse({ partner, hedge }), baseOf(partner))),
];
