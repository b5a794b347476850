import { expect, it } from 'vitest';
import { SECOND } from '../../src/core/time.ts';
import { connect, GROUP, list, when } from '../chats/connected.ts';

it('while one is away on Telegram a card makes no sound in the group, comes to the delegate, and is theirs to answer', async () => {
  const room = await connect({ authority: 'approve', platforms: ['telegram'] });
  const of = (chat: number) => room.telegram.messages(chat).filter(({ from }) => from.bot);
  const cards = (chat: number) => of(chat).filter(({ keyboard }) => keyboard.flat().some(({ text }) => text === '✓ Approve'));
  await list(room, room.ana, 'admin');
  await list(room, room.bob, 'approver');
  await room.settled();
  room.telegram.say(room.ana.telegram.id, room.ana.telegram, '/away 00-23 delegate Bob');
  await room.settled();
  expect(of(room.ana.telegram.id).at(-1)?.text).toContain('Away 00:00 to 23:00: delegate Bob');
  room.telegram.say(room.ana.telegram.id, room.ana.telegram, '/buy BTC 500');
  await when(() => cards(GROUP).length === 1);
  const [toBob] = cards(room.bob.telegram.id);
  expect([toBob?.silent, cards(GROUP)[0]?.silent]).toEqual([false, true]);
  await room.settled();
  room.clock.advance(2 * SECOND);
  room.telegram.tap(room.bob.telegram.id, room.bob.telegram, toBob?.id ?? 0, '✓ Approve');
  await when(() => room.desk.state.proposals.get('A1')?.status === 'done');
  expect(room.desk.state.proposals.get('A1')?.who).toBe('Bob');
  await when(() => [GROUP, room.bob.telegram.id].every((chat) => cards(chat).length === 0));
});
