import { beforeEach, describe, expect, it } from 'vitest';
import { OWNER } from '../../src/bots/giver.ts';
import { SECOND } from '../../src/core/time.ts';
import { type Connected, connect, GROUP, list, when } from '../chats/connected.ts';
import { dataOf, headline, idOf, rowsOf } from '../chats/reading.ts';
import { eventsOf } from '../support/memoryLog.ts';

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

describe('a group that became a supergroup', () => {
  const NEW = -1_000_500;
  const shown = (): readonly string[] => room.telegram.messages(NEW).map(headline);
  let room: Connected;

  beforeEach(async () => {
    room = await connect({ platforms: ['telegram'] });
    await list(room, room.ana, 'admin');
    await room.settled();
    room.telegram.say(GROUP, room.ana.telegram, '/notify money off');
    await room.settled();
    room.telegram.migrate(GROUP, NEW, true);
    await room.settled();
  });

  /** What is answered and what is told there holds no amounts. */
  async function hidden(): Promise<void> {
    room.telegram.say(NEW, room.ana.telegram, '/status');
    await room.settled();
    expect(room.answered.at(-1)?.who.place).toBe(room.group);
    expect(room.telegram.messages(NEW).at(-1)?.text).not.toContain('100,000');
    const told = { title: 'told', lines: ['all of it'] };
    await room.desk.record({
      type: 'alert',
      at: room.desk.now(),
      id: 'T1',
      alert: 'halted',
      severity: 'critical',
      topic: 'test',
      reply: { ...told, title: 'won 100' },
      withoutMoney: told,
    });
    await when(() => shown().some((title) => title === 'told' || title === 'won 100'));
    expect(shown()).not.toContain('won 100');
  }

  it('hides the money that it hid before, heard first after a restart', async () => {
    await room.restart();
    await hidden();
    expect(eventsOf(room.desk.rows(), 'placeMoved')).toMatchObject([{ from: room.group, to: `telegram:${NEW}` }]);
    room.telegram.say(NEW, room.ana.telegram, '/audit');
    await room.settled();
    expect(room.telegram.messages(NEW).at(-1)?.text).toContain(`${room.group} became telegram:${NEW}`);
  });

  it('is the same where the configuration names it by its new id, its buttons too', async () => {
    await room.restart(`telegram:${NEW}`);
    await hidden();
    room.telegram.say(NEW, room.ana.telegram, '/status');
    await room.settled();
    room.telegram.tap(NEW, room.ana.telegram, room.telegram.messages(NEW).at(-1)?.id ?? 0, 'Pause');
    await room.settled();
    expect(room.desk.state.pause?.who).toBe('Ana');
  });
});

it('the last word before the end of the process is told on both platforms, and the start after it is a clean one', async () => {
  const room = await connect({});
  await list(room, room.ana, 'admin');
  for (const place of [room.group, room.board])
    await room.desk.trader.desk.register(OWNER, { type: 'notices', place, preset: 'all' });
  await room.restart();
  const inGroup = room.telegram.messages(GROUP).map(({ text }) => text);
  expect(inGroup.filter((text) => text.includes('Stopped'))).toHaveLength(1);
  await when(() => room.telegram.messages(GROUP).some(({ text }) => text.includes('Started again')));
  const onBoard = room.discord.channels().find(({ id }) => id === room.alerts)?.messages ?? [];
  expect(onBoard.filter(({ body }) => body.embeds?.[0]?.title?.includes('Stopped') === true)).toHaveLength(1);
  const started = room.desk.rows().findLast(({ event }) => event.type === 'started')?.event;
  expect(started).toMatchObject({ clean: true });
});
