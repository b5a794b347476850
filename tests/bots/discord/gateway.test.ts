import { describe, expect, test } from 'vitest';
import { tooFast } from '../../chats/discordServer.ts';
import { openTable, outgoing, titles, until } from './table.ts';

describe('the connection', () => {
  test('stands after the start, with the commands registered', async () => {
    const { server, chat } = await openTable();
    expect(chat.health()).toEqual({ state: 'ok', says: 'connected' });
    expect(server.commands().map(({ name }) => name)).toEqual(['status', 'close', 'reduce', 'panic', 'buy', 'broken']);
    expect(server.gateway.counts()).toMatchObject({ identified: 1, resumed: 0, connected: 1 });
  });

  test('resumes after a cut and hears once what was said meanwhile (row 44)', async () => {
    const { server, heard, channel, ana } = await openTable();
    server.slash(ana, channel, 'status');
    await until(() => heard.length === 1);
    server.gateway.drop();
    await until(() => server.gateway.counts().connected === 0);
    server.slash(ana, channel, 'close', { symbol: 'BTC' });
    await until(() => heard.length === 2);
    expect(server.gateway.counts()).toMatchObject({ identified: 1, resumed: 1 });
  });

  test('that Discord wants made anew is resumed (row 44)', async () => {
    const { server, chat, heard, channel, ana } = await openTable();
    server.gateway.reconnect();
    await until(() => server.gateway.counts().resumed === 1 && chat.health().state === 'ok');
    server.slash(ana, channel, 'status');
    await until(() => heard.length === 1);
    expect(server.gateway.counts().identified).toBe(1);
  });

  test('with an ended session identifies again, and a repeated interaction has one effect (row 44)', async () => {
    const { server, chat, heard, channel, ana } = await openTable();
    server.slash(ana, channel, 'status');
    await until(() => heard.length === 1);
    server.gateway.repeat('INTERACTION_CREATE');
    server.gateway.invalidate(false);
    await until(() => server.gateway.counts().identified === 2 && chat.health().state === 'ok');
    server.slash(ana, channel, 'status');
    await until(() => heard.length === 2);
    expect(new Set(heard.map(({ update }) => update)).size).toBe(2);
    expect(server.requests().filter(({ what }) => what.endsWith('/callback'))).toHaveLength(2);
  });

  test.each([
    ['nothing', null],
    ['no body', { id: '1', type: 2, token: 't' }],
    [
      'a button without a message',
      { id: '2', type: 3, token: 't', data: { component_type: 2, custom_id: 'x' }, user: { id: '5' } },
    ],
    ['a channel that is none', { id: '3', type: 2, token: 't', channel: 7, data: { type: 1 } }],
    ['an id that is none', { id: 'x', type: 2, token: 't', data: { type: 1, name: 'status' }, user: { id: '5' } }],
  ])('survives an interaction with %s', async (_what, payload) => {
    const { server, heard, channel, ana } = await openTable();
    server.gateway.dispatch('INTERACTION_CREATE', payload);
    server.slash(ana, channel, 'status');
    await until(() => heard.length > 0);
    expect(heard.map(({ from }) => from)).toEqual([`discord:${ana}`]);
  });

  test('is degraded while it is lost', async () => {
    const { server, chat } = await openTable();
    server.gateway.drop();
    await until(() => chat.health().state === 'degraded');
    expect(chat.health().says).toContain('being made again');
    await until(() => chat.health().state === 'ok');
  });
});

describe('a start that fails', () => {
  test('for a wrong token says what to do and asks no more', async () => {
    const { server, chat } = await openTable({ token: 'MTA0.another.token' });
    expect(chat.health()).toMatchObject({ state: 'down', says: expect.stringContaining('DISCORD_TOKEN is not valid') });
    expect(server.requests().filter(({ what }) => what === 'GET /gateway/bot')).toHaveLength(1);
  });

  test.each([
    [4004, 'DISCORD_TOKEN is not valid'],
    [4014, 'does not allow the intents'],
  ])('with %d at the gateway says what to do and asks no more', async (code, words) => {
    const { server, chat } = await openTable({ before: ({ gateway }) => gateway.refuse(code) });
    expect(chat.health()).toMatchObject({ state: 'down', says: expect.stringContaining(words) });
    expect(server.gateway.counts()).toMatchObject({ identified: 1 });
  });

  test('with a token that is taken back later says so', async () => {
    const { server, chat } = await openTable();
    server.gateway.close(4004);
    await until(() => chat.health().state === 'down');
    expect(chat.health().says).toContain('DISCORD_TOKEN is not valid');
  });

  test.each([
    ['answers 500', { status: 500 }],
    ['cuts the connection', {}],
    ['wants to be left alone', tooFast(30)],
  ])('because Discord %s goes on by itself', async (_, fault) => {
    const { server, chat, logged } = await openTable({ before: ({ fail }) => fail(/gateway\/bot/, fault, 3) });
    await until(() => chat.health().state === 'ok');
    expect(logged.some(({ message }) => /not reached/.test(message))).toBe(true);
    expect(server.gateway.counts()).toMatchObject({ identified: 1, connected: 1 });
  });

  test('because the gateway turns it away goes on by itself, with one connection', async () => {
    const { server, chat, heard, channel, ana } = await openTable({ before: ({ gateway }) => gateway.turnAway(503, 2) });
    await until(() => chat.health().state === 'ok');
    server.slash(ana, channel, 'status');
    await until(() => heard.length === 1);
    expect(server.gateway.counts()).toMatchObject({ identified: 1, resumed: 0, connected: 1 });
  });

  test('because the bot is in no such server says so, and works once it is invited', async () => {
    const { server, chat, heard, channel, ana } = await openTable({ before: (one) => one.kick() });
    expect(chat.health()).toMatchObject({ state: 'down', says: expect.stringContaining('invite it') });
    server.invite();
    await until(() => chat.health().state === 'ok');
    server.slash(ana, channel, 'status');
    await until(() => heard.length === 1);
  });
});

test('a stop while the gateway is away leaves nothing behind that tries again', async () => {
  const { server, chat } = await openTable();
  server.gateway.turnAway(503, 1_000_000);
  server.gateway.drop();
  await until(() => server.gateway.counts().turnedAway >= 1);
  await chat.stop();
  const { turnedAway } = server.gateway.counts();
  // discord.js pauses half a second between two attempts.
  await new Promise((resolve) => setTimeout(resolve, 700));
  expect(server.gateway.counts()).toMatchObject({ turnedAway, connected: 0 });
});

describe('the guild', () => {
  test('that the bot has left is unreachable, and says so', async () => {
    const { server, chat, channel } = await openTable();
    server.kick();
    await until(() => chat.health().state === 'down');
    expect(chat.health().says).toContain('not in the server');
    await expect(chat.send(`discord:${channel}`, outgoing())).rejects.toMatchObject({ kind: 'unreachable' });
    expect(titles(server, channel)).toEqual([]);
  });

  test('that takes no commands is told in words', async () => {
    const { chat } = await openTable({
      before: ({ fail }) => fail(/commands$/, { status: 403, body: { code: 50_001, message: 'Missing Access' } }),
    });
    expect(chat.health()).toMatchObject({ state: 'degraded', says: expect.stringContaining('applications.commands') });
  });

  test('gets its commands when Discord is well again', async () => {
    const { server, chat } = await openTable({ before: ({ fail }) => fail(/commands$/, { status: 503 }, 2) });
    await until(() => chat.health().state === 'ok');
    expect(server.commands()).toHaveLength(6);
  });
});
