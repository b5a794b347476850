import { beforeEach, expect, it } from 'vitest';
import { createRouter, type Router } from '../../src/bots/router.ts';
import { createStepUp } from '../../src/bots/stepUp.ts';
import { COMMANDS } from '../../src/commands/list.ts';
import type { Role } from '../../src/core/facts/roles.ts';
import type { MemoryDesk } from '../support/memoryDesk.ts';
import { type MemoryLog, memoryLog } from '../support/memoryLog.ts';
import { countedBytes, memoryOneTimeCodes } from '../support/memoryOneTimeCodes.ts';
import { openDeskOfPeople } from './desk.ts';

let desk: MemoryDesk;
let router: Router;

const factors = createStepUp({ store: memoryOneTimeCodes(), clock: () => 0, random: countedBytes() });
const log = memoryLog();

/** A desk with an admin on its list. */
async function open(kept?: MemoryLog): Promise<void> {
  desk = await openDeskOfPeople(factors, kept);
  router = createRouter({ commands: COMMANDS, desk: desk.trader.desk, logger: () => undefined, mask: (text) => text });
  const ana = { person: 'p1', name: 'Ana', role: 'admin', who: 'test' } as const;
  await desk.trader.admit(() => [{ type: 'person', at: desk.now(), ...ana }]);
}

beforeEach(() => open());

/** The title and the line of trades, said in a place. */
async function say(line: string, place: string, role: Role = 'admin'): Promise<readonly [string, string | undefined]> {
  const who = { id: 'p1', name: 'Ana', role, place };
  const { reply } = await desk.trader.command(() => router.answer(line, who, { tapped: false, private: false }));
  return [reply.title, reply.lines.find((text) => text.startsWith('trades:'))];
}

it('gives a kind of message the place in which it is said, on each platform its own', async () => {
  expect(await say('/setup trades here', 'telegram:-100/7')).toEqual(['trades come here now', 'trades: telegram:-100/7']);
  await say('/setup trades here', 'discord:5');
  expect(await say('/setup', 'discord:9')).toEqual(['Where messages go', 'trades: telegram:-100/7, discord:5']);
  expect(desk.state.rooms.get('discord')?.get('trades')).toBe('discord:5');
});

it('undoes it on the platform where that is said, and from the terminal everywhere', async () => {
  await say('/setup trades here', 'telegram:-100');
  await say('/setup trades here', 'discord:5');
  expect(await say('/setup trades off', 'discord:9')).toEqual(['trades go to the usual place again', 'trades: telegram:-100']);
  await say('/setup trades here', 'discord:5');
  expect((await desk.type('/setup trades off')).reply.lines).toContain('trades: the usual place');
  expect(await say('/setup trades off', 'discord:5')).toEqual(['trades had no place of their own', 'trades: the usual place']);
  expect((await desk.type('/audit 40')).reply.lines.join('\n')).toContain('trades on telegram back to the usual place by ');
});

it('is for admins', async () => {
  expect((await say('/setup trades here', 'discord:5', 'approver'))[0]).toBe('/setup is not yours to give');
  expect(desk.state.rooms.size).toBe(0);
});

it('holds after a restart', async () => {
  await open(log);
  await say('/setup trades here', 'discord:5');
  await desk.stop();
  desk = await openDeskOfPeople(factors, log);
  expect(desk.state.rooms.get('discord')?.get('trades')).toBe('discord:5');
});
