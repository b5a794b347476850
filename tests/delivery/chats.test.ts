import { expect, it } from 'vitest';
import type { HeardLine } from '../../src/bots/chat.ts';
import { headed } from '../../src/bots/modeHeading.ts';
import type { EventOf } from '../../src/core/facts/events.ts';
import { emptyState } from '../../src/core/state/state.ts';
import { type ChatsOptions, openChats } from '../../src/delivery/chats.ts';
import { chatDesk } from '../bots/desk.ts';
import { recordedChat } from '../chats/recordedChat.ts';

const heard: HeardLine = {
  update: '1',
  from: 'telegram:1',
  name: 'Ana',
  place: 'telegram:1',
  private: true,
  message: 'm',
  at: Date.now(),
  said: { kind: 'line', line: '/status' },
  secondhand: false,
};

const EMPTY: ChatsOptions['outbox'] = {
  pending: () => Promise.resolve([]),
  markSent: () => Promise.resolve(),
  sentAs: () => Promise.resolve(undefined),
  markFailed: () => Promise.resolve(),
  renew: () => Promise.resolve(),
};

/** Chats with one platform, which is told the line above once it listens. */
async function opened(chat: ReturnType<typeof recordedChat>, more: Partial<ChatsOptions> = {}) {
  const hear = Promise.withResolvers<(said: HeardLine) => Promise<void>>();
  const state = emptyState();
  const chats = await openChats({
    links: [{ chat: { ...chat, start: async (listen) => hear.resolve(listen) }, place: undefined }],
    outbox: EMPTY,
    log: { history: () => Promise.resolve([]) },
    record: () => Promise.resolve(),
    desk: { ...chatDesk(), state: () => state },
    commands: [],
    logger: () => undefined,
    gate: {
      admit: () =>
        Promise.resolve({
          kind: 'member',
          member: { id: 'p1', name: 'Ana', role: 'admin', accounts: new Set<string>(), zone: 'UTC' },
        }),
    },
    answer: () => Promise.resolve({ command: undefined, outcome: 'ok', reply: { title: 'Done', lines: [] } }),
    draw: () => Promise.reject(new Error('no pictures here')),
    ...more,
  });
  return { chats, hear: (said: HeardLine) => hear.promise.then((listen) => listen(said)) };
}

it('only the first message to a chat has the mode in full', async () => {
  const chat = recordedChat();
  const { chats, hear } = await opened(chat);
  await hear(heard);
  await hear({ ...heard, update: '2' });
  await chats.stop();
  const { label } = chatDesk();
  const [sign] = label.split(' ');
  expect(chat.shown.map(({ outgoing }) => headed(outgoing, outgoing.reply.title))).toEqual([`${label} · Done`, `${sign} Done`]);
});

it('the stop waits for what is being answered', async () => {
  const chat = recordedChat();
  const begun = Promise.withResolvers<void>();
  const command = Promise.withResolvers<void>();
  const reply = { title: 'Done', lines: [] };
  const { chats, hear } = await opened(chat, {
    answer: async () => {
      begun.resolve();
      await command.promise;
      return { command: undefined, outcome: 'ok', reply };
    },
  });
  void hear(heard);
  await begun.promise;
  const stopped = chats.stop();
  command.resolve();
  await stopped;
  expect(chat.last().outgoing.reply.title).toBe('Done');
});

it('the stop waits for no platform that does not take what is sent', async () => {
  const event: EventOf<'alert'> = {
    type: 'alert',
    at: 0,
    id: '1',
    alert: 'halted',
    severity: 'critical',
    topic: 'halt clock',
    reply: { title: 'Halted', lines: [] },
  };
  const sending = Promise.withResolvers<void>();
  const chat = recordedChat();
  chat.send = () => {
    sending.resolve();
    return new Promise<string>(() => undefined);
  };
  const { chats } = await opened(chat, {
    links: [{ chat, place: 'telegram:1' }],
    outbox: { ...EMPTY, pending: () => Promise.resolve([{ alert: '1', severity: 'critical', seq: 1, attempts: 0, event }]) },
    lastWords: 1,
  });
  await sending.promise;
  await chats.stop();
  expect(chat.shown).toEqual([]);
});

it('the stop waits for no platform that neither opens nor closes', async () => {
  const chat = recordedChat();
  chat.stop = () => new Promise<void>(() => undefined);
  const stop = new AbortController();
  const opening = opened(chat, {
    links: [{ chat: { ...chat, start: () => new Promise<void>(() => undefined), stop: chat.stop }, place: 'telegram:1' }],
    lastWords: 1,
    stop: stop.signal,
  });
  stop.abort();
  const { chats } = await opening;
  await expect(chats.stop()).resolves.toBeUndefined();
});
