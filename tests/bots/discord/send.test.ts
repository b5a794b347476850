import { describe, expect, test } from 'vitest';
import { asSent, type ChatError } from '../../../src/bots/chat.ts';
import { tooFast } from '../../chats/discordServer.ts';
import { openTable, outgoing, shown, titles, until } from './table.ts';

const failure = (work: Promise<unknown>): Promise<ChatError> =>
  work.then(
    () => Promise.reject(new Error('it was sent')),
    (error: ChatError) => error,
  );

describe('a message', () => {
  test('goes into a channel and into a thread of it', async () => {
    const { server, chat, channel } = await openTable();
    await chat.send(`discord:${channel}`, outgoing());
    const thread = (await chat.thread?.(`discord:${channel}`, '7 SOL long')) ?? 'discord:0';
    await chat.send(thread, outgoing({ reply: { title: 'In the thread', lines: [] } }));
    await chat.thread?.(thread, '7 SOL closed +1.90 R');
    const opened = server.channels().find(({ kind }) => kind === 'thread');
    expect(opened).toMatchObject({ parent: channel, name: '7 SOL closed +1.90 R' });
    expect(titles(server, opened?.id ?? '')).toEqual(['🧪 SYNTHETIC · In the thread']);
  });

  test('has one thread under it, which is found again by whoever has forgotten it', async () => {
    const { server, chat, channel } = await openTable();
    const card = await chat.send(`discord:${channel}`, outgoing());
    const thread = await chat.thread?.(`discord:${channel}`, '7 SOL long', card);
    expect(await chat.thread?.(`discord:${channel}`, '7 SOL long', card)).toBe(thread);
    expect(thread).toBe(`discord:${channel}/${card}`);
    await chat.send(thread ?? 'discord:0', outgoing());
    const opened = server.channels().filter(({ kind }) => kind === 'thread');
    expect(opened).toMatchObject([{ parent: channel, name: '7 SOL long' }]);
    expect(titles(server, opened[0]?.id ?? '')).toHaveLength(1);
    const none = await failure(chat.thread?.(`discord:${channel}`, 'none', '1') ?? Promise.resolve());
    expect(none.kind).toBe('refused');
  });

  test('to a person goes into their direct messages', async () => {
    const { server, chat, ana } = await openTable();
    await chat.send(`discord:${ana}`, outgoing());
    await chat.send(`discord:${ana}`, outgoing());
    const direct = server.channels().filter(({ recipient }) => recipient === ana);
    expect(direct.map(({ messages }) => messages.length)).toEqual([2]);
  });

  test('mentions the one who is called and nobody else', async () => {
    const { server, chat, channel, ana } = await openTable();
    await chat.send(`discord:${channel}`, outgoing({ mentions: [`discord:${ana}`], reply: { title: '@everyone', lines: [] } }));
    expect(shown(server, channel)[0]?.body).toMatchObject({
      content: `<@${ana}>`,
      allowed_mentions: { parse: [], users: [ana] },
      embeds: [{ title: '🧪 SYNTHETIC · \\@everyone' }],
    });
  });

  test('carries its picture inside the embed, and comes without a sound', async () => {
    const { server, chat, channel } = await openTable();
    const picture = new Uint8Array([137, 80, 78, 71]);
    await chat.send(`discord:${channel}`, outgoing({ picture, silent: true }));
    const [message] = shown(server, channel);
    expect(message?.files).toEqual([{ name: 'picture.png', type: 'image/png', data: picture }]);
    expect(message?.body).toMatchObject({ flags: 4096, embeds: [{ image: { url: 'attachment://picture.png' } }] });
  });

  test('carries the files of its reply', async () => {
    const { server, chat, channel } = await openTable();
    const files = ['trades', 'fees'].map((name) => ({ name: `${name}.csv`, text: `${name}\r\n1\r\n` }));
    await chat.send(`discord:${channel}`, outgoing({ reply: { title: '2 trades', lines: [], files } }));
    const [message, ...more] = shown(server, channel);
    expect(more).toEqual([]);
    expect(message?.files.map(({ name, data }) => [name, new TextDecoder().decode(data)])).toEqual(
      files.map(({ name, text }) => [name, text]),
    );
  });

  test('answers the message that it follows', async () => {
    const { server, chat, channel } = await openTable();
    const card = await chat.send(`discord:${channel}`, outgoing());
    await chat.send(`discord:${channel}`, outgoing({ replyTo: card }));
    expect(shown(server, channel)[1]?.body.message_reference).toEqual({ message_id: card, fail_if_not_exists: false });
  });
});

describe('a message that is drawn anew', () => {
  test('loses its buttons and its picture', async () => {
    const { server, chat, channel } = await openTable();
    const card = await chat.send(
      `discord:${channel}`,
      outgoing({ picture: new Uint8Array([1]), taps: [{ label: '✓ Approve', token: 'a' }] }),
    );
    await chat.edit(`discord:${channel}`, card, outgoing({ reply: { title: '✅ Ana 14:03', lines: [] } }));
    expect(shown(server, channel)).toMatchObject([
      { id: card, files: [], edits: 1, body: { components: [], embeds: [{ title: '🧪 SYNTHETIC · ✅ Ana 14:03' }] } },
    ]);
  });

  test('keeps its picture where it is drawn as it was sent, without anybody holding the bytes', async () => {
    const { server, chat, channel } = await openTable();
    const picture = new Uint8Array([137, 80, 78, 71]);
    const drawn = outgoing({ picture, taps: [{ label: '✓ Approve', token: 'a' }] });
    const card = await chat.send(`discord:${channel}`, drawn);
    const kept = asSent(drawn);
    expect(kept.picture).toBeUndefined();
    await chat.edit(`discord:${channel}`, card, { ...kept, taps: [] });
    await chat.edit(`discord:${channel}`, card, { ...asSent(kept), taps: [] });
    expect(shown(server, channel)).toMatchObject([
      {
        id: card,
        files: [{ data: picture }],
        body: { components: [], embeds: [{ image: { url: 'attachment://picture.png' } }] },
      },
    ]);
  });

  test('takes along the ones before it that belong to it', async () => {
    const { server, chat, channel } = await openTable();
    const long = { title: 'Long', lines: Array.from({ length: 200 }, (_, i) => `line ${i} ${'x'.repeat(40)}`) };
    const card = await chat.send(`discord:${channel}`, outgoing({ reply: long, taps: [{ label: 'More', token: 'm' }] }));
    expect(titles(server, channel)).toHaveLength(3);
    await chat.edit(`discord:${channel}`, card, outgoing());
    expect(shown(server, channel).map(({ id }) => id)).toEqual([card]);
  });

  test('is no error when it is gone', async () => {
    const { server, chat, channel } = await openTable();
    const card = await chat.send(`discord:${channel}`, outgoing());
    await chat.remove(`discord:${channel}`, card);
    await chat.remove(`discord:${channel}`, card);
    await chat.edit(`discord:${channel}`, card, outgoing());
    expect(titles(server, channel)).toEqual([]);
  });
});

describe('a message that does not arrive', () => {
  test.each([
    [50_001, /View Channel/],
    [50_013, /Send Messages/],
    [50_007, /direct messages/],
    [160_005, /unlock/],
  ])('for %d is unreachable, with words that say what to do', async (code, words) => {
    const { server, chat, channel } = await openTable();
    server.forbid(channel, code);
    const error = await failure(chat.send(`discord:${channel}`, outgoing()));
    expect(error).toMatchObject({ name: 'ChatError', kind: 'unreachable' });
    expect(error.message).toMatch(words);
  });

  test('because its channel is deleted is unreachable', async () => {
    const { chat } = await openTable();
    const error = await failure(chat.send('discord:123456789', outgoing()));
    expect(error).toMatchObject({ kind: 'unreachable' });
    expect(error.message).toContain('no such channel');
  });

  test('for a long rest is to be sent again after it, without waiting in silence (row 40)', async () => {
    const { server, chat, channel } = await openTable();
    server.fail(/messages$/, tooFast(60));
    const error = await failure(chat.send(`discord:${channel}`, outgoing()));
    expect(error.kind).toBe('retry');
    expect(error.after).toBeGreaterThanOrEqual(60_000);
    expect(titles(server, channel)).toEqual([]);
  });

  test('for a short rest waits it out', async () => {
    const { server, chat, channel } = await openTable();
    server.fail(/messages$/, tooFast(0.01));
    await chat.send(`discord:${channel}`, outgoing());
    expect(titles(server, channel)).toHaveLength(1);
  });

  test.each([[{ status: 500 }], [{ status: 502 }], [{}]])('because of %j is to be sent again', async (fault) => {
    const { server, chat, channel } = await openTable();
    server.fail(/messages$/, fault);
    expect(await failure(chat.send(`discord:${channel}`, outgoing()))).toMatchObject({ kind: 'retry' });
    await chat.send(`discord:${channel}`, outgoing());
    expect(titles(server, channel)).toHaveLength(1);
  });

  test('for its form is refused', async () => {
    const { server, chat, channel } = await openTable();
    server.fail(/messages$/, { status: 400, body: { code: 50_035, message: 'Invalid Form Body' } });
    expect(await failure(chat.send(`discord:${channel}`, outgoing()))).toMatchObject({ kind: 'refused' });
  });

  test('for a token that was taken back is unreachable', async () => {
    const { server, chat, channel } = await openTable();
    server.fail(/messages$/, { status: 401, body: { code: 0, message: '401: Unauthorized' } });
    const first = await failure(chat.send(`discord:${channel}`, outgoing()));
    const second = await failure(chat.send(`discord:${channel}`, outgoing()));
    expect([first.kind, second.kind]).toEqual(['unreachable', 'unreachable']);
    expect(second.message).toContain('DISCORD_TOKEN');
  });
});

test('a button left on a message that only one person saw is no error when its time is over', async () => {
  const { server, chat, channel, ana, answerWith, pass } = await openTable();
  let view = '';
  answerWith(async ({ place, message }) => {
    view = await chat.send(place, outgoing({ replyTo: message, ephemeral: true, taps: [{ label: 'Yes', token: 'y' }] }));
  });
  server.slash(ana, channel, 'close', { symbol: 'BTC' });
  await until(() => view !== '');
  pass(16 * 60_000);
  await chat.edit(`discord:${channel}`, view, outgoing());
  expect(shown(server, channel)[0]?.edits).toBe(0);
});
