import { parentPort, workerData } from 'node:worker_threads';
import type { AllYes } from '../../core/desk/review.ts';
import type { AccountId, Snapshot } from '../../core/facts/eventLog.ts';
import { messageOf } from '../../core/facts/messageOf.ts';
import type { RuleChange } from '../../core/facts/ruleChange.ts';
import type { Settings } from '../../core/facts/settings.ts';
import type { Fixed } from '../../core/money.ts';
import { stateOf } from '../../core/state/snapshot.ts';
import type { Ms } from '../../core/time.ts';
import { ownPlugins } from '../../plugins/deskPlugins.ts';
import { type StretchOptions, stretchOf } from '../stretch.ts';
import { playAllYes } from './allYes.ts';
import { type DaysPlayed, playedUnder } from './ruled.ts';
import type { Span } from './span.ts';

/** What the thread is begun with: plain data, which is copied. */
export type AllYesOrder = {
  readonly account: AccountId;
  /** The candles of the run. */
  readonly stretch: StretchOptions;
  /** Where the run began. */
  readonly from: Ms;
  readonly span: Omit<Span, 'state'>;
  readonly state: Snapshot;
  readonly settings: Settings;
  readonly capital: Fixed;
  /** Folder of the user's own plug-ins. */
  readonly plugins: string | undefined;
  readonly to: Ms;
  readonly rule?: RuleChange | undefined;
};

/** What the thread says: how far it is, or how it ended. */
export type AllYesNews = { readonly done: number } | { readonly played: DaysPlayed } | { readonly failed: string };

/** How often it says how far it is, ms. */
const TOLD_EVERY = 200;

const say = (news: AllYesNews): void => parentPort?.postMessage(news, []);

async function play(order: AllYesOrder): Promise<DaysPlayed> {
  const { account, from, span, settings, capital, to } = order;
  const { source, symbols } = await stretchOf(order.stretch);
  const own = await ownPlugins(order.plugins, settings.signal.strategies);
  let saidAt = performance.now();
  const told = (done: number): void => {
    if (performance.now() - saidAt < TOLD_EVERY) return;
    saidAt = performance.now();
    say({ done });
  };
  /** From the account as it was handed over, which each playing has for itself. */
  const once = async (rule: RuleChange | undefined, tell: (done: number) => void): Promise<AllYes> => {
    const state = stateOf(order.state);
    if (state === undefined) throw new TypeError('the state that was handed over is of another form');
    const stretch = { source, symbols, from };
    return playAllYes({ account, stretch, span: { ...span, state }, settings, capital, own, to, rule, told: tell });
  };
  return playedUnder(order.rule, once, told);
}

const order: AllYesOrder = workerData;
try {
  say({ played: await play(order) });
} catch (error) {
  say({ failed: messageOf(error) });
}
