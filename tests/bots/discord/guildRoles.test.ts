import { beforeEach, expect, it } from 'vitest';
import { type Connected, connect, list, slash } from '../../chats/connected.ts';
import { idOf } from '../../chats/reading.ts';
import { eventsOf } from '../../support/memoryLog.ts';

const TRADERS = '1123456789012345679';

let room: Connected;
const inChannel = (): readonly string[] =>
  (room.discord.channels().find(({ id }) => id === room.channel)?.messages ?? []).map(
    ({ body }) => body.embeds?.[0]?.title?.replace(/^.* · /, '') ?? '',
  );
/** A slash command, until it is answered or met with silence. */
const says = (line: string): Promise<void> => room.asked(() => slash(room, room.eve.discord, line));
/** Gets an answer into direct messages, as one comes there that is late for its command; gives how its button is tapped. */
async function answeredDirectly(): Promise<() => Promise<void>> {
  room.discord.fail(/^PATCH \/webhooks/, { status: 404, body: { code: 10_015, message: 'Unknown Webhook' } });
  await says('/status');
  const direct = room.discord.channels().find(({ recipient }) => recipient === room.eve.discord);
  const [message] = direct?.messages ?? [];
  return () =>
    room.asked(() => room.discord.press(room.eve.discord, direct?.id ?? '', message?.id ?? '', idOf(message, 'Pause')));
}
const person = () => [...room.desk.state.people.values()].map(({ id, name, role }) => [id, name, role]);

beforeEach(async () => {
  room = await connect({ platforms: ['discord'], authority: 'approve' });
  await list(room, room.ana, 'admin');
  for (const line of [`/users map <@&${TRADERS}> trader`, '/yes']) await room.desk.type(line);
});

it('whoever holds the role on Discord is heard with what it gives', async () => {
  await says('/status');
  expect([inChannel(), person()]).toEqual([[], [['p1', 'Ana', 'admin']]]);
  room.discord.hold(room.eve.discord, TRADERS);
  await says('/pause');
  expect(person()).toEqual([
    ['p1', 'Ana', 'admin'],
    ['p2', 'Eve', 'trader'],
  ]);
  expect(room.desk.state.pause?.who).toBe('Eve');
  await says('/users');
  expect(inChannel().at(-1)).toMatch(/\/users is not yours to give$/);
});

it('a role that is taken away ends what it gave with the next word in the channel, which is not done', async () => {
  room.discord.hold(room.eve.discord, TRADERS);
  await says('/status');
  room.discord.hold(room.eve.discord);
  const before = inChannel();
  await says('/pause');
  expect(inChannel()).toEqual(before);
  expect([person(), room.desk.state.pause]).toEqual([[['p1', 'Ana', 'admin']], undefined]);
  expect(eventsOf(room.desk.rows(), 'ignored')).toHaveLength(1);
});

it.each([
  ['loses the role', () => room.discord.hold(room.eve.discord)],
  ['leaves the server', () => room.discord.leave(room.eve.discord)],
])('whoever %s is off the list with the next tap in direct messages', async (_, ends) => {
  room.discord.hold(room.eve.discord, TRADERS);
  const tap = await answeredDirectly();
  expect(room.desk.state.people.has('p2')).toBe(true);
  ends();
  await tap();
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
