import { Secret, TOTP } from 'otpauth';
import { beforeEach, describe, expect, it } from 'vitest';
import { MINUTE } from '../../src/core/time.ts';
import { type Connected, connect, list, slash, when } from '../chats/connected.ts';
import { embedTitle, headline, idOf } from '../chats/reading.ts';
import { WALL } from '../support/memoryDesk.ts';
import { eventsOf } from '../support/memoryLog.ts';

let room: Connected;

const ofBot = () => room.telegram.messages(room.ana.telegram.id).filter(({ from }) => from.bot);
const onTelegram = (): readonly string[] => ofBot().map(headline);
const inChannel = () => room.discord.channels().find(({ id }) => id === room.channel)?.messages ?? [];
const onDiscord = (): readonly string[] => inChannel().map(embedTitle);
const say = async (line: string): Promise<void> => {
  room.telegram.say(room.ana.telegram.id, room.ana.telegram, line);
  await room.settled();
};
const firstCode = (): string => {
  const uri = room.answered.flatMap(({ answer }) => answer.reply.copies ?? []).findLast((text) => text.startsWith('otpauth:'));
  const secret = new URL(uri ?? '').searchParams.get('secret') ?? '';
  return TOTP.generate({ secret: Secret.fromBase32(secret), timestamp: WALL });
};
const kept = () => eventsOf(room.desk.rows(), 'leftover').map(({ state }) => state);

beforeEach(async () => {
  room = await connect();
  await list(room, room.ana, 'admin');
});

describe('a message with a secret', () => {
  it('has it as code to copy, below its picture', async () => {
    await say('/totp');
    const [message] = ofBot();
    const codes = message?.entities
      .filter(({ type }) => type === 'code')
      .map(({ offset, length }) => message.text.substr(offset, length));
    expect(message?.photo).toBeDefined();
    expect(codes).toEqual([expect.stringMatching(/^[A-Z2-7]{32}$/), expect.stringMatching(/^otpauth:\/\/totp\//)]);
    await room.asked(() => slash(room, room.ana.discord, '/totp'));
    expect(inChannel()[0]?.body.embeds?.[0]?.description).toMatch(/^`[A-Z2-7]{32}`$/m);
  });

  it('goes once the codes are confirmed, and so do the recovery codes after 5 min, on both platforms', async () => {
    await say('/totp');
    await say(`/totp ${firstCode()}`);
    expect(onTelegram()).toEqual(['One-time codes are set up']);
    room.clock.advance(5 * MINUTE - 1);
    expect(onTelegram()).toEqual(['One-time codes are set up']);
    room.clock.advance(1);
    await when(() => onTelegram().length === 0);
    await list(room, room.bob, 'admin');
    await room.asked(() => slash(room, room.bob.discord, '/totp'));
    await room.asked(() =>
      room.discord.submit(
        room.bob.discord,
        room.channel,
        inChannel()[0]?.id ?? '',
        idOf(inChannel()[0], 'First code').slice(3, 25),
        firstCode(),
      ),
    );
    expect(onDiscord()).toEqual(['One-time codes are set up']);
    room.clock.advance(5 * MINUTE);
    await when(() => onDiscord().length === 0);
    await when(() => kept().length === 8);
    expect(kept()).toEqual(['shown', 'shown', 'gone', 'gone', 'shown', 'shown', 'gone', 'gone']);
  });

  it('goes by itself after 5 min, and when the next one takes its place', async () => {
    await say('/totp');
    await say('/totp');
    expect(onTelegram()).toEqual(['Scan this with an authenticator']);
    room.clock.advance(5 * MINUTE);
    await when(() => onTelegram().length === 0);
  });

  it('is tried again where the platform cannot take it away', async () => {
    await say('/totp');
    room.telegram.fail('deleteMessage', { code: 502, description: 'Bad Gateway' });
    room.clock.advance(5 * MINUTE);
    await when(() => room.logged.some((line) => line.includes('could not be removed')));
    await new Promise(setImmediate);
    expect(onTelegram()).toHaveLength(1);
    room.clock.advance(MINUTE);
    await when(() => onTelegram().length === 0);
  });

  it('goes when the desk ends, and at the next start where it could not', async () => {
    await say('/totp');
    await room.asked(() => slash(room, room.ana.discord, '/totp'));
    room.telegram.fail('deleteMessage', { code: 502, description: 'Bad Gateway' });
    await room.restart();
    expect(onDiscord()).toEqual([]);
    await when(() => onTelegram().length === 0);
    await when(() => kept().at(-1) === 'gone');
  });
});
