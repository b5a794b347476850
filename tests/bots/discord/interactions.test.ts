import { describe, expect, test } from 'vitest';
import { openTable, outgoing, shown, titles, until } from './table.ts';

describe('a slash command', () => {
  test('is deferred before it is heard, and heard as a line in the order of its arguments', async () => {
    const { server, heard, channel, ana } = await openTable();
    const order = server.slash(ana, channel, 'close', { reason: 'too hot "today"', symbol: 'BTC' });
    expect(await order.answer).toEqual({ kind: 'deferred', ephemeral: true });
    await until(() => heard.length === 1);
    expect(heard[0]).toMatchObject({
      from: `discord:${ana}`,
      name: 'Ana',
      place: `discord:${channel}`,
      private: true,
      at: Date.UTC(2026, 10, 21),
      said: { kind: 'line', line: `/close BTC 'too hot "today"'` },
      secondhand: false,
    });
  });

  test('is answered for its asker alone in place of the word that an answer is on its way', async () => {
    const { server, chat, channel, ana, answerWith } = await openTable();
    answerWith(({ place, message }) => chat.send(place, outgoing({ replyTo: message, ephemeral: true })));
    server.slash(ana, channel, 'status');
    await until(() => titles(server, channel).includes('🧪 SYNTHETIC · Done'));
    expect(shown(server, channel)).toHaveLength(1);
    expect(shown(server, channel)[0]).toMatchObject({ onlyFor: ana, thinking: false });
  });

  test('that acts is answered for all, names who asked, and leaves no word behind', async () => {
    const { server, chat, channel, ana, answerWith } = await openTable();
    answerWith(({ place, message }) => chat.send(place, outgoing({ replyTo: message })));
    server.slash(ana, channel, 'close', { symbol: 'BTC' });
    await until(() => titles(server, channel).join() === '🧪 SYNTHETIC · Done');
    expect(shown(server, channel)[0]).toMatchObject({
      onlyFor: undefined,
      body: { embeds: [{ footer: { text: 'Ana · /close' } }] },
    });
  });

  test('of a stranger meets silence', async () => {
    const { server, heard, channel, ben } = await openTable();
    await server.slash(ben, channel, 'status').answer;
    await until(() => heard.length === 1 && shown(server, channel).length === 0);
    expect(server.channels()).toHaveLength(1);
  });

  test('answers of two people at once go to each of them', async () => {
    const { server, chat, channel, ana, ben, heard, answerWith } = await openTable();
    const both = Promise.withResolvers<void>();
    answerWith(async ({ place, message, name }) => {
      if (heard.length === 2) both.resolve();
      await both.promise;
      await chat.send(place, outgoing({ replyTo: message, ephemeral: true, reply: { title: `For ${name}`, lines: [] } }));
    });
    server.slash(ana, channel, 'status');
    server.slash(ben, channel, 'status');
    await until(() => titles(server, channel).every((title) => title.includes('For')) && heard.length === 2);
    const byUser = Object.fromEntries(shown(server, channel).map(({ onlyFor, body }) => [onlyFor, body.embeds?.[0]?.title]));
    expect(byUser).toEqual({ [ana]: '🧪 SYNTHETIC · For Ana', [ben]: '🧪 SYNTHETIC · For Ben' });
  });

  test('in a thread has the place of the thread', async () => {
    const { server, heard, channel, ana } = await openTable();
    const thread = server.addThread(channel, '7 SOL long');
    await server.slash(ana, thread, 'status').answer;
    await until(() => heard.length === 1);
    expect(heard[0]?.place).toBe(`discord:${channel}/${thread}`);
  });

  test('from another server has no effect', async () => {
    const { server, heard, channel, ana, logged } = await openTable();
    server.gateway.dispatch('INTERACTION_CREATE', {
      id: '1573488112435200099',
      application_id: '1',
      type: 2,
      token: 'theirs',
      version: 1,
      guild_id: '4242424242',
      channel_id: channel,
      entitlements: [],
      authorizing_integration_owners: {},
      data: { id: '1', name: 'panic', type: 1, options: [] },
      member: { user: { id: ana, username: 'ana', discriminator: '0' }, roles: [], permissions: '0' },
    });
    await until(() => logged.some(({ message }) => message.includes('another server')));
    expect(heard).toEqual([]);
    expect(server.requests().filter(({ what }) => what.includes('callback'))).toEqual([]);
  });
});

describe('what is typed into an option', () => {
  test('is completed at once', async () => {
    const { server, channel, ana } = await openTable();
    const typed = server.type(ana, channel, 'close', 'symbol', { symbol: 'b' });
    expect(await typed.answer).toEqual({ kind: 'choices', choices: [{ name: 'BTC', value: 'BTC' }] });
  });

  test('stays on offer where nothing is known', async () => {
    const { server, channel, ana, heard } = await openTable();
    const typed = server.type(ana, channel, 'close', 'symbol', { symbol: 'doge' });
    expect(await typed.answer).toEqual({ kind: 'choices', choices: [{ name: 'doge', value: 'doge' }] });
    expect(heard).toEqual([]);
  });
});

describe('a tap', () => {
  const card = outgoing({
    reply: { title: 'A12', lines: [] },
    taps: [
      { label: '✓ Approve', token: 'yes1' },
      { label: '✗ Reject', token: 'no1', asks: 'Why not?' },
    ],
  });

  test('is heard by its token, and its result replies to the card', async () => {
    const { server, chat, channel, ana, heard, answerWith } = await openTable();
    const message = await chat.send(`discord:${channel}`, card);
    answerWith(({ place, message: asked }) => chat.send(place, outgoing({ replyTo: asked })));
    expect(await server.press(ana, channel, message, 'yes1').answer).toEqual({ kind: 'updating' });
    await until(() => titles(server, channel).length === 2);
    expect(heard[0]?.said).toEqual({ kind: 'tap', token: 'yes1' });
    expect(shown(server, channel)[1]?.body.message_reference?.message_id).toBe(message);
  });

  test('that asks for a text opens a window, whose answer is private', async () => {
    const { server, chat, channel, ana, heard, answerWith } = await openTable();
    const message = await chat.send(`discord:${channel}`, card);
    answerWith(({ place, message: asked }) => chat.send(place, outgoing({ replyTo: asked, ephemeral: true })));
    const id = shown(server, channel)[0]?.body.components?.[1]?.components[0]?.custom_id ?? '';
    const opened = await server.press(ana, channel, message, id).answer;
    expect(opened).toMatchObject({
      kind: 'modal',
      modal: { title: '✗ Reject', custom_id: 'no1', components: [{ label: 'Why not?' }] },
    });
    expect(heard).toEqual([]);
    server.submit(ana, channel, message, 'no1', 'too late');
    await until(() => titles(server, channel).length === 2 && !titles(server, channel).includes('…'));
    expect(heard[0]).toMatchObject({ private: true, said: { kind: 'field', token: 'no1', text: 'too late' } });
    expect(shown(server, channel)[1]?.onlyFor).toBe(ana);
  });

  test('from a menu is heard by what was chosen', async () => {
    const { server, chat, channel, ana, heard } = await openTable();
    const many = Array.from({ length: 30 }, (_, i) => ({ label: `Choice ${i}`, token: `choice${i}` }));
    const message = await chat.send(`discord:${channel}`, { ...card, taps: many });
    await server.choose(ana, channel, message, 'menu1', 'choice27').answer;
    await until(() => heard.length === 1);
    expect(heard[0]?.said).toEqual({ kind: 'tap', token: 'choice27' });
  });

  test('on a whispered view draws that view anew, long after it was sent', async () => {
    const { server, chat, channel, ana, answerWith, heard, pass } = await openTable();
    let view = '';
    answerWith(async ({ place, message, said }) => {
      const drawn = outgoing({ replyTo: message, ephemeral: true, reply: { title: said.kind, lines: [] } });
      if (said.kind === 'line') view = await chat.send(place, { ...drawn, taps: [{ label: 'Refresh', token: 'again' }] });
      else await chat.edit(place, view, drawn);
    });
    server.slash(ana, channel, 'status');
    await until(() => view !== '');
    pass(20 * 60_000);
    server.press(ana, channel, view, 'again');
    await until(() => titles(server, channel).join() === '🧪 SYNTHETIC · tap');
    expect(heard).toHaveLength(2);
    expect(shown(server, channel)[0]?.body.components).toEqual([]);
  });

  test('in direct messages goes by the person, and only while they are in the guild', async () => {
    const { server, chat, ana, heard, logged } = await openTable();
    const message = await chat.send(`discord:${ana}`, card);
    const direct = server.channels().find(({ recipient }) => recipient === ana)?.id ?? '';
    server.hold(ana, '1123456789012345679');
    await server.press(ana, direct, message, 'yes1').answer;
    await until(() => heard.length === 1);
    expect(heard[0]).toMatchObject({ place: `discord:${ana}`, private: true, guildRoles: ['1123456789012345679'] });
    expect(heard[0]).not.toHaveProperty('left');
    server.fail(/^GET .*members/, { status: 403 });
    await server.press(ana, direct, message, 'yes1').answer;
    await until(() => logged.some(({ message: text }) => text === 'a direct message has no effect'));
    expect(heard).toHaveLength(1);
    server.leave(ana);
    await server.press(ana, direct, message, 'yes1').answer;
    await until(() => heard.length === 2);
    expect(heard[1]).toMatchObject({ left: true });
    expect(heard[1]).not.toHaveProperty('guildRoles');
  });

  test('tells the roles that its giver holds in the server', async () => {
    const { server, channel, ana, heard } = await openTable();
    server.hold(ana, '1123456789012345679', '1123456789012345680');
    server.slash(ana, channel, 'status');
    await until(() => heard.length === 1);
    expect(heard[0]?.guildRoles).toEqual(['1123456789012345679', '1123456789012345680']);
  });
});

describe('an interaction that comes late', () => {
  test('to its acknowledgement is heard with its own time, and whispered answers go by direct message (row 43)', async () => {
    const { server, chat, channel, ana, heard, answerWith, pass } = await openTable();
    answerWith(({ place, message }) => chat.send(place, outgoing({ replyTo: message, ephemeral: true })));
    server.gateway.drop();
    await until(() => server.gateway.counts().connected === 0);
    server.slash(ana, channel, 'status');
    pass(3_500);
    await until(() => server.channels().some(({ recipient, messages }) => recipient === ana && messages.length === 1));
    expect(heard[0]?.at).toBe(Date.UTC(2026, 10, 21));
    expect(shown(server, channel)).toEqual([]);
  });

  test('to its answer is answered by a new message for all (row 43)', async () => {
    const { server, chat, channel, ana, answerWith, pass } = await openTable();
    answerWith(({ place, message }) => {
      pass(16 * 60_000);
      return chat.send(place, outgoing({ replyTo: message }));
    });
    server.slash(ana, channel, 'close', { symbol: 'BTC' });
    await until(() => titles(server, channel).includes('🧪 SYNTHETIC · Done'));
    expect(shown(server, channel).find(({ thinking }) => !thinking)?.onlyFor).toBeUndefined();
  });

  test('whose token Discord calls dead before its time is answered all the same', async () => {
    const { server, chat, channel, ana, answerWith } = await openTable();
    answerWith(({ place, message }) => chat.send(place, outgoing({ replyTo: message, ephemeral: true })));
    server.fail(/^PATCH \/webhooks/, { status: 404, body: { code: 10_015, message: 'Unknown Webhook' } });
    server.slash(ana, channel, 'status');
    await until(() => server.channels().some(({ recipient, messages }) => recipient === ana && messages.length === 1));
    expect(titles(server, channel)).not.toContain('🧪 SYNTHETIC · Done');
  });
});

test('an interaction that another program has taken is left to it (row 45)', async () => {
  const { server, channel, ana, heard, logged } = await openTable();
  server.fail(/callback$/, { status: 400, body: { code: 40_060, message: 'already acknowledged' } });
  server.slash(ana, channel, 'close', { symbol: 'BTC' });
  await until(() => logged.some(({ message }) => message.startsWith('another program answers')));
  expect(heard).toEqual([]);
});

test('a public answer that the channel refuses reaches the asker', async () => {
  const { server, chat, channel, ana, answerWith } = await openTable();
  answerWith(({ place, message }) => chat.send(place, outgoing({ replyTo: message })));
  server.forbid(channel, 50_013);
  server.slash(ana, channel, 'close', { symbol: 'BTC' });
  await until(() => titles(server, channel).join() === '🧪 SYNTHETIC · Done');
  expect(shown(server, channel)[0]?.onlyFor).toBe(ana);
});
