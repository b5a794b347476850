import { describe, expect, onTestFinished, test } from 'vitest';
import { probeTelegram } from '../../../src/bots/telegram/probe.ts';
import { openTelegramServer, type TelegramServer } from '../../chats/telegramServer.ts';
import { FORUM, GROUP, PRIVATE, START } from './rig.ts';

const CHANNEL = -1_005_678;

type Switches = Pick<Parameters<typeof openTelegramServer>[0], 'joinsGroups' | 'readsAll'>;

async function telegram(switches: Switches = {}): Promise<TelegramServer> {
  const server = await openTelegramServer({ now: () => START, ...switches });
  onTestFinished(server.close);
  server.addChat({ id: PRIVATE, kind: 'private', title: 'Ana' });
  server.addChat({ id: GROUP, kind: 'group', title: 'Desk' });
  server.addChat({ id: FORUM, kind: 'supergroup', title: 'Forum' });
  server.addChat({ id: CHANNEL, kind: 'channel', title: 'News' });
  return server;
}

const probe = ({ token, apiRoot }: TelegramServer, chat: number | undefined, change: { readonly token?: string } = {}) =>
  probeTelegram({ token, apiRoot, chat: chat === undefined ? undefined : String(chat), ...change });

describe('a look at Telegram', () => {
  test.each([
    [PRIVATE, 'Ana in private, 11'],
    [GROUP, 'the group Desk, -500'],
    [FORUM, 'the supergroup Forum, -1001234'],
    [CHANNEL, 'the channel News, -1005678'],
  ])('finds chat %d in order, without a message or an update taken from the desk', async (chat, where) => {
    const server = await telegram();
    expect(await probe(server, chat)).toEqual([
      { state: 'ok', says: '@desk_bot answers' },
      { state: 'ok', says: `alerts go to ${where}` },
      { state: 'note', says: 'privacy mode is on: in groups it sees only commands and replies to itself, which is all it needs' },
      { state: 'note', says: 'it can be added to groups' },
    ]);
    expect(server.messages(chat)).toEqual([]);
    expect(server.calls('getUpdates')).toEqual([]);
  });

  const writing = (where: string): string => `writing to ${where} is not possible: `;
  test.each<readonly [string, number | undefined, (server: TelegramServer) => void, string, RegExp | undefined]>([
    ['no chat', undefined, () => {}, 'there is no chat for alerts: TELEGRAM_CHAT_ID is not set', /\/whoami/],
    ['never started', 99, () => {}, `${writing('99')}there is no such chat for the bot: check the id`, undefined],
    ['blocked', PRIVATE, (s) => s.bar(PRIVATE, 'blocked'), `${writing('11')}the person has blocked the bot`, undefined],
    ['kicked', GROUP, (s) => s.bar(GROUP, 'kicked'), `${writing('-500')}the bot is not in that chat any more: add it`, undefined],
    ['left', GROUP, (s) => s.bar(GROUP, 'left'), `${writing('-500')}the bot is not in that chat any more: add it`, undefined],
    ['left', FORUM, (s) => s.bar(FORUM, 'left'), `${writing('-1001234')}the bot is not in that chat any more`, undefined],
    ['left', CHANNEL, (s) => s.bar(CHANNEL, 'left'), `${writing('News, -1005678,')}the bot is not in that chat`, undefined],
    ['muted', FORUM, (s) => s.bar(FORUM, 'muted'), `${writing('Forum, -1001234,')}the bot may not write there`, undefined],
    ['closed', GROUP, (s) => s.bar(GROUP, 'closed'), `${writing('Desk, -500,')}the bot may not write there`, undefined],
    ['no post right', CHANNEL, (s) => s.bar(CHANNEL, 'muted'), `${writing('News, -1005678,')}the bot may not write`, undefined],
    [
      'moved',
      GROUP,
      (s) => s.migrate(GROUP, -100_500),
      'the Telegram group -500 became the supergroup -100500: put the new id into the settings',
      /^TELEGRAM_CHAT_ID=-100500$/,
    ],
    [
      'a webhook',
      PRIVATE,
      (s) => s.setWebhook(true),
      'a webhook was set for this bot: its messages go to hooks.test, and reading them here gives 409',
      /deleteWebhook/,
    ],
  ])('tells of %s (%s), in the desk’s words', async (_, chat, spoil, says, advice) => {
    const server = await telegram();
    spoil(server);
    const failures = (await probe(server, chat)).filter(({ state }) => state === 'failed');
    expect(failures).toEqual([
      { state: 'failed', says: expect.stringContaining(says), ...(advice && { advice: expect.stringMatching(advice) }) },
    ]);
    expect(JSON.stringify(failures)).not.toContain('secret');
  });

  test('pictures that are refused are worth a word, not a failure', async () => {
    const server = await telegram();
    server.bar(GROUP, 'photos');
    expect(await probe(server, GROUP)).toContainEqual({
      state: 'note',
      says: 'pictures are not allowed there: the words go without them',
      advice: 'Allow the bot to send photos in that chat',
    });
  });

  test('@BotFather’s switches are told with the way to turn them', async () => {
    const found = await probe(await telegram({ readsAll: true, joinsGroups: false }), PRIVATE);
    expect(found.filter(({ state }) => state === 'note')).toEqual([
      { state: 'note', says: expect.stringContaining('privacy mode is off'), advice: expect.stringContaining('/setprivacy') },
      { state: 'note', says: 'it cannot be added to groups', advice: expect.stringContaining('/setjoingroups') },
    ]);
  });

  test.each(['123456789:another', 'nonsense'])('a wrong token, %s, is all that is told', async (token) => {
    expect(await probe(await telegram(), PRIVATE, { token })).toEqual([
      { state: 'failed', says: expect.stringMatching(/^TELEGRAM_TOKEN is wrong or was revoked.*@BotFather/) },
    ]);
  });

  test('a Telegram that is not reached is told without the token', async () => {
    const found = await probeTelegram({ token: '1:canary', apiRoot: 'http://127.0.0.1:1', chat: '11' });
    expect(found).toEqual([
      { state: 'failed', says: 'Telegram is not reached (ECONNREFUSED)', advice: expect.stringContaining('TELEGRAM_API_ROOT') },
    ]);
  });
});
