import { Secret, TOTP } from 'otpauth';
import { createRouter } from '../../src/bots/router.ts';
import type { Answer } from '../../src/bots/running.ts';
import { createStepUp } from '../../src/bots/stepUp.ts';
import { COMMANDS } from '../../src/commands/list.ts';
import type { Way } from '../../src/core/desk/command.ts';
import type { OneTimeCodes, SecondFactor } from '../../src/core/desk/oneTimeCodes.ts';
import { type Ms, SECOND } from '../../src/core/time.ts';
import type { MemoryDesk } from '../support/memoryDesk.ts';
import { countedBytes, memoryOneTimeCodes } from '../support/memoryOneTimeCodes.ts';
import { openDeskOfPeople } from './desk.ts';

const SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
const ALONE: Way = { tapped: false, private: true };

export type Listed = {
  readonly desk: MemoryDesk;
  readonly factors: OneTimeCodes;
  /** Everybody's one-time codes as they are stored. */
  readonly kept: Map<string, SecondFactor>;
  /** Where the wall clock stands. */
  wall(): Ms;
  /** A line by somebody on the list, as a chat hands it over: with the role that the list has just now. */
  say(person: string, line: string, way?: Way): Promise<Answer>;
  title(person: string, line: string, way?: Way): Promise<string>;
  enrol(person: string): void;
  /** The next code of an authenticator; each is for one time. */
  code(): string;
};

/** A desk with two on its list: p1 Ana, an admin with one-time codes, telegram:1, and p2 Bob, a trader, telegram:2. */
export async function openListed(): Promise<Listed> {
  let wall = Date.UTC(2024, 5, 1);
  const kept = new Map<string, SecondFactor>();
  const factors = createStepUp({ store: memoryOneTimeCodes(kept), clock: () => wall, random: countedBytes() });
  const desk = await openDeskOfPeople(factors);
  const router = createRouter({
    commands: COMMANDS,
    desk: desk.trader.desk,
    logger: () => undefined,
    mask: (text) => text,
    clock: () => wall,
  });
  async function say(person: string, line: string, way = ALONE): Promise<Answer> {
    const member = desk.state.people.get(person);
    if (member === undefined) throw new Error(`${person} is not on the list`);
    return desk.trader.command(() => router.answer(line, { id: member.id, name: member.name, role: member.role }, way));
  }
  const enrol = (person: string): void => {
    const recovery = { salt: '00', hashes: [] };
    kept.set(person, { person, secret: SECRET, lastStep: 0, failures: 0, lockedUntil: 0, recovery });
  };
  for (const line of ['/users add telegram:1 Ana admin', '/users add telegram:2 Bob trader']) {
    await desk.type(line);
    await desk.type('/yes');
  }
  enrol('p1');
  return {
    desk,
    factors,
    kept,
    wall: () => wall,
    say,
    title: async (person, line, way) => (await say(person, line, way)).reply.title,
    enrol,
    code() {
      wall += 30 * SECOND;
      return TOTP.generate({ secret: Secret.fromBase32(SECRET), timestamp: wall });
    },
  };
}
