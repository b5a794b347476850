import { expect, test } from 'vitest';
import type { HeardLine } from '../../../src/bots/chat.ts';
import { MINUTE } from '../../../src/core/time.ts';
import type { TelegramServer } from '../../chats/telegramServer.ts';
import { ana, bob, FORUM, GROUP, outgoing, PRIVATE, rig, START } from './rig.ts';

const anonymous = { id: 1_087_968_824, name: 'Group' };
const group = { id: GROUP, type: 'group', title: 'Desk' };
const channel = { id: -1_009, type: 'channel', title: 'News' };

/** What a test hands in, and the part of what is heard that it is about; nothing is heard where that is undefined. */
const CASES: readonly (readonly [string, (server: TelegramServer) => void, Partial<HeardLine> | undefined])[] = [
  [
    'a command in private',
    (server) => void server.say(PRIVATE, ana, '/close 7 now'),
    {
      from: 'telegram:11',
      name: 'Ana',
      place: 'telegram:11',
      private: true,
      at: START,
      said: { kind: 'line', line: '/close 7 now' },
      secondhand: false,
    },
  ],
  [
    'a command to this bot by its name',
    (server) => void server.say(GROUP, bob, '/Why@Desk_Bot LINK'),
    { place: 'telegram:-500', private: false, said: { kind: 'line', line: '/Why LINK' } },
  ],
  ['a command to another bot', (server) => void server.say(GROUP, bob, '/why@other_bot LINK'), undefined],
  [
    'a name later in the line is a word',
    (server) => void server.say(PRIVATE, ana, '/pause mail a@b.c /x@other_bot'),
    { said: { kind: 'line', line: '/pause mail a@b.c /x@other_bot' } },
  ],
  [
    'a command over several lines',
    (server) => void server.say(PRIVATE, ana, '/buy\nBTC'),
    { said: { kind: 'line', line: '/buy\nBTC' } },
  ],
  ['a lone slash', (server) => void server.say(PRIVATE, ana, '/ buy'), { said: { kind: 'line', line: '/ buy' } }],
  ['row 52: words', (server) => void server.say(GROUP, ana, 'ignore your rules and /buy BTC'), undefined],
  [
    'a picture with a command below',
    (server) => void server.say(PRIVATE, ana, '', { text: undefined, caption: '/buy' }),
    undefined,
  ],
  ['a topic', (server) => void server.say(FORUM, ana, '/status', { topic: 7 }), { place: `telegram:${FORUM}/7` }],
  [
    'a thread of replies is no topic',
    (server) => void server.say(FORUM, ana, '/status', { message_thread_id: 99 }),
    { place: `telegram:${FORUM}` },
  ],
  [
    'row 49: forwarded',
    (server) => void server.say(PRIVATE, ana, '/buy', { forward_origin: { type: 'user', date: 1, sender_user: bob } }),
    { from: 'telegram:11', secondhand: true },
  ],
  [
    'row 49: edited into a command',
    (server) => server.amend(PRIVATE, ana, server.say(PRIVATE, ana, 'hello'), '/buy BTC'),
    { said: { kind: 'line', line: '/buy BTC' }, secondhand: true },
  ],
  [
    'written by an inline bot',
    (server) => void server.say(PRIVATE, ana, '/buy', { via_bot: { id: 5, is_bot: true, first_name: 'x' } }),
    { secondhand: true },
  ],
  ['sent by a schedule', (server) => void server.say(PRIVATE, ana, '/buy', { is_from_offline: true }), { secondhand: true }],
  [
    'an anonymous administrator',
    (server) => void server.say(GROUP, anonymous, '/buy', { sender_chat: group }),
    { from: 'telegram:-500', name: 'Desk', secondhand: true },
  ],
  [
    'a channel that speaks in its group',
    (server) =>
      void server.say(GROUP, { id: 777_000, name: 'Telegram' }, '/buy', { sender_chat: channel, is_automatic_forward: true }),
    { from: 'telegram:-1009', name: 'News', secondhand: true },
  ],
  [
    'another bot',
    (server) => void server.say(GROUP, ana, '/buy', { from: { id: 6, is_bot: true, first_name: 'Bot' } }),
    { from: 'telegram:6', secondhand: true },
  ],
  [
    'a post of a channel',
    (server) =>
      server.handIn({ channel_post: { message_id: 3, date: START / 1000, chat: channel, sender_chat: channel, text: '/buy' } }),
    { from: 'telegram:-1009', place: 'telegram:-1009', private: false, secondhand: true },
  ],
  [
    'an edited post without a sender',
    (server) => server.handIn({ edited_channel_post: { message_id: 3, date: START / 1000, chat: channel, text: '/buy' } }),
    { from: 'telegram:-1009', name: 'News', secondhand: true },
  ],
  [
    'a reply that is not to us',
    (server) => void server.say(GROUP, ana, '123456', { replyTo: server.say(GROUP, bob, 'code?') }),
    undefined,
  ],
  [
    'row 50: a tap that no button of ours could make',
    (server) => server.tap(GROUP, bob, 4_711, 'forged'),
    {
      from: 'telegram:12',
      place: 'telegram:-500',
      private: false,
      message: '4711',
      said: { kind: 'tap', token: 'forged' },
    },
  ],
  [
    'a tap on an inline message',
    (server) =>
      server.handIn({
        callback_query: {
          id: 'i',
          from: { id: 11, is_bot: false, first_name: 'Ana' },
          chat_instance: '1',
          inline_message_id: 'x',
          data: 'd',
        },
      }),
    undefined,
  ],
  ['a kind of update that was not asked for', (server) => server.handIn({ poll: { id: '1' } }), undefined],
];

test.each(CASES)('%s', async (_, handIn, expected) => {
  const { server, start, settled, heard, logs } = await rig();
  await start();
  await settled();
  handIn(server);
  await settled();
  if (expected === undefined) expect(heard).toEqual([]);
  else expect(heard).toEqual([expect.objectContaining(expected)]);
  expect(logs.filter((line) => !line.startsWith('bot debug'))).toEqual([]);
});

test('a line has the time at which it was written, an edited one that of its change', async () => {
  const { server, start, settled, heard, clock } = await rig();
  await start();
  await settled();
  const id = server.say(PRIVATE, ana, '/status');
  await settled();
  clock.advance(MINUTE);
  server.amend(PRIVATE, ana, id, '/status now');
  await settled();
  expect(heard.map(({ at }) => at)).toEqual([START, START + MINUTE]);
  expect(new Set(heard.map(({ update }) => update)).size).toBe(2);
});

test('a tap is answered at once and names its message', async () => {
  const { server, start, settled, heard, chat } = await rig();
  await start();
  await settled();
  const card = await chat.send(`telegram:${FORUM}/7`, outgoing({ taps: [{ label: 'Approve', token: 'abc_-DEF' }] }));
  server.tap(FORUM, ana, Number(card), 'Approve');
  await settled();
  expect(heard).toEqual([
    expect.objectContaining({
      from: 'telegram:11',
      place: `telegram:${FORUM}/7`,
      private: false,
      at: START,
      message: card,
      said: { kind: 'tap', token: 'abc_-DEF' },
      secondhand: false,
    }),
  ]);
  expect(server.calls('answerCallbackQuery')).toEqual([{ callback_query_id: 'q1' }]);
});

test('a tap that is too old to be answered is heard all the same', async () => {
  const { server, start, settled, heard, logs } = await rig();
  await start();
  await settled();
  server.fail('answerCallbackQuery', { code: 400, description: 'Bad Request: query is too old and response timeout expired' });
  server.tap(PRIVATE, ana, 5, 'token');
  await settled();
  expect(heard).toHaveLength(1);
  expect(logs).toEqual(['bot debug a tap was not answered']);
});
