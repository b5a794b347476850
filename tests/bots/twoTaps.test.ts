import { beforeEach, describe, expect, it } from 'vitest';
import { SECOND } from '../../src/core/time.ts';
import { type Connected, connect, GROUP, list, when } from '../chats/connected.ts';
import { dataOf, idOf } from '../chats/reading.ts';

const FLAG = 'terminal changed settings';
let room: Connected;
const inGroup = () => room.telegram.messages(GROUP).filter(({ from }) => from.bot);
const onBoard = () => room.discord.channels().find(({ id }) => id === room.alerts)?.messages ?? [];
const held = (): number => room.desk.state.account.positions.size;

async function tapped(message: number, button: string): Promise<void> {
  room.clock.advance(2 * SECOND);
  room.telegram.tap(GROUP, room.bob.telegram, message, button);
  await room.settled();
}

async function pressed(message: ReturnType<typeof onBoard>[number] | undefined, button: string): Promise<void> {
  room.clock.advance(2 * SECOND);
  await room.asked(() => room.discord.press(room.bob.discord, room.alerts, message?.id ?? '', idOf(message, button)));
  await room.settled();
}

/** Two chats with a card that is flagged, since the settings were changed today. */
beforeEach(async () => {
  room = await connect({ authority: 'approve' });
  await list(room, room.ana, 'trader');
  await list(room, room.bob, 'approver');
  await room.desk.type('/config risk.perTrade 1%');
  await room.desk.type('/yes');
  await room.settled();
  const [before, above] = [inGroup().length, onBoard().length];
  room.telegram.say(room.ana.telegram.id, room.ana.telegram, '/buy BTC 500');
  await when(() => inGroup().length > before && onBoard().length > above);
  await room.settled();
});

describe('a flagged card takes two taps', () => {
  it('in Telegram', async () => {
    const card = inGroup().at(-1);
    expect(card?.text).toContain(`⚠ ${FLAG}`);
    await tapped(card?.id ?? 0, '✓ Approve');
    const question = inGroup().at(-1);
    expect(question?.text).toContain('A1 is flagged. Approve it?');
    expect(held()).toBe(0);
    await tapped(question?.id ?? 0, 'No');
    expect(held()).toBe(0);
    await tapped(card?.id ?? 0, '✓ Approve');
    await tapped(inGroup().at(-1)?.id ?? 0, `Yes, ${FLAG}`);
    expect(held()).toBe(1);
  });

  it('in Telegram, typed', async () => {
    room.telegram.say(GROUP, room.bob.telegram, '/approve A1');
    await room.settled();
    expect(held()).toBe(0);
    room.telegram.say(GROUP, room.bob.telegram, '/yes');
    await room.settled();
    expect(held()).toBe(1);
  });

  it('on Discord', async () => {
    const card = onBoard().at(-1);
    await pressed(card, '½ Half');
    const question = onBoard().at(-1);
    expect(question?.body.embeds?.[0]?.title).toContain('A1 is flagged. Take half of it?');
    expect(held()).toBe(0);
    await pressed(question, `Yes, ${FLAG}`);
    expect(held()).toBe(1);
  });

  it('at the terminal', async () => {
    expect((await room.desk.type('/approve A1')).outcome).toBe('asked');
    expect(held()).toBe(0);
    expect((await room.desk.type('/yes')).outcome).toBe('ok');
    expect(held()).toBe(1);
  });

  it('after a restart as before: the question is asked anew, and its old yes is none', async () => {
    const card = inGroup().at(-1);
    await tapped(card?.id ?? 0, '✓ Approve');
    const old = dataOf(card, '✓ Approve');
    await room.restart();
    await when(
      () =>
        dataOf(
          inGroup().find(({ id }) => id === card?.id),
          '✓ Approve',
        ) !== old,
    );
    await room.settled();
    room.telegram.say(GROUP, room.bob.telegram, '/yes');
    await room.settled();
    expect(held()).toBe(0);
    await tapped(card?.id ?? 0, '✓ Approve');
    expect(inGroup().at(-1)?.text).toContain('A1 is flagged');
    expect(held()).toBe(0);
    await tapped(inGroup().at(-1)?.id ?? 0, `Yes, ${FLAG}`);
    expect(held()).toBe(1);
  });
});
