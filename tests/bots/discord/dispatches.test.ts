import { expect, test } from 'vitest';
import { openTable, until } from './table.ts';

const user = (id: string) => ({ id, username: 'eve', discriminator: '0', global_name: 'Eve', avatar: null });
const role = { id: '71', name: 'mods', permissions: '0', position: 3, colors: { primary_color: 0 } };

/** What Discord may send to a bot, as a stranger's doing or its own, by kind: with the guild's and a channel's id where they belong. */
const kinds = (guild: string, channel: string): Readonly<Record<string, unknown>> => ({
  APPLICATION_COMMAND_PERMISSIONS_UPDATE: { id: '5', application_id: '6', guild_id: guild, permissions: [] },
  AUTO_MODERATION_RULE_CREATE: { id: '7', guild_id: guild, name: 'no', trigger_type: 1, actions: [] },
  AUTO_MODERATION_RULE_UPDATE: { id: '7', guild_id: guild, trigger_metadata: {} },
  AUTO_MODERATION_RULE_DELETE: { id: '7', guild_id: guild },
  AUTO_MODERATION_ACTION_EXECUTION: { guild_id: guild, action: { type: 1 }, rule_id: '7', user_id: '8' },
  CHANNEL_CREATE: { id: '50', type: 0, guild_id: guild, name: 'new' },
  CHANNEL_UPDATE: { id: channel, type: 2, guild_id: guild, permission_overwrites: [{ id: '1', type: 0, allow: 'x', deny: '0' }] },
  CHANNEL_DELETE: { id: channel, type: 0, guild_id: guild },
  CHANNEL_PINS_UPDATE: { channel_id: channel, guild_id: guild, last_pin_timestamp: 'never' },
  THREAD_CREATE: { id: '51', type: 11, parent_id: channel, guild_id: guild },
  THREAD_UPDATE: { id: '51', type: 11, parent_id: '0', guild_id: guild, thread_metadata: null },
  THREAD_DELETE: { id: '51', type: 11, parent_id: channel, guild_id: guild },
  THREAD_LIST_SYNC: { guild_id: guild, threads: [{ id: '51' }], members: [{}] },
  THREAD_MEMBER_UPDATE: { id: '51', user_id: '8', guild_id: guild },
  THREAD_MEMBERS_UPDATE: { id: '51', guild_id: guild, added_members: [{}], removed_member_ids: [null] },
  ENTITLEMENT_CREATE: { id: '9', sku_id: '1', application_id: '6', type: 8 },
  ENTITLEMENT_UPDATE: { id: '9', ends_at: 'x' },
  ENTITLEMENT_DELETE: { id: '9' },
  GUILD_UPDATE: { id: guild, name: 'Other', system_channel_id: '0', roles: 'none' },
  GUILD_AUDIT_LOG_ENTRY_CREATE: { guild_id: guild, id: '1', action_type: 9_999 },
  GUILD_BAN_ADD: { guild_id: guild, user: user('8') },
  GUILD_BAN_REMOVE: { guild_id: guild, user: user('8') },
  GUILD_EMOJIS_UPDATE: { guild_id: guild, emojis: [{ id: null, name: null }] },
  GUILD_STICKERS_UPDATE: { guild_id: guild, stickers: [{}] },
  GUILD_INTEGRATIONS_UPDATE: { guild_id: guild },
  GUILD_MEMBER_ADD: { guild_id: guild, user: user('8'), roles: [] },
  GUILD_MEMBER_UPDATE: { guild_id: guild, user: user('8'), roles: ['71'], communication_disabled_until: 'x' },
  GUILD_MEMBER_REMOVE: { guild_id: guild, user: user('8') },
  GUILD_MEMBERS_CHUNK: { guild_id: guild, members: [{}], chunk_index: 0, chunk_count: 1 },
  GUILD_ROLE_CREATE: { guild_id: guild, role },
  GUILD_ROLE_UPDATE: { guild_id: guild, role: { ...role, permissions: 'all' } },
  GUILD_ROLE_DELETE: { guild_id: guild, role_id: '71' },
  GUILD_SCHEDULED_EVENT_CREATE: { id: '10', guild_id: guild, creator_id: '8' },
  GUILD_SCHEDULED_EVENT_UPDATE: { id: '10', guild_id: guild },
  GUILD_SCHEDULED_EVENT_DELETE: { id: '10', guild_id: guild },
  GUILD_SCHEDULED_EVENT_USER_ADD: { guild_scheduled_event_id: '10', user_id: '8', guild_id: guild },
  GUILD_SOUNDBOARD_SOUND_CREATE: { sound_id: '1', guild_id: guild },
  GUILD_SOUNDBOARD_SOUNDS_UPDATE: { guild_id: guild, soundboard_sounds: null },
  INVITE_CREATE: { code: 'abc', guild_id: guild, channel_id: channel, inviter: user('8') },
  INVITE_DELETE: { code: 'abc', guild_id: guild, channel_id: channel },
  MESSAGE_CREATE: { id: '60', channel_id: channel, guild_id: guild, author: user('8'), content: '/panic now' },
  MESSAGE_UPDATE: { id: '60', channel_id: channel, guild_id: guild, edited_timestamp: 'x' },
  MESSAGE_DELETE: { id: '60', channel_id: channel, guild_id: guild },
  MESSAGE_DELETE_BULK: { ids: ['60', null], channel_id: channel, guild_id: guild },
  MESSAGE_REACTION_ADD: { user_id: '8', channel_id: channel, message_id: '60', emoji: { id: null, name: '👍' } },
  MESSAGE_REACTION_REMOVE: { user_id: '8', channel_id: channel, message_id: '60', emoji: null },
  MESSAGE_REACTION_REMOVE_ALL: { channel_id: channel, message_id: '60' },
  MESSAGE_REACTION_REMOVE_EMOJI: { channel_id: channel, message_id: '60', emoji: {} },
  MESSAGE_POLL_VOTE_ADD: { user_id: '8', channel_id: channel, message_id: '60', answer_id: 1 },
  PRESENCE_UPDATE: { guild_id: guild, user: { id: '8' }, status: 'online', activities: [{}] },
  RATE_LIMITED: { opcode: 8, retry_after: 1 },
  STAGE_INSTANCE_CREATE: { id: '11', guild_id: guild, channel_id: channel },
  SUBSCRIPTION_CREATE: { id: '12', user_id: '8' },
  TYPING_START: { channel_id: channel, guild_id: guild, user_id: '8', timestamp: 'now', member: {} },
  USER_UPDATE: { id: '8', username: 'countersign' },
  VOICE_CHANNEL_EFFECT_SEND: { channel_id: channel, guild_id: guild, user_id: '8' },
  VOICE_STATE_UPDATE: { guild_id: guild, channel_id: channel, user_id: '8', session_id: 1, member: { user: user('8') } },
  VOICE_SERVER_UPDATE: { guild_id: guild, token: 'x', endpoint: null },
  WEBHOOKS_UPDATE: { guild_id: guild, channel_id: channel },
  SOMETHING_NEW: { guild_id: guild },
});

test('whatever the gateway sends that the desk does not read is counted, told once a kind, and ends nothing', async () => {
  const { server, chat, heard, logged, channel, ana } = await openTable();
  const sent = Object.entries(kinds(server.guild, channel));
  expect(sent.length).toBeGreaterThanOrEqual(40);
  for (const [kind, whole] of sent)
    for (const data of [whole, null, undefined, {}, [], 'text', 7, { id: null }, { id: 'x', guild_id: 7, channel_id: {} }])
      server.gateway.dispatch(kind, data);
  server.slash(ana, channel, 'status');
  await until(() => heard.length > 0);
  expect(chat.health()).toEqual({ state: 'ok', says: `connected; ${9 * sent.length} events not read` });
  for (const [kind] of sent) expect(logged.filter(({ message }) => message.includes(` ${kind} `))).toHaveLength(1);
  expect(server.gateway.counts()).toMatchObject({ identified: 1, resumed: 0, connected: 1 });
});

test('what discord.js lives by is left out where it is broken, and the guild is known all the same', async () => {
  const { server, chat, heard, logged, channel, ana } = await openTable();
  const broken = [null, undefined, {}, [], 'text', { id: null }, { id: 'x' }, { id: 7, channels: null }];
  for (const kind of ['GUILD_CREATE', 'GUILD_DELETE']) for (const data of broken) server.gateway.dispatch(kind, data);
  // Whole enough, but of nothing that discord.js could build a guild of.
  server.gateway.dispatch('GUILD_CREATE', { id: server.guild, channels: [null], members: [{}], roles: 7, unavailable: false });
  server.gateway.dispatch('GUILD_CREATE', {
    id: '99',
    channels: [{ id: '1', type: 0, permission_overwrites: 3 }],
    members: null,
  });
  server.gateway.dispatch('GUILD_DELETE', { id: '98' });
  server.slash(ana, channel, 'status');
  await until(() => heard.length > 0);
  expect(chat.health()).toEqual({ state: 'ok', says: 'connected; 16 broken events left out' });
  expect(logged.filter(({ level }) => level === 'warn')).toHaveLength(2);
});

test('a message of the gateway that discord.js cannot read is left out', async () => {
  const { server, chat, heard, channel, ana } = await openTable();
  server.gateway.send('{"op":');
  server.gateway.send('null');
  server.gateway.send(JSON.stringify({ op: 9, d: null }));
  server.gateway.send(JSON.stringify({ op: 0, t: 'READY', s: 1, d: null }));
  server.gateway.send(JSON.stringify({ op: 4_711, d: null }));
  server.slash(ana, channel, 'status');
  await until(() => heard.length > 0);
  expect(chat.health().says).toMatch(/^connected; \d broken events left out$/);
});
