import { beforeEach, describe, expect, it } from 'vitest';
import { PAIRING } from '../../src/bots/joining.ts';
import { type Connected, connect, GROUP, list, slash } from '../chats/connected.ts';
import { embedTitle, idOf } from '../chats/reading.ts';

let room: Connected;
const inChannel = () => room.discord.channels().find(({ id }) => id === room.channel)?.messages ?? [];
const seen = () => inChannel().map((message) => [embedTitle(message), message.onlyFor]);

beforeEach(async () => {
  room = await connect();
});

describe('a code in a slash command, which nobody else sees', () => {
  it('makes the first admin, whose answer and secret nobody else sees either', async () => {
    const { code } = room.codes.pairing.issue(PAIRING);
    await room.asked(() => slash(room, room.ana.discord, `/pair ${code}`));
    expect(seen()).toEqual([['You are the admin of this desk', room.ana.discord]]);
    await room.asked(() =>
      room.discord.press(room.ana.discord, room.channel, inChannel()[0]?.id ?? '', idOf(inChannel()[0], 'Set up codes')),
    );
    expect(inChannel()).toHaveLength(2);
    expect(inChannel().map(({ onlyFor }) => onlyFor)).toEqual([room.ana.discord, room.ana.discord]);
    expect(room.answered.at(-1)).toMatchObject({ line: '/totp', answer: { outcome: 'ok' } });
  });

  it('joins the account to the one on Telegram that asked for it', async () => {
    await room.desk.record(
      { type: 'person', at: room.desk.now(), person: 'p1', name: 'Ana', role: 'admin', who: 'terminal' },
      { type: 'linked', at: room.desk.now(), person: 'p1', account: 'telegram:11', on: true, who: 'terminal' },
    );
    const { code } = room.codes.links.issue('p1');
    await room.asked(() => slash(room, room.ana.discord, `/link ${code}`));
    expect(seen()).toEqual([['This account speaks for Ana now', room.ana.discord]]);
    expect([...(room.desk.state.people.get('p1')?.accounts ?? [])]).toEqual(['telegram:11', `discord:${room.ana.discord}`]);
  });

  it('cannot be given in direct messages, where Discord offers no command of a server', () => {
    const direct = room.discord.addDirect(room.ana.discord);
    expect(() => room.discord.slash(room.ana.discord, direct, 'pair', { code: 'ABCDEFGH' })).toThrow('not offered');
  });
});

it('a code that is written into a group on Telegram is void on Discord too', async () => {
  await list(room, room.bob, 'trader');
  const { code } = room.codes.pairing.issue(PAIRING);
  room.telegram.say(GROUP, room.ana.telegram, `/pair ${code}`);
  await room.settled();
  await room.asked(() => slash(room, room.eve.discord, `/pair ${code}`));
  expect(inChannel()).toEqual([]);
  expect([...room.desk.state.people.keys()]).toEqual(['p2']);
});
