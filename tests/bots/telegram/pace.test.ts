import { expect, test } from 'vitest';
import type { Outgoing, Place } from '../../../src/bots/chat.ts';
import { BOT_API_RATES } from '../../../src/bots/telegram/pace.ts';
import { MINUTE, SECOND } from '../../../src/core/time.ts';
import { manualClock } from '../../venue/manualClock.ts';
import { FORUM, GROUP, outgoing, PRIVATE, rig, START, when } from './rig.ts';

/** The chat at the Bot API's rates, on a clock turned by hand. */
async function pacedRig() {
  const clock = manualClock(START);
  const { chat, server } = await rig({ timing: { now: clock.now, after: clock.after, rates: BOT_API_RATES } });
  let arrived = 0;
  const send = async (place: Place, title: string, rank: Partial<Outgoing> = {}): Promise<void> => {
    await chat.send(place, outgoing({ reply: { title, lines: [] }, ...rank }));
    arrived++;
  };
  return { clock, server, send, arrived: () => arrived };
}

/** Sends to one chat as fast as it may and gives when each message arrived, ms after the start. */
async function arrivals(place: Place, count: number): Promise<{ at: readonly number[]; texts: readonly string[] }> {
  const { clock, server, send, arrived } = await pacedRig();
  const at: number[] = [];
  const sent = Array.from({ length: count }, (_, i) => send(place, String(i)).then(() => at.push(clock.now() - START)));
  while (arrived() < count) {
    await when(() => clock.pending().length > 0 || arrived() === count);
    clock.advance(Math.min(...clock.pending(), MINUTE));
  }
  await Promise.all(sent);
  return { at, texts: server.chats().flatMap(({ messages }) => messages.map(({ text }) => text.split('· ')[1] ?? '')) };
}

test('a private chat gets four messages at once and one a second after, in order', async () => {
  const { at, texts } = await arrivals(`telegram:${PRIVATE}`, 7);
  expect(at).toEqual([0, 0, 0, 0, SECOND, 2 * SECOND, 3 * SECOND]);
  expect(texts).toEqual(['0', '1', '2', '3', '4', '5', '6']);
});

test('a group gets no more than twenty in its first minute', async () => {
  const { at } = await arrivals(`telegram:${GROUP}`, 25);
  expect(at.slice(0, 6)).toEqual([0, 0, 0, 0, 0, 4 * SECOND]);
  expect(at.filter((time) => time < MINUTE)).toHaveLength(19);
});

test('no chat waits for another, and all together stay below thirty a second', async () => {
  const { clock, send, arrived } = await pacedRig();
  const places: readonly Place[] = [`telegram:${PRIVATE}`, `telegram:${FORUM}`, `telegram:${GROUP}`];
  const sent = Array.from({ length: 4 }, (_, i) => places.map((place) => send(place, String(i)))).flat();
  await when(() => arrived() === 10 && clock.pending().length === 2);
  expect(clock.pending()).toEqual([40, 80]);
  clock.advance(80);
  await Promise.all(sent);
});

test('a message that fails lets the next one go', async () => {
  const { server, send } = await pacedRig();
  server.fail('sendMessage', { code: 400, description: 'Bad Request: something' });
  const [first, second] = await Promise.allSettled([send(`telegram:${PRIVATE}`, 'a'), send(`telegram:${PRIVATE}`, 'b')]);
  expect([first?.status, second?.status]).toEqual(['rejected', 'fulfilled']);
});

test('what is urgent overtakes what waits, and an answer what nobody asked for', async () => {
  const { clock, server, send, arrived } = await pacedRig();
  const place = `telegram:${GROUP}` as const;
  const sent = Array.from({ length: 8 }, (_, i) => send(place, String(i)));
  await when(() => arrived() === 5 && clock.pending().length > 0);
  sent.push(send(place, 'answer', { answers: true }), send(place, 'now', { urgent: true }));
  while (arrived() < 10) {
    await when(() => clock.pending().length > 0 || arrived() === 10);
    clock.advance(Math.min(...clock.pending(), MINUTE));
  }
  await Promise.all(sent);
  expect(server.messages(GROUP).map(({ text }) => text.split('· ')[1])).toEqual([
    '0',
    '1',
    '2',
    '3',
    '4',
    'now',
    'answer',
    '5',
    '6',
    '7',
  ]);
});
