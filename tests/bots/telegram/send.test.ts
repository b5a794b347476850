import { describe, expect, test } from 'vitest';
import { ChatError } from '../../../src/bots/chat.ts';
import { FORUM, GROUP, outgoing, PRIVATE, png, rig } from './rig.ts';

const ANA = `telegram:${PRIVATE}` as const;
const TAPS = [{ label: 'Yes', token: 'y' }];
const errorOf = async (sent: Promise<unknown>): Promise<unknown> => sent.catch((error: unknown) => error);

describe('sending', () => {
  test('a reply is bold in its first line, silent when told, and answers what it follows', async () => {
    const { chat, server } = await rig();
    const first = await chat.send(ANA, outgoing());
    const id = await chat.send(ANA, outgoing({ silent: true, replyTo: first, taps: TAPS }));
    expect(server.messages(PRIVATE).at(-1)).toMatchObject({
      id: Number(id),
      text: '📄 PAPER · Hello\none\ntwo',
      entities: [{ type: 'bold', offset: 0, length: 16 }],
      keyboard: [[{ text: 'Yes', data: 'y' }]],
      silent: true,
      replyTo: Number(first),
    });
    expect(server.messages(PRIVATE)[0]).toMatchObject({ silent: false, replyTo: undefined, keyboard: [] });
    expect(server.calls('sendMessage').at(-1)).toMatchObject({ link_preview_options: { is_disabled: true } });
  });

  test('the message it answers may be gone', async () => {
    const { chat, server } = await rig();
    await chat.send(ANA, outgoing({ replyTo: '99' }));
    expect(server.messages(PRIVATE)).toHaveLength(1);
  });

  test('a topic is a place of its own', async () => {
    const { chat, server } = await rig();
    await chat.send(`telegram:${FORUM}/7`, outgoing());
    expect(server.messages(FORUM)[0]?.topic).toBe(7);
    expect(await errorOf(chat.send(`telegram:${FORUM}/9`, outgoing()))).toMatchObject({
      kind: 'unreachable',
      message: `sending to telegram:${FORUM}/9 is not possible: that topic is closed or gone: open it again or choose another place (Bad Request: message thread not found)`,
    });
  });

  test('a picture carries the text as its caption, or goes before it when that is too long', async () => {
    const { chat, server } = await rig();
    const long = outgoing({ picture: png(), taps: TAPS, reply: { title: 'Long', lines: ['x'.repeat(1100)] } });
    await chat.send(ANA, outgoing({ picture: png(), taps: TAPS }));
    const last = await chat.send(ANA, long);
    const shown = server.messages(PRIVATE);
    expect(shown.map(({ photo, keyboard, text }) => [photo?.length, keyboard.length, text.length])).toEqual([
      [9, 1, 24],
      [9, 0, 15],
      [undefined, 1, 1116],
    ]);
    expect(shown.map(({ text }) => text.startsWith('📄 PAPER'))).toEqual([true, true, true]);
    await chat.remove(ANA, last);
    expect(server.messages(PRIVATE)).toHaveLength(1);
  });

  test('a picture that is refused does not take its words with it', async () => {
    const { chat, server, logs } = await rig();
    await chat.send(ANA, outgoing({ picture: Uint8Array.from([1, 2, 3]), taps: TAPS }));
    server.bar(GROUP, 'photos');
    await chat.send(`telegram:${GROUP}`, outgoing({ picture: png() }));
    for (const place of [PRIVATE, GROUP]) expect(server.messages(place)[0]).toMatchObject({ photo: undefined });
    expect(logs).toHaveLength(2);
  });

  test('three messages at most: a longer text is a file', async () => {
    const { chat, server } = await rig();
    const lines = (count: number): string[] => Array.from({ length: count }, (_, i) => `${i} ${'word '.repeat(15)}end`);
    await chat.send(ANA, outgoing({ taps: TAPS, reply: { title: 'List', lines: lines(130) } }));
    await chat.send(ANA, outgoing({ taps: TAPS, reply: { title: 'List', lines: lines(150) } }));
    const shown = server.messages(PRIVATE);
    expect(shown.map(({ document, keyboard }) => [document?.name, keyboard.length])).toEqual([
      [undefined, 0],
      [undefined, 0],
      [undefined, 1],
      ['reply.txt', 1],
    ]);
    expect(shown.map(({ text }) => text.split('\n')[0])).toEqual([
      '📄 PAPER · List (1 of 3)',
      '📄 PAPER · List (2 of 3)',
      '📄 PAPER · List (3 of 3)',
      '📄 PAPER · List',
    ]);
    expect(shown[3]?.document?.text).toBe(`📄 PAPER · List\n${lines(150).join('\n')}\n`);
    expect(shown[3]?.text.split('\n').at(-1)).toBe('… all 150 lines are in the file');
  });

  test('files of a reply are uploaded below its words', async () => {
    const { chat, server } = await rig();
    const files = ['trades', 'fees'].map((name) => ({ name: `${name}.csv`, text: `${name}\r\n1\r\n` }));
    await chat.send(ANA, outgoing({ reply: { title: '2 trades', lines: ['Amounts exact'], files } }));
    expect(server.messages(PRIVATE).map(({ text, document }) => [text, document?.name, document?.text])).toEqual([
      ['📄 PAPER · 2 trades\nAmounts exact', undefined, undefined],
      ['📄 PAPER · trades.csv', 'trades.csv', 'trades\r\n1\r\n'],
      ['📄 PAPER · fees.csv', 'fees.csv', 'fees\r\n1\r\n'],
    ]);
  });

  test('somebody is called by id, under the name they have', async () => {
    const { chat, server, start, settled } = await rig();
    await start();
    server.say(GROUP, { id: 12, name: 'B<o>b' }, '/status');
    await settled();
    await chat.send(`telegram:${GROUP}`, outgoing({ mentions: ['telegram:12'] }));
    await chat.send(`telegram:${GROUP}`, outgoing({ mentions: ['discord:12'] }));
    const [called, other] = server.messages(GROUP).slice(1);
    expect(called?.text).toBe('📄 PAPER · Hello\none\ntwo\n🔔 B<o>b');
    expect(called?.entities.at(-1)).toEqual({ type: 'text_link', offset: 28, length: 5, url: 'tg://user?id=12' });
    expect(other?.text).toBe('📄 PAPER · Hello\none\ntwo');
  });
});

describe('editing', () => {
  test('a card takes its last state and loses its buttons; gone or unchanged is no error', async () => {
    const { chat, server } = await rig();
    const id = await chat.send(ANA, outgoing({ taps: TAPS }));
    const done = outgoing({ reply: { title: 'Done', lines: [] } });
    await chat.edit(ANA, id, done);
    await chat.edit(ANA, id, done);
    expect(server.messages(PRIVATE)).toMatchObject([{ text: '📄 PAPER · Done', keyboard: [], edited: true }]);
    await chat.remove(ANA, id);
    await chat.remove(ANA, id);
    await chat.edit(ANA, id, done);
    expect(server.messages(PRIVATE)).toEqual([]);
  });

  test('a card with a picture keeps it, or takes the new one', async () => {
    const { chat, server } = await rig();
    const id = await chat.send(ANA, outgoing({ picture: png(1), taps: TAPS }));
    await chat.edit(ANA, id, outgoing({ reply: { title: 'Later', lines: [] }, taps: TAPS }));
    expect(server.messages(PRIVATE)).toMatchObject([{ text: '📄 PAPER · Later', photo: png(1), keyboard: [[{ text: 'Yes' }]] }]);
    await chat.edit(ANA, id, outgoing({ reply: { title: 'Latest', lines: [] }, picture: png(2) }));
    expect(server.messages(PRIVATE)).toMatchObject([{ text: '📄 PAPER · Latest', photo: png(2), keyboard: [] }]);
  });

  test('what does not fit into one message is left out, and it says so', async () => {
    const { chat, server } = await rig();
    const lines = Array.from({ length: 300 }, (_, i) => `line ${i} of many`);
    const text = await chat.send(ANA, outgoing());
    const photo = await chat.send(ANA, outgoing({ picture: png() }));
    for (const id of [text, photo]) await chat.edit(ANA, id, outgoing({ reply: { title: 'Long', lines } }));
    for (const { text: shown } of server.messages(PRIVATE))
      expect(shown).toMatch(/^.* Long\nline 0 .*\n… ask again to see all of it$/s);
  });
});

describe('when Telegram refuses', () => {
  test('row 40: a long pause is for the caller to decide, a short one is waited for', async () => {
    const { chat, server } = await rig();
    const wait = (seconds: number) => ({
      code: 429,
      description: `Too Many Requests: retry after ${seconds}`,
      parameters: { retry_after: seconds },
    });
    server.fail('sendMessage', wait(60));
    expect(await errorOf(chat.send(ANA, outgoing()))).toMatchObject({ name: 'ChatError', kind: 'retry', after: 60_000 });
    server.fail('sendMessage', wait(0), 2);
    await chat.send(ANA, outgoing());
    expect(server.calls('sendMessage')).toHaveLength(4);
    expect(server.messages(PRIVATE)).toHaveLength(1);
  });

  test.each([
    ['blocked', 'the person has blocked the bot: unblock it in Telegram and press Start'],
    ['kicked', 'the bot is not in that chat any more: add it again'],
    ['muted', 'the bot may not write there: allow it to send messages, or make it an administrator'],
  ] as const)('%s is unreachable, with what to do', async (barrier, says) => {
    const { chat, server } = await rig();
    const id = await chat.send(ANA, outgoing());
    server.bar(PRIVATE, barrier);
    const error = await errorOf(chat.send(ANA, outgoing({ picture: png() })));
    expect(error).toBeInstanceOf(ChatError);
    expect(error).toMatchObject({ kind: 'unreachable', message: expect.stringContaining(says) });
    await chat.remove(ANA, id);
  });

  test('an unknown chat, and what is no place at all', async () => {
    const { chat } = await rig();
    expect(await errorOf(chat.send('telegram:5', outgoing()))).toMatchObject({
      kind: 'unreachable',
      message: expect.stringContaining('there is no such chat for the bot: check the id'),
    });
    expect(await errorOf(chat.send('discord:5', outgoing()))).toMatchObject({ kind: 'refused' });
    expect(await errorOf(chat.edit('telegram:x', '5', outgoing()))).toMatchObject({ kind: 'refused' });
  });

  test('markup that Telegram cannot read goes out as plain text', async () => {
    const { chat, server, logs } = await rig();
    const broken = { code: 400, description: "Bad Request: can't parse entities: Unsupported start tag" };
    server.fail('sendMessage', broken);
    server.fail('editMessageText', broken);
    const id = await chat.send(ANA, outgoing({ reply: { title: 'a < b', lines: [] }, taps: TAPS }));
    expect(server.messages(PRIVATE)).toMatchObject([{ text: '📄 PAPER · a < b', entities: [], keyboard: [[{ data: 'y' }]] }]);
    await chat.edit(ANA, id, outgoing({ reply: { title: 'a & b', lines: [] } }));
    expect(server.messages(PRIVATE)).toMatchObject([{ text: '📄 PAPER · a & b', entities: [], keyboard: [] }]);
    expect(logs).toHaveLength(2);
  });

  test('a broken answer or connection is to be tried again, and says nothing of the token', async () => {
    const { chat, server } = await rig();
    server.fail('sendMessage', { code: 500, description: 'Internal Server Error' });
    expect(await errorOf(chat.send(ANA, outgoing()))).toMatchObject({ kind: 'retry', after: 0 });
    for (const failure of ['drop', 'lost'] as const) {
      server.fail('sendMessage', failure);
      const error = await errorOf(chat.send(ANA, outgoing()));
      expect(error).toMatchObject({ kind: 'retry', message: `Telegram gave no answer while sending to ${ANA} (ECONNRESET)` });
      expect(JSON.stringify([error, error instanceof Error ? error.cause : undefined])).not.toContain(server.token);
    }
    expect(server.messages(PRIVATE)).toHaveLength(1);
  });

  test('a wrong token is unreachable', async () => {
    const { chat } = await rig({ token: '1:other' });
    expect(await errorOf(chat.send(ANA, outgoing()))).toMatchObject({
      kind: 'unreachable',
      message: expect.stringContaining('TELEGRAM_TOKEN'),
    });
  });

  test('any other refusal is one, and a message that cannot be taken away stays', async () => {
    const { chat, server, logs } = await rig();
    server.fail('sendMessage', { code: 400, description: 'Bad Request: something new' });
    expect(await errorOf(chat.send(ANA, outgoing()))).toMatchObject({ kind: 'refused' });
    const id = await chat.send(ANA, outgoing());
    server.fail('deleteMessage', { code: 400, description: "Bad Request: message can't be deleted for everyone" });
    await chat.remove(ANA, id);
    expect(logs).toEqual(['bot warn a Telegram message could not be removed']);
  });

  test.each([false, true])('a group that becomes a supergroup is followed (announced: %s)', async (announced) => {
    const { chat, server, logs, heard, start, settled } = await rig();
    await start();
    await settled();
    const place = `telegram:${GROUP}` as const;
    const id = await chat.send(place, outgoing({ taps: TAPS }));
    server.migrate(GROUP, -1_000_500, announced);
    await settled();
    await chat.send(place, outgoing());
    await chat.send(place, outgoing({ picture: png() }));
    await chat.edit(place, id, outgoing());
    expect(server.messages(-1_000_500)).toHaveLength(2);
    expect(logs).toEqual([
      `bot warn the Telegram group ${GROUP} became the supergroup -1000500: put the new id into the settings`,
    ]);
    const card = await chat.send(place, outgoing({ taps: TAPS }));
    server.tap(-1_000_500, { id: PRIVATE, name: 'Ana' }, Number(card), 'Yes');
    await settled();
    expect(heard.map((one) => one.place)).toEqual([place]);
    const refused = announced ? 0 : 1;
    expect(server.calls('sendMessage').filter(({ chat_id: to }) => to === GROUP)).toHaveLength(1 + refused);
  });
});
