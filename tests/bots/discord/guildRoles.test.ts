import { beforeEach, expect, it } from 'vitest';
import { type Connected, connect, list, slash } from '../../chats/connected.ts';
import { eventsOf } from '../../support/memoryLog.ts';

const TRADERS = '1123456789012345679';

let room: Connected;
let direct: string;
const inChannel = (channel = room.channel): readonly string[] =>
  (room.discord.channels().find(({ id }) => id === channel)?.messages ?? []).map(
    ({ body }) => body.embeds?.[0]?.title?.replace(/^.* · /, '') ?? '',
  );
/** A slash command, until it is answered or met with silence. */
const says = (line: string, where = room.channel): Promise<void> => room.asked(() => slash(room, room.eve.discord, line, where));
const person = () => [...room.desk.state.people.values()].map(({ id, name, role }) => [id, name, role]);

beforeEach(async () => {
  room = await connect({ platforms: ['discord'], authority: 'approve' });
  await list(room, room.ana, 'admin');
  direct = room.discord.addDirect(room.eve.discord);
  for (const line of [`/users map <@&${TRADERS}> trader`, '/yes']) await room.desk.type(line);
});

it('whoever holds the role on Discord is heard with what it gives, in the channel and in direct messages', async () => {
  await says('/status');
  expect([inChannel(), person()]).toEqual([[], [['p1', 'Ana', 'admin']]]);
  room.discord.hold(room.eve.discord, TRADERS);
  await says('/pause');
  expect(person()).toEqual([
    ['p1', 'Ana', 'admin'],
    ['p2', 'Eve', 'trader'],
  ]);
  expect(room.desk.state.pause?.who).toBe('Eve');
  await says('/whoami', direct);
  expect(inChannel(direct)).toEqual(['You are p2 Eve: trader']);
  await says('/users');
  expect(inChannel().at(-1)).toBe('/users is not yours to give');
});

it.each([
  ['in the channel', () => room.channel],
  ['in direct messages', () => direct],
])('a role that is taken away ends what it gave with the next word %s, which is not done', async (_, where) => {
  room.discord.hold(room.eve.discord, TRADERS);
  await says('/status');
  room.discord.hold(room.eve.discord);
  const before = inChannel(where());
  await says('/pause', where());
  expect(inChannel(where())).toEqual(before);
  expect(room.desk.state.pause).toBeUndefined();
  expect(room.desk.state.people.has('p2')).toBe(false);
  expect(eventsOf(room.desk.rows(), 'ignored')).toHaveLength(1);
});

it('whoever leaves the server is off the list when they write to the bot', async () => {
  room.discord.hold(room.eve.discord, TRADERS);
  await says('/status', direct);
  room.discord.leave(room.eve.discord);
  await says('/pause', direct);
  expect([person(), room.desk.state.pause]).toEqual([[['p1', 'Ana', 'admin']], undefined]);
});

it('after a restart they are who they were', async () => {
  room.discord.hold(room.eve.discord, TRADERS);
  await says('/pause');
  await room.restart();
  await says('/resume');
  expect(person()).toContainEqual(['p2', 'Eve', 'trader']);
  expect([...room.desk.state.guildRoles.gives]).toEqual([[TRADERS, 'trader']]);
});
