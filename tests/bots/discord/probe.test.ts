import { ApplicationFlags, PermissionFlagsBits } from 'discord.js';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { probeDiscord } from '../../../src/bots/discord/probe.ts';
import { type DiscordServer, openDiscordServer } from '../../chats/discordServer.ts';
import { NEEDED_BITS } from '../../chats/discordWorld.ts';

const { Administrator, ViewChannel, SendMessages, SendMessagesInThreads, CreatePublicThreads, EmbedLinks, AttachFiles } =
  PermissionFlagsBits;

let server: DiscordServer;
let desk: string;

beforeEach(async () => {
  server = await openDiscordServer({ now: () => Date.UTC(2026, 10, 21) });
  onTestFinished(server.close);
  desk = server.addChannel('desk');
});

type Given = Parameters<typeof probeDiscord>[0];

const probe = (change: Partial<Given> = {}) => {
  const { token, apiRoot, guild } = server;
  return probeDiscord({ token, apiRoot, guild, channel: desk, ...change });
};

const failures = async (change: Partial<Given> = {}) => (await probe(change)).filter(({ state }) => state === 'failed');

describe('a look at Discord', () => {
  test('finds all in order, by requests alone', async () => {
    expect(await probe()).toEqual([
      { state: 'ok', says: 'countersign answers in the server Traders' },
      { state: 'ok', says: `alerts go to #desk, ${desk}: the bot has every permission it needs there` },
      { state: 'note', says: 'no commands yet: the desk registers them at its start' },
      { state: 'note', says: 'no privileged intents, and the desk needs none' },
    ]);
    expect(server.requests().filter(({ what }) => !what.startsWith('GET /') || what.includes('gateway'))).toEqual([]);
  });

  test.each<readonly [string, () => Partial<Given>, string, RegExp | undefined]>([
    [
      'no server',
      () => ({ guild: undefined }),
      'DISCORD_TOKEN is set, but not DISCORD_GUILD_ID',
      /The bot is in Traders: DISCORD_GUILD_ID=\d+/,
    ],
    [
      'another server',
      () => ({ guild: '1' }),
      'the bot is not in the server 1: invite it, or correct DISCORD_GUILD_ID',
      /Traders/,
    ],
    [
      'a server it was taken out of',
      () => {
        server.kick();
        return {};
      },
      'the bot is not in the server',
      /in no server yet/,
    ],
    [
      'no channel',
      () => ({ channel: undefined }),
      'there is no chat for alerts: DISCORD_CHANNEL_ID is not set',
      /Copy Channel ID/,
    ],
    ['a channel that is gone', () => ({ channel: '7' }), 'There is no such channel any more', undefined],
    [
      'a channel it may not see',
      () => {
        server.forbid(desk, 50_001);
        return {};
      },
      'The bot may not see the channel: give its role View Channels',
      undefined,
    ],
    [
      'a channel of another server',
      () => ({ channel: server.addChannel('other', { elsewhere: '5' }) }),
      'is not in the server Traders',
      /Copy Channel ID/,
    ],
    [
      'a voice channel',
      () => ({ channel: server.addChannel('talk', { kind: 'voice' }) }),
      'is no text channel',
      /Copy Channel ID/,
    ],
    [
      'a missing scope',
      () => {
        server.fail(/commands$/, { status: 403, body: { code: 50_001, message: 'Missing Access' } });
        return {};
      },
      'the commands are not registered: invite the bot again with the scopes bot and applications.commands',
      undefined,
    ],
  ])('tells of %s, in the desk’s words', async (_, spoil, says, advice) => {
    expect(await failures(spoil())).toEqual([
      { state: 'failed', says: expect.stringContaining(says), ...(advice && { advice: expect.stringMatching(advice) }) },
    ]);
  });

  test.each([
    ['View Channels', ViewChannel, 'see the channel'],
    ['Send Messages', SendMessages, 'write there'],
    ['Embed Links', EmbedLinks, 'write there'],
    ['Attach Files', AttachFiles, 'write there'],
    ['Send Messages in Threads', SendMessagesInThreads, 'keep threads and answers there'],
    ['Create Public Threads', CreatePublicThreads, 'keep threads and answers there'],
    ['Read Message History', PermissionFlagsBits.ReadMessageHistory, 'keep threads and answers there'],
  ])('names %s when the role lacks it', async (name, bit, does) => {
    server.allow({ bot: NEEDED_BITS & ~bit });
    expect(await failures()).toMatchObject([{ says: `#desk: The bot may not ${does}: give its role ${name}` }]);
  });

  // Discord's order: everyone's and the roles' rights, the channel for everyone, for the roles, for the member.
  test.each<readonly [string, () => void, boolean]>([
    ['everyone has it, the role has not', () => server.allow({ everyone: NEEDED_BITS, bot: 0n }), true],
    ['the channel takes it from everyone', () => server.overwrite(desk, 'everyone', { deny: AttachFiles }), false],
    [
      'the channel takes it from everyone and gives it to the role',
      () => {
        server.overwrite(desk, 'role', { allow: AttachFiles });
        server.overwrite(desk, 'everyone', { deny: AttachFiles });
      },
      true,
    ],
    [
      'the channel gives it to everyone and takes it from the role',
      () => {
        server.overwrite(desk, 'role', { deny: AttachFiles });
        server.overwrite(desk, 'everyone', { allow: AttachFiles });
      },
      false,
    ],
    [
      'the channel takes it from the role and gives it to the bot',
      () => {
        server.overwrite(desk, 'bot', { allow: AttachFiles });
        server.overwrite(desk, 'role', { deny: AttachFiles });
      },
      true,
    ],
    ['the channel takes it from the bot', () => server.overwrite(desk, 'bot', { deny: AttachFiles }), false],
    [
      'an administrator is above the channel',
      () => {
        server.allow({ bot: Administrator });
        server.overwrite(desk, 'bot', { deny: AttachFiles });
      },
      true,
    ],
  ])('reckons permissions as Discord does: %s', async (_, arrange, may) => {
    arrange();
    expect((await failures()).map(({ says }) => says)).toEqual(
      may ? [] : ['#desk: The bot may not write there: give its role Attach Files'],
    );
  });

  test('a thread has the permissions of its channel, and is written to by its own', async () => {
    const thread = server.addThread(desk, 'evening');
    server.allow({ bot: NEEDED_BITS & ~SendMessages & ~CreatePublicThreads });
    expect(await failures({ channel: thread })).toEqual([]);
    server.overwrite(desk, 'everyone', { deny: SendMessagesInThreads });
    expect(await failures({ channel: thread })).toMatchObject([{ says: expect.stringContaining('Send Messages in Threads') }]);
  });

  test('what the portal has on without need is told with the way to turn it off', async () => {
    server.setUp({ public: true, flags: ApplicationFlags.GatewayMessageContentLimited | ApplicationFlags.GatewayPresence });
    expect((await probe()).slice(-2)).toEqual([
      {
        state: 'note',
        says: 'the desk needs no privileged intents, and Presence, Message Content are on',
        advice: expect.stringContaining('Privileged Gateway Intents'),
      },
      { state: 'note', says: expect.stringContaining('public bot'), advice: expect.stringContaining('Public Bot off') },
    ]);
  });

  test('a wrong token is all that is told', async () => {
    expect(await probe({ token: 'another' })).toEqual([
      { state: 'failed', says: expect.stringContaining('DISCORD_TOKEN is not valid') },
    ]);
  });

  test.each([
    ['nobody', 'http://127.0.0.1:1', 'Discord was not reached', 'DISCORD_API_ROOT'],
    ['somebody else', undefined, 'could not be read: check DISCORD_API_ROOT', undefined],
  ])('%s at the address is told', async (_, apiRoot, says, advice) => {
    server.fail(/@me/, { status: 200, body: { hello: 'world' } });
    expect(await probe(apiRoot === undefined ? {} : { apiRoot })).toEqual([
      {
        state: 'failed',
        says: expect.stringContaining(says),
        ...(advice === undefined ? {} : { advice: expect.stringContaining(advice) }),
      },
    ]);
  });
});
