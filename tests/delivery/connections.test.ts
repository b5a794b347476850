import { beforeEach, expect, it } from 'vitest';
import { createStepUp } from '../../src/bots/stepUp.ts';
import { type ChatWatch, watchChats } from '../../src/delivery/connections.ts';
import { recordedChat } from '../chats/recordedChat.ts';
import { openDeskOfPeople } from '../commands/desk.ts';
import type { MemoryDesk } from '../support/memoryDesk.ts';
import { eventsOf, type MemoryLog, memoryLog } from '../support/memoryLog.ts';
import { countedBytes, memoryOneTimeCodes } from '../support/memoryOneTimeCodes.ts';

let log: MemoryLog;
let desk: MemoryDesk;
let telegram: ReturnType<typeof recordedChat>;
let discord: ReturnType<typeof recordedChat>;
let warned: string[];

const open = (record?: Parameters<typeof watchChats>[0]['record']): ChatWatch =>
  watchChats({
    chats: [telegram, discord],
    state: () => desk.state,
    record: record ?? desk.trader.admit,
    now: () => desk.now(),
    logger: (_concern, _level, message) => warned.push(message),
  });

const openDesk = (): Promise<MemoryDesk> =>
  openDeskOfPeople(createStepUp({ store: memoryOneTimeCodes(), clock: () => 0, random: countedBytes() }), log);

beforeEach(async () => {
  log = memoryLog();
  desk = await openDesk();
  telegram = recordedChat('telegram');
  discord = recordedChat('discord');
  warned = [];
});

async function look(watch: ChatWatch, times = 1): Promise<void> {
  for (let i = 0; i < times; i++) {
    watch.look();
    await watch.idle();
  }
}
const told = (): readonly string[] =>
  eventsOf(desk.rows(), 'alert').flatMap(({ alert, severity, reply }) =>
    alert === 'chat' ? [`${severity}: ${reply.title} (${reply.lines[0] ?? ''})`] : [],
  );

it('a platform that goes down and comes back is told of once a change', async () => {
  const watch = open();
  await look(watch, 3);
  expect(told()).toEqual([]);
  telegram.connect('down');
  await look(watch);
  expect(told()).toEqual([]);
  await look(watch, 5);
  expect(told()).toEqual(['warning: Telegram is not reached (no answer)']);
  telegram.connect('ok');
  discord.connect('degraded');
  await look(watch, 5);
  expect(told().slice(1)).toEqual(['info: Telegram is back (recorded)', 'warning: Discord is in trouble (no answer)']);
  expect((await desk.type('/audit 30')).reply.lines.join('\n')).toContain('telegram down: no answer');
});

it('one look at a connection that failed is no news', async () => {
  const watch = open();
  for (let i = 0; i < 4; i++) {
    await look(watch, 2);
    telegram.connect('degraded');
    await look(watch);
    telegram.connect('ok');
  }
  expect(told()).toEqual([]);
});

it('a restart neither repeats that it is down nor forgets to say that it is back', async () => {
  telegram.connect('down');
  await look(open(), 2);
  await desk.stop();
  desk = await openDesk();
  const watch = open();
  await look(watch, 3);
  expect(told()).toHaveLength(1);
  telegram.connect('ok');
  await look(watch, 3);
  expect(told()).toHaveLength(2);
});

it('what cannot be recorded now is recorded later, and nothing piles up meanwhile', async () => {
  let asked = 0;
  let release = (): void => undefined;
  const watch = open(async (rows) => {
    asked += 1;
    if (asked === 1) throw new Error('the disk is full');
    await new Promise<void>((resolve) => {
      release = resolve;
    });
    await desk.trader.admit(rows);
  });
  telegram.connect('down');
  await look(watch, 2);
  expect(warned).toEqual(['how the chats are connected could not be recorded']);
  for (let i = 0; i < 5; i++) watch.look();
  expect(asked).toBe(2);
  release();
  await watch.idle();
  expect(told()).toHaveLength(1);
});
