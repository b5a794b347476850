import { describe, expect, test } from 'vitest';
import type { HeardLine } from '../../../src/bots/chat.ts';
import { HOUR, MINUTE, SECOND } from '../../../src/core/time.ts';
import { ana, GROUP, outgoing, PRIVATE, rig, START, when } from './rig.ts';

const unavailable = { code: 502, description: 'Bad Gateway' };
const conflict = { code: 409, description: 'Conflict: terminated by other getUpdates request' };
const polls = 'getUpdates';

describe('listening', () => {
  test('the menu is set for private chats and for groups, without what stops the desk', async () => {
    const { server, start, chat } = await rig();
    await start();
    const names = (call: Readonly<Record<string, unknown>> | undefined): unknown =>
      JSON.stringify(call).match(/(?<="command":")\w+/g);
    const [forPrivate, forGroups] = server.calls('setMyCommands');
    expect(forPrivate).toMatchObject({ scope: { type: 'all_private_chats' } });
    expect(names(forPrivate)).toEqual(['status', 'balance']);
    expect(forGroups).toMatchObject({ scope: { type: 'all_group_chats' } });
    expect(names(forGroups)).toEqual(['status']);
    expect(chat.health()).toEqual({ state: 'ok', says: '@desk_bot listens' });
  });

  test('a menu that is refused is no reason not to listen', async () => {
    const { server, start, chat, logs } = await rig();
    server.fail('setMyCommands', { code: 400, description: 'Bad Request: BOT_COMMAND_INVALID' }, 2);
    await start();
    expect(chat.health().state).toBe('ok');
    expect(logs).toContain('bot warn the Telegram menu could not be set');
  });

  test('an update is confirmed after it was handed over, and at the latest when the chat stops', async () => {
    const { server, start, settled, heard, chat } = await rig();
    await start();
    await settled();
    server.say(PRIVATE, ana, '/status');
    await settled();
    expect(heard.map(({ said }) => said)).toEqual([{ kind: 'line', line: '/status' }]);
    expect(server.calls(polls).at(-1)).toMatchObject({ offset: Number(heard[0]?.update) + 1 });
    await chat.stop();
    expect(chat.health()).toEqual({ state: 'down', says: 'stopped' });
  });

  test('stopping while an answer is being made confirms the update, so that it is not heard again', async () => {
    const { server, chat } = await rig();
    const begun = Promise.withResolvers<void>();
    const ended = Promise.withResolvers<void>();
    await chat.start(() => {
      begun.resolve();
      return ended.promise;
    });
    await when(server.idle);
    server.say(PRIVATE, ana, '/status');
    await begun.promise;
    await chat.stop();
    ended.resolve();
    expect(server.calls(polls).at(-1)).toMatchObject({ offset: 1002, limit: 1, timeout: 0 });
  });

  test('an update that comes twice is handed over once', async () => {
    const { server, start, settled, heard } = await rig();
    await start();
    await settled();
    server.say(PRIVATE, ana, '/buy BTC');
    await settled();
    server.repeat();
    await settled();
    server.say(PRIVATE, ana, '/yes');
    await settled();
    expect(heard.map(({ said }) => said)).toEqual([
      { kind: 'line', line: '/buy BTC' },
      { kind: 'line', line: '/yes' },
    ]);
  });

  test('a slow answer does not keep a panic from being heard', async () => {
    const { server, chat, clock } = await rig();
    const heard: HeardLine[] = [];
    const forever = Promise.withResolvers<void>();
    const slow = Promise.withResolvers<void>();
    await chat.start((one) => {
      heard.push(one);
      slow.resolve();
      return forever.promise;
    });
    await when(server.idle);
    server.say(PRIVATE, ana, '/backtest');
    await slow.promise;
    server.say(PRIVATE, ana, '/panic now');
    clock.advance(2 * SECOND);
    await when(() => heard.length === 2);
    expect(heard[1]?.said).toEqual({ kind: 'line', line: '/panic now' });
    forever.resolve();
  });

  test('an answer that fails is logged and the next update is heard', async () => {
    const { server, chat, logs } = await rig();
    await chat.start(() => Promise.reject(new Error('broken')));
    await when(server.idle);
    server.say(PRIVATE, ana, '/status');
    server.say(PRIVATE, ana, '/status');
    await when(server.idle);
    expect(logs.filter((line) => line === 'bot error an update from Telegram could not be handled')).toHaveLength(2);
  });
});

describe('when Telegram fails', () => {
  test('row 41: a second poller is waited out, said once, and sending goes on', async () => {
    const { server, start, chat, clock, logs } = await rig();
    server.fail(polls, conflict, 2);
    await start();
    expect(chat.health()).toEqual({
      state: 'degraded',
      says: 'another program reads this bot’s messages (409): stop it, or let @BotFather revoke the token and use the new one here, since 14:00 UTC; trying again',
    });
    await chat.send(`telegram:${PRIVATE}`, outgoing());
    expect(clock.pending()).toEqual([5 * SECOND]);
    clock.advance(5 * SECOND);
    await when(() => server.calls(polls).length === 2 && clock.pending().length === 1);
    clock.advance(2 * MINUTE);
    await when(server.idle);
    expect(chat.health().state).toBe('ok');
    expect(logs.filter((line) => line.includes('409') && line.startsWith('bot warn'))).toHaveLength(1);
    expect(logs.at(-1)).toMatch(/heard again/);
  });

  test('two pollers at once: the one that is thrown out comes back', async () => {
    const { server, start, settled, chat, clock } = await rig();
    await start();
    await settled();
    const other = fetch(`${server.apiRoot}/bot${server.token}/getUpdates`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ timeout: 0 }),
    });
    expect((await other).status).toBe(200);
    await when(() => clock.pending().length === 1);
    expect(chat.health().state).toBe('degraded');
    clock.advance(10 * SECOND);
    await settled();
    expect(chat.health().state).toBe('ok');
  });

  test('a webhook that was left behind is taken away', async () => {
    const { server, start, chat } = await rig();
    server.setWebhook(true);
    await start();
    await when(server.idle);
    expect(server.calls('deleteWebhook')).toHaveLength(1);
    expect(chat.health().state).toBe('ok');
  });

  test.each([
    ['wrong', '123456789:other'],
    ['malformed', 'nonsense'],
  ])('a %s token is told with a clear word, once, and start does not throw', async (_, token) => {
    const { server, start, chat, clock, logs } = await rig({ token });
    await start();
    const says = 'TELEGRAM_TOKEN is wrong or was revoked: Telegram refuses it. Take the one @BotFather shows and start again';
    expect(chat.health()).toEqual({ state: 'down', says });
    for (const tried of [1, 2]) {
      await when(() => server.calls('getMe').length === tried && clock.pending().length > 0);
      expect(clock.pending()).toEqual([MINUTE]);
      clock.advance(MINUTE);
    }
    expect(logs).toEqual([`bot error ${says}`]);
    await chat.stop();
    expect(chat.health().says).toBe(says);
  });

  test.each([
    [401, 'Unauthorized'],
    [404, 'Not Found'],
  ])('a %i while it is at work is down, and a minute later a panic is heard', async (code, description) => {
    const { server, start, settled, chat, clock, heard } = await rig();
    server.fail(polls, { code, description });
    await start();
    expect(chat.health().state).toBe('down');
    server.say(PRIVATE, ana, '/panic now');
    clock.advance(MINUTE);
    await settled();
    expect(heard.map(({ said }) => said)).toEqual([{ kind: 'line', line: '/panic now' }]);
    expect(chat.health().state).toBe('ok');
  });

  test('an outage is tried through with growing waits, from the start on', async () => {
    const { server, start, chat, clock, logs } = await rig();
    server.fail('getMe', 'drop', 8);
    await start();
    expect(chat.health()).toEqual({
      state: 'degraded',
      says: 'Telegram is not reached (ECONNRESET), since 14:00 UTC; trying again',
    });
    const waits: number[] = [];
    for (let tried = 1; tried <= 8; tried++) {
      await when(() => server.calls('getMe').length === tried && clock.pending().length > 0);
      waits.push(...clock.pending());
      clock.advance(clock.pending()[0] ?? 0);
    }
    expect(waits).toEqual([500, 1000, 2000, 4000, 7500, 7500, 7500, 7500]);
    await when(server.idle);
    expect(chat.health().state).toBe('ok');
    expect(logs).toHaveLength(2);
    expect(logs[0]).toBe('bot warn Telegram is not reached (ECONNRESET); everything else goes on');
  });

  test('after a minute an outage is down', async () => {
    const { server, start, chat, clock } = await rig();
    server.fail('getMe', unavailable, 100);
    await start();
    expect(chat.health()).toEqual({ state: 'degraded', says: 'Telegram answers 502 Bad Gateway, since 14:00 UTC; trying again' });
    clock.advance(MINUTE);
    expect(chat.health().state).toBe('down');
  });

  test('a pause that Telegram asks for is kept', async () => {
    const { server, start, clock } = await rig();
    server.fail(polls, { code: 429, description: 'Too Many Requests: retry after 40', parameters: { retry_after: 40 } });
    await start();
    expect(clock.pending()).toEqual([40 * SECOND]);
  });

  test('row 42: after an hour the backlog comes with its age, taps too, and what follows is fresh', async () => {
    const { server, start, settled, heard, clock, chat } = await rig();
    await start();
    await settled();
    const card = await chat.send(`telegram:${PRIVATE}`, outgoing({ taps: [{ label: 'Yes', token: 'tok' }] }));
    server.fail(polls, unavailable, 1);
    server.say(PRIVATE, ana, '/status');
    await when(() => clock.pending().length === 1);
    server.say(PRIVATE, ana, '/panic now');
    server.tap(PRIVATE, ana, Number(card), 'Yes');
    clock.advance(HOUR);
    await settled();
    expect(heard.map(({ at, said }) => [said.kind, at])).toEqual([
      ['line', START],
      ['line', START],
      ['tap', START],
    ]);
    server.tap(PRIVATE, ana, Number(card), 'Yes');
    await settled();
    expect(heard.at(-1)?.at).toBe(START + HOUR);
  });

  test('taps from before the start are of no known age', async () => {
    const { server, start, settled, heard } = await rig();
    server.tap(GROUP, ana, 5, 'token');
    await start();
    await settled();
    expect(heard.map(({ at }) => at)).toEqual([0]);
  });
});
