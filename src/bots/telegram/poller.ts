import { createSource } from '@grammyjs/runner';
import type { Api } from 'grammy';
import type { Update, UserFromGetMe } from 'grammy/types';
import type { Logger } from '../../core/facts/logger.ts';
import { clockTime, type Ms, SECOND } from '../../core/time.ts';
import type { Chat } from '../chat.ts';
import { recentMap } from '../recent.ts';
import { faultOf, type PollingFault } from './faults.ts';
import type { TelegramTiming } from './timing.ts';
import { UPDATE_KINDS } from './updates.ts';

export type PollerOptions = {
  /** Waits long enough for a held request. */
  readonly polling: Api;
  /** For everything else. */
  readonly api: Api;
  readonly logger: Logger;
  readonly timing: TelegramTiming;
  /** Once it is known who the bot is, at every connection until it has succeeded. */
  readonly ready: (me: UserFromGetMe) => Promise<void>;
  /** Handed over in order, each update once; `tappedAt` is when a tap in it was made, as far as can be told. Never rejects. */
  readonly take: (update: Update, me: UserFromGetMe, tappedAt: Ms) => Promise<void>;
  /** Called when Telegram is heard again after an outage. */
  readonly isBack: () => void;
};

/** After such a silence what comes first is a backlog of unknown age. */
const GAP: Ms = 10 * SECOND;
/** How long the next request waits for slow answers; a panic behind one is heard after that. */
const PATIENCE: Ms = 2 * SECOND;
/** An outage that is shorter is no reason to worry anybody. */
const BRIEF: Ms = 60 * SECOND;
const MOST_SEEN = 1_000;

type State =
  | { readonly kind: 'starting' | 'ok' | 'stopped' }
  | { readonly kind: 'fault'; readonly fault: PollingFault; readonly since: Ms };

/**
 * Long polling under supervision: an outage is tried through with growing waits, a second poller is waited out, and a token that is
 * refused is tried again each minute. An update is confirmed once it has been handed over.
 */
export function createPoller({ polling, api, logger, timing, ready, take, isBack }: PollerOptions) {
  const seen = recentMap<true>(MOST_SEEN);
  let me: UserFromGetMe | undefined;
  let prepared = false;
  let offset = 0;
  let confirmed = 0;
  /** When Telegram last answered, and when it last did before the backlog that is being read. */
  let contact: Ms | undefined;
  let before: Ms = 0;
  let catchingUp = true;
  let tries = 0;
  let stopped = false;
  let state: State = { kind: 'starting' };
  let interrupt = (): void => {};
  let running: Promise<void> | undefined;

  const pause = (wait: Ms): Promise<void> =>
    new Promise((resolve) => {
      if (stopped) {
        resolve();
        return;
      }
      const callOff = timing.after(wait, resolve);
      interrupt = () => {
        callOff();
        resolve();
      };
    });

  function loseTouch(): void {
    if (!catchingUp) before = contact ?? 0;
    catchingUp = true;
  }

  async function handOver(updates: readonly Update[], bot: UserFromGetMe): Promise<void> {
    const tappedAt = catchingUp ? before : timing.now();
    const taken = updates.map(async (update) => {
      offset = update.update_id + 1;
      if (seen.get(String(update.update_id)) === true) return;
      seen.set(String(update.update_id), true);
      await take(update, bot, tappedAt);
    });
    if (updates.length > 0) await Promise.race([Promise.all(taken), pause(PATIENCE)]);
    interrupt();
  }

  /** One connection; ends when it is closed and throws when it is lost. */
  async function listen(connected: () => void): Promise<void> {
    me ??= await api.getMe();
    const bot = me;
    if (!prepared) await ready(bot).then(() => (prepared = true));
    if (stopped) return;
    const source = createSource<Update>({
      async supply(_size, signal) {
        if (contact !== undefined && timing.now() - contact > GAP) loseTouch();
        const asked = offset;
        // A backlog is asked for without waiting, so that what comes after a wait is known to be fresh.
        const updates = await polling.getUpdates(
          { offset, timeout: catchingUp ? 0 : timing.poll / SECOND, allowed_updates: UPDATE_KINDS },
          signal,
        );
        confirmed = asked;
        return updates;
      },
    });
    interrupt = () => source.close();
    for await (const updates of source.generator()) {
      connected();
      await handOver(updates, bot);
      if (updates.length === 0) catchingUp = false;
      contact = timing.now();
      interrupt = () => source.close();
      if (stopped) return;
    }
  }

  function connected(): void {
    const known = state;
    contact = timing.now();
    tries = 0;
    state = { kind: 'ok' };
    if (known.kind !== 'fault') return;
    logger('bot', 'info', `Telegram is heard again after: ${known.fault.says}`);
    isBack();
  }

  async function forgetWebhook(): Promise<boolean> {
    try {
      return await api.deleteWebhook();
    } catch (error) {
      logger('bot', 'warn', `the webhook could not be taken away: ${faultOf(error, 0, 0).says}`);
      return false;
    }
  }

  /** Says what is wrong, once for each streak, and waits. */
  async function survive(error: unknown, spoken: () => void): Promise<void> {
    loseTouch();
    const fault = faultOf(error, tries++, timing.random());
    const known = state.kind === 'fault' ? state : undefined;
    state = { kind: 'fault', fault, since: known?.since ?? timing.now() };
    if (known?.fault.says !== fault.says) {
      if (fault.kind === 'token') logger('bot', 'error', fault.says);
      else logger('bot', 'warn', `${fault.says}; everything else goes on`);
    }
    spoken();
    if (fault.kind !== 'webhook') await pause(fault.wait);
    else if (tries > 1 || !(await forgetWebhook())) await pause(GAP);
  }

  async function run(spoken: () => void): Promise<void> {
    for (;;)
      try {
        if (stopped) break;
        await listen(() => {
          connected();
          spoken();
        });
      } catch (error) {
        if (stopped) break;
        await survive(error, spoken);
      }
    spoken();
  }

  return {
    /** Resolves once updates are heard or the state says why not. */
    start: (): Promise<void> =>
      new Promise((resolve) => {
        if (running === undefined) running = run(resolve);
        else resolve();
      }),
    async stop(): Promise<void> {
      stopped = true;
      interrupt();
      await running;
      if (offset > confirmed && state.kind === 'ok')
        await api.getUpdates({ offset, limit: 1, timeout: 0, allowed_updates: UPDATE_KINDS }).catch((error: unknown) => {
          logger('bot', 'warn', `the last updates may come again: ${faultOf(error, 0, 0).says}`);
        });
      if (state.kind !== 'fault' || state.fault.kind !== 'token') state = { kind: 'stopped' };
    },
    health(): ReturnType<Chat['health']> {
      if (state.kind === 'ok') return { state: 'ok', says: `@${me?.username ?? 'bot'} listens` };
      if (state.kind === 'stopped') return { state: 'down', says: 'stopped' };
      if (state.kind !== 'fault') return { state: 'degraded', says: 'connecting' };
      const { fault, since } = state;
      if (fault.kind === 'token') return { state: 'down', says: fault.says };
      const mild = fault.kind !== 'outage' || timing.now() - since < BRIEF;
      return { state: mild ? 'degraded' : 'down', says: `${fault.says}, since ${clockTime(since)} UTC; trying again` };
    },
  };
}
