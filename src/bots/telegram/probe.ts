import { Api } from 'grammy';
import type { ChatFullInfo, ChatMember, UserFromGetMe } from 'grammy/types';
import { type Ms, SECOND } from '../../core/time.ts';
import { NO_PLACE } from '../chat.ts';
import { type Found, failed } from '../found.ts';
import { barredWords, chatError, movedTo, movedWords } from './errors.ts';
import { faultOf, WEBHOOK } from './faults.ts';

/** The longest wait for one answer. */
const PATIENCE: Ms = 10 * SECOND;

/** Who the bot is; reading updates would throw out a desk that runs. */
async function askWho(api: Api): Promise<UserFromGetMe | Found> {
  try {
    return await api.getMe();
  } catch (error) {
    const { kind, says } = faultOf(error, 0, 0);
    return failed(says, kind === 'token' ? undefined : 'Check the network, and TELEGRAM_API_ROOT where it is set');
  }
}

async function webhook(api: Api): Promise<readonly Found[]> {
  let url: string;
  try {
    url = (await api.getWebhookInfo()).url ?? '';
  } catch (error) {
    return [failed(chatError(error, 'asking for a webhook').message)];
  }
  if (url === '') return [];
  // Only the host: such addresses hold secrets.
  const host = /^\w+:\/\/(?:[^/@]*@)?([^/]+)/.exec(url)?.[1] ?? 'another program';
  return [
    failed(
      `${WEBHOOK}: its messages go to ${host}, and reading them here gives 409`,
      'The desk deletes it at its start (deleteWebhook). If it comes back, another program sets it: give the desk a bot of its own',
    ),
  ];
}

/** Whether the bot may write, as the chat and its place in it have it. */
function barrierOf(chat: ChatFullInfo, self: ChatMember): 'absent' | 'mute' | undefined {
  if (self.status === 'left' || self.status === 'kicked') return 'absent';
  if (self.status === 'restricted') return self.can_send_messages ? undefined : 'mute';
  if (self.status === 'administrator') return chat.type === 'channel' && self.can_post_messages !== true ? 'mute' : undefined;
  const silent = 'permissions' in chat && chat.permissions?.can_send_messages === false;
  return self.status === 'member' && (chat.type === 'channel' || silent) ? 'mute' : undefined;
}

const picturesRefused = (chat: ChatFullInfo, self: ChatMember): boolean =>
  self.status === 'restricted'
    ? !self.can_send_photos
    : self.status === 'member' && 'permissions' in chat && chat.permissions?.can_send_photos === false;

/** The chat that alerts go to, tried without a message: at most the people in it see the bot typing for a moment. */
async function alertChat(api: Api, me: UserFromGetMe, id: string): Promise<readonly Found[]> {
  const doing = `writing to ${id}`;
  try {
    const chat = await api.getChat(id);
    // Reading is allowed where writing is not: to somebody who has blocked the bot, in a group that has moved or been left.
    if (chat.type !== 'channel') await api.sendChatAction(id, 'typing');
    if (chat.type === 'private') return [{ state: 'ok', says: `alerts go to ${chat.first_name} in private, ${id}` }];
    const self = await api.getChatMember(id, me.id);
    const barrier = barrierOf(chat, self);
    if (barrier !== undefined) return [failed(barredWords(`writing to ${chat.title}, ${id},`, barrier))];
    const found: Found = { state: 'ok', says: `alerts go to the ${chat.type} ${chat.title}, ${id}` };
    if (!picturesRefused(chat, self)) return [found];
    return [
      found,
      {
        state: 'note',
        says: 'pictures are not allowed there: the words go without them',
        advice: 'Allow the bot to send photos in that chat',
      },
    ];
  } catch (error) {
    const to = movedTo(error);
    return [to === undefined ? failed(chatError(error, doing).message) : failed(movedWords(id, to), `TELEGRAM_CHAT_ID=${to}`)];
  }
}

function groups(me: UserFromGetMe): readonly Found[] {
  const joins: Found = me.can_join_groups
    ? { state: 'note', says: 'it can be added to groups' }
    : {
        state: 'note',
        says: 'it cannot be added to groups',
        advice: 'For a group of your own: @BotFather, /setjoingroups, Enable',
      };
  const reads: Found = me.can_read_all_group_messages
    ? {
        state: 'note',
        says: 'privacy mode is off: it is sent every word of its groups, and the desk needs none of them',
        advice: '@BotFather, /setprivacy, Enable; then add the bot to its groups anew',
      }
    : { state: 'note', says: 'privacy mode is on: in groups it sees only commands and replies to itself, which is all it needs' };
  return [reads, joins];
}

/**
 * Looks at a bot from outside, by single requests that a desk which runs with the same token does not notice. `chat` is where
 * alerts go, by its numeric id. Never rejects.
 */
export async function probeTelegram(given: {
  readonly token: string;
  readonly apiRoot: string;
  readonly chat: string | undefined;
}): Promise<readonly Found[]> {
  const { token, apiRoot, chat } = given;
  const api = new Api(token, { apiRoot, timeoutSeconds: PATIENCE / SECOND });
  const me = await askWho(api);
  if ('state' in me) return [me];
  const alerts =
    chat === undefined
      ? [
          failed(
            `${NO_PLACE}: TELEGRAM_CHAT_ID is not set`,
            'Send /whoami to the bot in the chat that is to have them, and put the number it names into TELEGRAM_CHAT_ID',
          ),
        ]
      : await alertChat(api, me, chat);
  return [{ state: 'ok', says: `@${me.username} answers` }, ...alerts, ...(await webhook(api)), ...groups(me)];
}
