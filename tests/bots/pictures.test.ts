import { beforeEach, describe, expect, it } from 'vitest';
import { SECOND } from '../../src/core/time.ts';
import { type Connected, connect, GROUP, list, when } from '../chats/connected.ts';
import { idOf } from '../chats/reading.ts';
import type { Failure } from '../chats/telegramServer.ts';

let room: Connected;
const inGroup = () => room.telegram.messages(GROUP).filter(({ from }) => from.bot);
const onBoard = () => room.discord.channels().find(({ id }) => id === room.alerts)?.messages ?? [];
const held = (): number => room.desk.state.account.positions.size;

beforeEach(async () => {
  room = await connect({ authority: 'approve' });
  await list(room, room.ana, 'trader');
  await list(room, room.bob, 'approver');
  await room.settled();
});

/** A card that asks, on both platforms. */
async function asked(): Promise<void> {
  room.telegram.say(room.ana.telegram.id, room.ana.telegram, '/buy BTC 500');
  await when(
    () =>
      inGroup().some(({ keyboard }) => keyboard.length > 0) && onBoard().some(({ body }) => (body.components ?? []).length > 0),
  );
  await room.settled();
  room.clock.advance(2 * SECOND);
}

const REFUSED: readonly Exclude<Failure, string>[] = [
  { code: 400, description: 'Bad Request: PHOTO_INVALID_DIMENSIONS' },
  { code: 400, description: 'Bad Request: wrong file identifier/HTTP URL specified' },
  { code: 400, description: 'Bad Request: something new about it' },
  { code: 413, description: 'Request Entity Too Large' },
];

describe('a card whose picture is refused goes with its words and its buttons', () => {
  it.each(REFUSED)('on Telegram: $code $description', async (failure) => {
    room.telegram.fail('sendPhoto', failure);
    await asked();
    const card = inGroup().find(({ keyboard }) => keyboard.length > 0);
    expect(card).toMatchObject({ photo: undefined });
    expect(card?.text).toContain('A1 LONG BTC');
    room.telegram.tap(GROUP, room.bob.telegram, card?.id ?? 0, '✓ Approve');
    await room.settled();
    expect(held()).toBe(1);
    await when(() => inGroup().find(({ id }) => id === card?.id)?.keyboard.length === 0);
  });

  it.each([
    { status: 413, body: { code: 40_005, message: 'Request entity too large' } },
    { status: 400, body: { code: 50_035, message: 'Invalid Form Body' } },
    { status: 400, body: { code: 50_999, message: 'Something new about it' } },
  ])('on Discord: $body.message', async (fault) => {
    room.discord.fail(new RegExp(`^POST /channels/${room.alerts}/messages`), fault);
    await asked();
    const card = onBoard().find(({ body }) => (body.components ?? []).length > 0);
    expect(card?.files).toEqual([]);
    expect(card?.body.embeds?.[0]?.title).toContain('A1 LONG BTC');
    await room.asked(() => room.discord.press(room.bob.discord, room.alerts, card?.id ?? '', idOf(card, '✓ Approve')));
    expect(held()).toBe(1);
    await when(() => (onBoard().find(({ id }) => id === card?.id)?.body.components ?? []).length === 0);
  });
});
