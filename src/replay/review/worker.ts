import { parentPort, workerData } from 'node:worker_threads';
import type { AllYes } from '../../core/desk/review.ts';
import type { AccountId, Snapshot } from '../../core/facts/eventLog.ts';
import { messageOf } from '../../core/facts/messageOf.ts';
import type { Settings } from '../../core/facts/settings.ts';
import type { Fixed } from '../../core/money.ts';
import { stateOf } from '../../core/state/snapshot.ts';
import type { Ms } from '../../core/time.ts';
import { ownPlugins } from '../../plugins/deskPlugins.ts';
import { type StretchOptions, stretchOf } from '../stretch.ts';
import { playAllYes } from './allYes.ts';
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
};

/** What the thread says: how far it is, or how it ended. */
export type AllYesNews = { readonly done: number } | { readonly yes: AllYes } | { readonly failed: string };

/** How often it says how far it is, ms. */
const TOLD_EVERY = 200;

const say = (news: AllYesNews): void => parentPort?.postMessage(news, []);

async function play(order: AllYesOrder): Promise<AllYes> {
  const { account, from, span, settings, capital, to } = order;
  const state = stateOf(order.state);
  if (state === undefined) throw new TypeError('the state that was handed over is of another form');
  const { source, symbols } = await stretchOf(order.stretch);
  let saidAt = performance.now();
  return playAllYes({
    account,
    stretch: { source, symbols, from },
    span: { ...span, state },
    settings,
    capital,
    own: await ownPlugins(order.plugins, settings.signal.strategies),
    to,
    told(done) {
      if (performance.now() - saidAt < TOLD_EVERY) return;
      saidAt = performance.now();
      say({ done });
    },
  });
}

const order: AllYesOrder = workerData;
try {
  say({ yes: await play(order) });
} catch (error) {
  say({ failed: messageOf(error) });
}
