import { autoRetry } from '@grammyjs/auto-retry';
import { Api } from 'grammy';
import type { Update, UserFromGetMe } from 'grammy/types';
import type { Logger } from '../../core/facts/logger.ts';
import { type Ms, SECOND } from '../../core/time.ts';
import { type Chat, type ChatAccount, ChatError, type HeardLine } from '../chat.ts';
import { recentMap } from '../recent.ts';
import { chatError } from './errors.ts';
import { createFields } from './fields.ts';
import { type MenuCommand, registerMenu } from './menu.ts';
import { createPace } from './pace.ts';
import { createPoller } from './poller.ts';
import { createSender, type KeptMoves } from './send.ts';
import { type TelegramTiming, wallTiming } from './timing.ts';
import { type ReadUpdate, readUpdate } from './updates.ts';

export type TelegramOptions = {
  /** From @BotFather. */
  readonly token: string;
  /** Where the Bot API is; the public one when left out. */
  readonly apiRoot?: string;
  readonly commands: readonly MenuCommand[];
  readonly logger: Logger;
  /** Whether the desk speaks with an account at all: a stranger's tap opens no field. Everybody when left out. */
  readonly speaksWith?: (account: ChatAccount) => boolean;
  /** What somebody on the list is called; who is not, by the name that Telegram shows. */
  readonly nameOf?: (account: ChatAccount) => string | undefined;
  /** Where groups have gone that became supergroups; forgotten with the process when left out. */
  readonly moves?: KeptMoves;
  readonly timing?: Partial<TelegramTiming>;
};

const PUBLIC = 'https://api.telegram.org';
const MOST_NAMES = 1_000;
const MOST_RETRIES = 2;

/** The desk on Telegram, by the Bot API. Decides nothing: what it hears goes to whoever starts it. */
export function openTelegram(options: TelegramOptions): Chat {
  const { token, commands, logger, speaksWith = () => true } = options;
  const timing: TelegramTiming = { ...wallTiming, ...options.timing };
  const apiRoot = (options.apiRoot ?? PUBLIC).replace(/\/+$/, '');
  const polling = new Api(token, { apiRoot, timeoutSeconds: (timing.poll + timing.send) / SECOND });
  const pace = createPace(timing);
  const api = new Api(token, { apiRoot, timeoutSeconds: timing.send / SECOND });
  const urgent = new Api(token, { apiRoot, timeoutSeconds: timing.send / SECOND });
  const notices = new Api(token, { apiRoot, timeoutSeconds: timing.send / SECOND });
  for (const [one, line] of [
    [api, pace.answers],
    [urgent, pace.urgent],
    [notices, pace.notices],
  ] as const)
    one.config.use(
      line,
      // A request whose answer was lost may have been carried out: whether to send it again is not for here.
      autoRetry({
        maxRetryAttempts: MOST_RETRIES,
        maxDelaySeconds: timing.patience / SECOND,
        rethrowInternalServerErrors: true,
        rethrowHttpErrors: true,
      }),
    );
  const names = recentMap<string>(MOST_NAMES);
  const sender = createSender({
    api,
    urgent,
    notices,
    logger,
    nameOf: (account) => options.nameOf?.(account) ?? names.get(account) ?? 'you',
    moves: options.moves ?? { known: [], isOurs: () => true, learn: () => undefined },
  });
  const fields = createFields();
  let hear: (heard: HeardLine) => Promise<void> = async () => {};
  let isBack = (): void => {};

  /** Stops the spinner on a tapped button. It is a courtesy: a tap that waited too long cannot be answered, and counts all the same. */
  async function settle(query: string, text?: string): Promise<void> {
    try {
      await api.answerCallbackQuery(query, text === undefined ? {} : { text, show_alert: true });
    } catch (error) {
      logger('bot', 'debug', 'a tap was not answered', { says: chatError(error, 'answering a tap').message });
    }
  }

  /** A group would read a code along: what a tap there asks is asked in private. */
  async function openField(
    { heard, user, token, query }: Extract<ReadUpdate, { kind: 'tap' }>,
    me: UserFromGetMe,
  ): Promise<void> {
    if (!speaksWith(heard.from)) return settle(query);
    const { place } = heard;
    try {
      const prompt = await sender.ask(heard.private ? place : `telegram:${user}`, fields.textOf(token) ?? 'Answer this message');
      fields.opened(user, prompt, { token, place });
      await settle(query, heard.private ? undefined : `Answer in the private chat with @${me.username}`);
    } catch (error) {
      const blocked = error instanceof ChatError && error.kind === 'unreachable';
      await settle(query, blocked ? `Open a private chat with @${me.username}, press Start, then tap again` : 'Tap again');
      logger('bot', 'warn', 'a field could not be opened', { says: chatError(error, 'asking').message });
    }
  }

  async function take(update: Update, me: UserFromGetMe, tappedAt: Ms): Promise<void> {
    try {
      const read = readUpdate(update, { bot: me, tappedAt, field: fields.take });
      if (read === undefined) return;
      if (read.kind === 'moved') return sender.announced(read.from, read.to);
      if (read.kind === 'spent') return await settle(read.query);
      const heard = { ...read.heard, place: sender.knownAs(read.heard.place) };
      names.set(heard.from, heard.name);
      if (read.kind === 'tap' && read.asks) return await openField({ ...read, heard }, me);
      const aside =
        read.kind === 'tap'
          ? [settle(read.query)]
          : read.kind === 'field'
            ? read.messages.map((id) => sender.remove(`telegram:${read.chat}`, String(id)))
            : [];
      await Promise.all([hear(heard), ...aside]);
    } catch (error) {
      logger('bot', 'error', 'an update from Telegram could not be handled', { update: update.update_id, error });
    }
  }

  const poller = createPoller({
    polling,
    api,
    logger,
    timing,
    take,
    isBack: () => isBack(),
    ready: () => registerMenu(api, commands, logger),
  });

  return {
    platform: 'telegram',
    start(listener, back = () => {}) {
      hear = listener;
      isBack = back;
      return poller.start();
    },
    send(place, message) {
      fields.keep(message);
      return sender.send(place, message);
    },
    edit(place, message, outgoing) {
      fields.keep(outgoing);
      return sender.edit(place, message, outgoing);
    },
    strip: sender.strip,
    remove: sender.remove,
    health: poller.health,
    stop: poller.stop,
  };
}
