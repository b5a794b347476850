import { beforeEach, describe, expect, it } from 'vitest';
import { SECOND } from '../../src/core/time.ts';
import { type Connected, connect, GROUP, list, slash, when } from '../chats/connected.ts';
import { headline, idOf } from '../chats/reading.ts';

let room: Connected;
const ofBot = (chat: number) => room.telegram.messages(chat).filter(({ from }) => from.bot);
const withAna = () => ofBot(room.ana.telegram.id);
const withBob = () => ofBot(room.bob.telegram.id);
const inChannel = (channel: string) => room.discord.channels().find(({ id }) => id === channel)?.messages ?? [];
const labels = (message: ReturnType<typeof withAna>[number] | undefined): readonly string[] =>
  message?.keyboard.flat().map(({ text }) => text) ?? [];
const hasButtons = (message: ReturnType<typeof inChannel>[number] | undefined): boolean =>
  (message?.body.components ?? []).length > 0;

/** A card A1 with its answer to whoever asked for it, on Telegram in private. */
beforeEach(async () => {
  room = await connect({ authority: 'approve' });
  await list(room, room.ana, 'trader');
  await list(room, room.bob, 'approver');
  await room.settled();
  room.telegram.say(room.ana.telegram.id, room.ana.telegram, '/buy BTC 500');
  await when(() => ofBot(GROUP).some((card) => labels(card).includes('✓ Approve')) && inChannel(room.alerts).some(hasButtons));
  await room.settled();
});

describe('a card that ends', () => {
  it('takes the buttons off every answer that had them, on both platforms, and says what became of it', async () => {
    room.telegram.say(room.bob.telegram.id, room.bob.telegram, '/approvals');
    room.telegram.say(room.bob.telegram.id, room.bob.telegram, '/status');
    await room.settled();
    await room.asked(() => slash(room, room.bob.discord, '/approvals'));
    expect([withAna().at(-1), withBob()[0]].map(labels)).toEqual([
      ['✓ Approve', '½ Half', '✗ Reject'],
      ['✓ A1', '✗ A1'],
    ]);
    expect(inChannel(room.channel).map(hasButtons)).toEqual([true]);
    const card = inChannel(room.alerts).find(hasButtons);
    room.clock.advance(2 * SECOND);
    await room.asked(() => room.discord.press(room.bob.discord, room.alerts, card?.id ?? '', idOf(card, '✗ Reject')));
    await when(() => ofBot(GROUP).every((message) => !labels(message).includes('✓ Approve')));
    await when(() => [withAna().at(-1), withBob()[0]].every((message) => labels(message).length === 0));
    await when(() => !inChannel(room.channel).some(hasButtons));
    expect([withAna().at(-1)?.text, withBob()[0]?.text].every((text) => text?.includes('→ A1 rejected by Bob'))).toBe(true);
    expect(inChannel(room.channel)[0]?.body.embeds?.[0]?.description).toContain('→ A1 rejected by Bob');
    expect(labels(withBob().at(-1))).not.toEqual([]);
  });

  it('after a restart leaves no dead buttons on the answers of the process before', async () => {
    expect(labels(withAna().at(-1))).not.toEqual([]);
    await room.restart();
    await when(() => labels(withAna().at(-1)).length === 0);
    expect(ofBot(GROUP).some((card) => labels(card).includes('✓ Approve'))).toBe(true);
  });
});

it('[Half] makes two messages where it was tapped: its answer, and what was opened', async () => {
  const before = ofBot(GROUP).length;
  const card = ofBot(GROUP).find((one) => labels(one).includes('½ Half'));
  room.clock.advance(2 * SECOND);
  room.telegram.tap(GROUP, room.bob.telegram, card?.id ?? 0, '½ Half');
  await room.settled();
  const told = () => ofBot(GROUP).slice(before).map(headline);
  await when(() => told().some((line) => line.includes('long opened at')));
  await room.settled();
  const [halved] = ofBot(GROUP).filter(({ text }) => text.includes('→ A1 halved by Bob'));
  expect(halved?.text).toContain('→ 1 BTC long opened at ');
  expect(told()).toEqual([
    expect.stringContaining('✅ A1 approved by Bob, half of it'),
    expect.stringContaining('1 BTC long opened at '),
  ]);
});

it('[Flatten] goes once nothing is open any more', async () => {
  room.telegram.say(GROUP, room.bob.telegram, '/approve A1');
  await room.settled();
  await when(() => room.desk.state.account.positions.size === 1);
  room.telegram.say(room.ana.telegram.id, room.ana.telegram, '/panic');
  await room.settled();
  expect(labels(withAna().at(-1))).toEqual(['Flatten 1']);
  await room.desk.type('/close all');
  await room.desk.type('/yes');
  await when(() => room.desk.state.account.positions.size === 0);
  await when(() => withAna().every((message) => labels(message).length === 0 || !labels(message).includes('Flatten 1')));
});
