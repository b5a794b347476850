import { expect, test } from 'vitest';
import { type Outgoing, type Place, plainMessage } from '../../src/bots/chat.ts';
import { headed, withModeOnce } from '../../src/bots/modeHeading.ts';
import { recordedChat } from '../chats/recordedChat.ts';

const saying = (title: string, rest: Partial<Outgoing> = {}): Outgoing => ({
  ...plainMessage('🔴 LIVE', { title, lines: [] }),
  ...rest,
});

/** A platform, and the headings that each of its places shows, in order. */
function opened(platform: 'telegram' | 'discord') {
  const inner = recordedChat(platform);
  const headings = (place: Place): readonly string[] =>
    inner.shown.filter((one) => one.place === place).map(({ outgoing }) => headed(outgoing, outgoing.reply.title));
  return { chat: withModeOnce(inner), inner, headings };
}

test.each(['telegram', 'discord'] as const)(
  'the first message to a place of %s has the mode in full, every later one its sign',
  async (platform) => {
    const { chat, headings } = opened(platform);
    const [group, thread]: readonly Place[] = [`${platform}:1`, `${platform}:1/7`];
    if (group === undefined || thread === undefined) return;
    const first = await chat.send(group, saying('A12 LONG LINK'));
    const second = await chat.send(group, saying('7 SOL closed'));
    await chat.send(thread, saying('In the thread'));
    expect(headings(group)).toEqual(['🔴 LIVE · A12 LONG LINK', '🔴 7 SOL closed']);
    expect(headings(thread)).toEqual(['🔴 LIVE · In the thread']);
    await chat.edit(group, first, saying('✅ Ana 14:03'));
    await chat.edit(group, second, saying('7 SOL closed by stop'));
    expect(headings(group)).toEqual(['🔴 LIVE · ✅ Ana 14:03', '🔴 7 SOL closed by stop']);
  },
);

test('a card of an earlier process is drawn with the mode in full until its place has read that', async () => {
  const { chat, inner, headings } = opened('telegram');
  const old = await inner.send('telegram:1', saying('A12'));
  await chat.edit('telegram:1', old, saying('A12, fresh buttons'));
  expect(headings('telegram:1')).toEqual(['🔴 LIVE · A12, fresh buttons']);
});

test('what does not arrive, and on Discord what one reader alone sees, tells a place nothing', async () => {
  const { chat, inner, headings } = opened('discord');
  inner.gone.add('discord:1');
  await expect(chat.send('discord:1', saying('Lost'))).rejects.toThrow('no such place');
  inner.gone.clear();
  await chat.send('discord:1', saying('For Ana', { ephemeral: true }));
  await chat.send('discord:1', saying('For all'));
  await chat.send('discord:1', saying('For Ben', { ephemeral: true }));
  expect(headings('discord:1')).toEqual(['🔴 LIVE · For Ana', '🔴 LIVE · For all', '🔴 For Ben']);
});
