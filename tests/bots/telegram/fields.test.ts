import { expect, test } from 'vitest';
import type { HeardLine, Outgoing } from '../../../src/bots/chat.ts';
import { ana, bob, GROUP, outgoing, PRIVATE, rig, when } from './rig.ts';

const card: Outgoing = outgoing({
  taps: [
    { label: 'Approve', token: 'yes' },
    { label: 'Code', token: 'code', asks: 'Type the 6 digits' },
  ],
});

/** A card in a place, its field opened by Ana. */
async function opened(chatId: number, options: Parameters<typeof rig>[0] = {}) {
  const desk = await rig(options);
  await desk.start();
  await desk.settled();
  const message = await desk.chat.send(`telegram:${chatId}`, card);
  desk.server.tap(chatId, ana, Number(message), 'Code');
  await desk.settled();
  return { ...desk, message };
}

const field = (place: HeardLine['place']) =>
  expect.objectContaining({
    from: 'telegram:11',
    place,
    private: true,
    said: { kind: 'field', token: 'code', text: '123456' },
  });

test('a tap that asks opens a field; its answer is heard once, and prompt and answer are taken away', async () => {
  const { server, heard, settled, message } = await opened(PRIVATE);
  const prompt = server.messages(PRIVATE).at(-1);
  expect(prompt).toMatchObject({ text: '📄 PAPER · Type the 6 digits', asks: true });
  expect(heard).toEqual([]);
  server.say(PRIVATE, ana, '123456', { replyTo: prompt?.id ?? 0 });
  await settled();
  expect(heard).toEqual([field('telegram:11')]);
  expect(server.messages(PRIVATE).map(({ id }) => String(id))).toEqual([message]);
});

test('a second answer to the same field is talk', async () => {
  const { server, heard, settled } = await opened(PRIVATE);
  const prompt = server.messages(PRIVATE).at(-1)?.id ?? 0;
  const reply = {
    message_id: prompt,
    date: 1,
    chat: { id: PRIVATE, type: 'private', first_name: 'Ana' },
    from: { ...server.bot, is_bot: true },
  };
  for (const text of ['123456', '654321']) {
    server.say(PRIVATE, ana, text, { reply_to_message: reply });
    await settled();
  }
  expect(heard).toEqual([field('telegram:11')]);
});

test('a command typed into the field is a command', async () => {
  const { server, heard, settled } = await opened(PRIVATE);
  server.say(PRIVATE, ana, '/no', { replyTo: server.messages(PRIVATE).at(-1)?.id ?? 0 });
  await settled();
  expect(heard.map(({ said }) => said)).toEqual([{ kind: 'line', line: '/no' }]);
});

test('a group does not read the code: it is asked in private and belongs to the card', async () => {
  const { server, heard, settled } = await opened(GROUP);
  expect(server.messages(GROUP)).toHaveLength(1);
  const prompt = server.messages(PRIVATE).at(-1);
  expect(prompt).toMatchObject({ text: '📄 PAPER · Type the 6 digits', asks: true });
  expect(server.calls('answerCallbackQuery')).toEqual([
    expect.objectContaining({ text: 'Answer in the private chat with @desk_bot', show_alert: true }),
  ]);
  server.say(PRIVATE, ana, '123456', { replyTo: prompt?.id ?? 0 });
  await settled();
  expect(heard).toEqual([field('telegram:-500')]);
  expect(server.messages(PRIVATE)).toEqual([]);
});

test('who has never written to the bot is told to', async () => {
  const { server, settled, chat, heard } = await rig().then(async (desk) => {
    await desk.start();
    return desk;
  });
  const message = await chat.send(`telegram:${GROUP}`, card);
  server.tap(GROUP, bob, Number(message), 'Code');
  await when(() => server.calls('answerCallbackQuery').length === 1);
  await settled();
  expect(server.calls('answerCallbackQuery')).toEqual([
    expect.objectContaining({ text: 'Open a private chat with @desk_bot, press Start, then tap again', show_alert: true }),
  ]);
  expect(heard).toEqual([]);
});

test('a stranger’s tap opens nothing', async () => {
  const { server } = await opened(GROUP, { speaksWith: (account) => account !== 'telegram:11' });
  expect(server.messages(PRIVATE)).toEqual([]);
  expect(server.calls('answerCallbackQuery')).toHaveLength(1);
});

test('after a restart a tap still asks, though in other words', async () => {
  const { server, start, settled } = await rig();
  await start();
  server.tap(PRIVATE, ana, 5, '?code');
  await settled();
  expect(server.messages(PRIVATE).at(-1)).toMatchObject({ text: 'Answer this message', asks: true });
});
