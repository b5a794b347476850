import { hash } from 'node:crypto';
import type { Config } from '../config/config.ts';
import type { AccountId } from '../core/facts/eventLog.ts';
import { isGroup } from '../core/facts/settingLeaves.ts';
import type { CandleSource } from '../core/market/candles.ts';
import type { Ms } from '../core/time.ts';
import { accountKey } from '../core/trader/ids.ts';
import type { Identity } from '../desk/venue.ts';

type IdentityOptions = {
  readonly config: Config;
  readonly source: CandleSource;
  readonly symbols: readonly string[];
  readonly from: Ms;
  /** Keys of the accounts that the database already has. */
  readonly taken: ReadonlySet<string>;
  /** Digest of the user's own strategies. */
  readonly own: string;
  /** Starts over under a new name instead of going on. */
  readonly again: boolean;
};

/**
 * Settings that came after accounts which are still gone on with, at the value with which all is as before. They count only where
 * they differ, so that such an account keeps its name through an upgrade. A setting that is added joins them.
 */
const CAME_LATER: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ['tellIdle', false],
  ['asks', 12],
  ['pairs', false],
  ['drills', false],
]);

/** What an answer window that is not set was before it was one candle, ms. */
const FORMER_WINDOW = 300_000;

function counted(name: string, value: unknown): unknown {
  if (name === 'approval' && isGroup(value)) return { answerWithin: FORMER_WINDOW, ...value };
  return CAME_LATER.has(name) && CAME_LATER.get(name) === value ? undefined : value;
}

/**
 * The account of a replay, which is played with pretend money. The same run on the same home goes on with it; any other run has a
 * ledger of its own.
 */
export function replayIdentity({ config, source, symbols, from, taken, own, again }: IdentityOptions): Identity {
  const frames = symbols.map((symbol) => `${symbol} ${source.timeframeOf(symbol)}`);
  const digest = hash(
    'sha256',
    JSON.stringify([source.name, frames, from, config.settings, config.initialCapital.toString(), own], counted),
    'hex',
  );
  const named = (count: number): AccountId => ({
    market: source.name,
    mode: 'paper',
    name: `${config.account}-${digest.slice(0, 8)}${count === 1 ? '' : `-${count}`}`,
  });
  const isTaken = (count: number): boolean => taken.has(accountKey(named(count)));
  let count = 1;
  while (isTaken(count)) count += 1;
  // The newest of the same runs is the one to go on with; --again takes the next name.
  if (!again && count > 1) count -= 1;
  return { account: named(count), digest };
}
