import { expect, it } from 'vitest';
import { SECOND } from '../../src/core/time.ts';
import { connect, GROUP, list, when } from '../chats/connected.ts';
import { dataOf, idOf, rowsOf } from '../chats/reading.ts';

it('a card that waits over a restart: its fresh buttons work, its old ones say that they are too old', async () => {
  const room = await connect({ authority: 'approve' });
  await list(room, room.ana, 'trader');
  await list(room, room.bob, 'approver');
  const inGroup = () => room.telegram.messages(GROUP).filter(({ from }) => from.bot);
  const onBoard = () => room.discord.channels().find(({ id }) => id === room.alerts)?.messages ?? [];
  room.telegram.say(room.ana.telegram.id, room.ana.telegram, '/buy BTC 500');
  await when(() => inGroup().length === 1 && onBoard().length === 1);
  const [card, other] = [inGroup()[0], onBoard()[0]];
  const old = dataOf(card, '✓ Approve');
  const oldId = idOf(other, '✓ Approve');
  await room.settled();
  await room.restart();
  expect(room.desk.state.proposals.get('A1')?.status).toBe('waiting');
  await when(() => dataOf(inGroup()[0], '✓ Approve') !== old && idOf(onBoard()[0], '✓ Approve') !== oldId);
  await room.settled();
  room.clock.advance(2 * SECOND);
  room.telegram.tap(GROUP, room.bob.telegram, card?.id ?? 0, old);
  await room.settled();
  expect(inGroup().at(-1)?.text).toContain('That button is too old');
  await room.asked(() => room.discord.press(room.bob.discord, room.alerts, other?.id ?? '', oldId));
  expect(onBoard().at(-1)?.body.embeds?.[0]?.title).toContain('That button is too old');
  expect(room.desk.state.proposals.get('A1')?.status).toBe('waiting');
  room.telegram.tap(GROUP, room.bob.telegram, card?.id ?? 0, '✓ Approve');
  await room.settled();
  await when(() => inGroup()[0]?.keyboard.length === 0 && rowsOf(onBoard()[0]) === 0);
  expect(room.desk.state.account.positions.size).toBe(1);
});

it('a chat’s last command is repeated after a restart as it was given there', async () => {
  const room = await connect({ platforms: ['telegram'] });
  await list(room, room.ana, 'admin');
  room.telegram.say(GROUP, room.ana.telegram, '/notify quiet');
  await room.settled();
  const rows = room.desk.rows().filter(({ step }) => step !== null);
  await room.restart();
  expect(room.desk.state.notices.get(room.group)?.preset).toBe('quiet');
  expect(room.desk.rows().filter(({ step }) => step !== null)).toEqual(rows);
});

it('the last word before the end of the process is told on both platforms, and the start after it is a clean one', async () => {
  const room = await connect({});
  await list(room, room.ana, 'admin');
  for (const place of [room.group, room.board])
    await room.desk.trader.desk.act({ type: 'notices', at: room.desk.now(), place, who: 'Ana', preset: 'all' });
  await room.restart();
  const inGroup = room.telegram.messages(GROUP).map(({ text }) => text);
  expect(inGroup.filter((text) => text.includes('Stopped'))).toHaveLength(1);
  await when(() => room.telegram.messages(GROUP).some(({ text }) => text.includes('Started again')));
  const onBoard = room.discord.channels().find(({ id }) => id === room.alerts)?.messages ?? [];
  expect(onBoard.filter(({ body }) => body.embeds?.[0]?.title?.includes('Stopped') === true)).toHaveLength(1);
  const started = room.desk.rows().findLast(({ event }) => event.type === 'started')?.event;
  expect(started).toMatchObject({ clean: true });
});
