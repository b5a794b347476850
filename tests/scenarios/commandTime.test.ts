import { expect, test } from 'vitest';
import type { Chat, HeardLine } from '../../src/bots/chat.ts';
import { createCodes } from '../../src/bots/codes.ts';
import { createFrontDesk } from '../../src/bots/frontDesk.ts';
import { createGate } from '../../src/bots/gate.ts';
import { answerNow } from '../../src/bots/giver.ts';
import { createRouter } from '../../src/bots/router.ts';
import { createTaps } from '../../src/bots/taps.ts';
import { COMMANDS } from '../../src/commands/list.ts';
import { DAY } from '../../src/core/time.ts';
import { recordedChat } from '../chats/recordedChat.ts';
import { expectKilledAnywhere, type Lived, type Story, undisturbed } from '../support/killing.ts';
import { flat, hour, START, stillSettings, written } from '../support/market.ts';
import { type MemoryDesk, WALL } from '../support/memoryDesk.ts';
import { eventsOf } from '../support/memoryLog.ts';
import { countedBytes } from '../support/memoryOneTimeCodes.ts';

/** Microtasks after which the clock wants to go on: the longest of these lines is done in fewer than the last. */
const DELAYS = [0, 1, 2, 3, 4, 5, 6, 8, 10, 13, 16, 20, 25, 30, 40, 60];
const WAYS = ['terminal', 'telegram', 'discord'] as const;

type Way = (typeof WAYS)[number];

const SAID = [
  { at: hour(2), line: '/buy AAA/USDT 5000' },
  { at: hour(4), line: '/pause 2h' },
  { at: hour(5), line: '/close AAA/USDT now' },
] as const;

/** Says a line as the desk hears it from there; resolves when it is answered. */
function mouthOf(desk: MemoryDesk, way: Way): (line: string) => Promise<unknown> {
  if (way === 'terminal') return (line) => desk.type(line);
  const { trader } = desk;
  const clock = () => WALL;
  const random = countedBytes();
  const codes = createCodes({ clock, random });
  const router = createRouter({ commands: COMMANDS, desk: trader.desk, logger: () => undefined, mask: (text) => text, clock });
  const atTurn = answerNow(router, trader.desk);
  const front = createFrontDesk({
    desk: trader.desk,
    commands: COMMANDS,
    taps: createTaps({ token: () => 'token', now: clock }),
    logger(_concern, level, message, details) {
      if (level === 'error') throw new Error(`${message} ${String(details?.['error'])}`);
    },
    now: clock,
    gate: createGate({
      state: () => desk.state,
      record: trader.admit,
      now: desk.now,
      clock,
      codes: { pairing: codes, links: codes },
      factors: trader.desk.oneTimeCodes,
    }),
    answer: (line, who, given) => trader.command(() => atTurn(line, who, given)),
    draw: () => Promise.reject(new Error('no pictures here')),
    leftovers: { shown: () => Promise.resolve(), offered: () => Promise.resolve() },
  });
  const chat: Chat = recordedChat(way);
  return (line) => {
    const heard: HeardLine = {
      update: `${way}:${line}`,
      from: `${way}:1`,
      name: 'ana',
      place: `${way}:-5`,
      message: 'm',
      private: false,
      at: WALL,
      said: { kind: 'line', line },
      secondhand: false,
    };
    return front.hear(chat, heard);
  };
}

/**
 * People speak while the market runs: a line is said, and `delay` microtasks after that, or after it is recorded, the clock wants its
 * next moment.
 */
function spoken(way: Way, after: 'said' | 'recorded', delay: number): Story {
  let atMoment: (() => Promise<void> | undefined) | undefined;
  return {
    options: {
      source: written({ 'AAA/USDT': flat(10) }),
      from: START,
      to: hour(8),
      settings: stillSettings({ exits: { maxHold: 2 * DAY } }),
      jobs: [],
      pace: () => atMoment?.() ?? Promise.resolve(),
    },
    async act(desk) {
      if (desk.state.people.get('p1') === undefined)
        await desk.trader.admit(() => [
          { type: 'person', at: desk.now(), person: 'p1', name: 'Ana', role: 'admin', who: 'terminal' },
          { type: 'linked', at: desk.now(), person: 'p1', account: 'telegram:1', on: true, who: 'terminal' },
          { type: 'linked', at: desk.now(), person: 'p1', account: 'discord:1', on: true, who: 'terminal' },
        ]);
      const say = mouthOf(desk, way);
      const isDone = (line: string) => eventsOf(desk.rows(), 'command').some((command) => command.line === line);
      const left = SAID.filter(({ line }) => !isDone(line));
      const answers: Promise<unknown>[] = [];
      let recorded = Promise.withResolvers<void>();
      desk.trader.onEvent(({ event }) => {
        if (event.type === 'command') recorded.resolve();
      });
      atMoment = () => {
        const [next] = left;
        if (next === undefined || desk.now() !== next.at) return undefined;
        left.shift();
        recorded = Promise.withResolvers<void>();
        answers.push(say(next.line));
        return after === 'said' ? turns(delay) : recorded.promise.then(() => turns(delay));
      };
      // Whoever spoke in this life is not heard in the next one's.
      const unheard = desk.log.dead.then(() => (atMoment = undefined));
      await desk.play();
      await Promise.race([Promise.all(answers), unheard]);
    },
  };
}

async function turns(count: number): Promise<void> {
  for (let i = 0; i < count; i++) await Promise.resolve();
}

/** Every numbered step has one time, and steps follow each other. */
function expectOneTimeEach({ rows }: Lived): void {
  const numbered = rows.flatMap(({ step, event }) => (step === null ? [] : [{ step, at: event.at }]));
  for (const { step, at } of numbered) expect(Math.floor(step / 1000), `step ${step}`).toBe(at);
  expect(numbered.map(({ step }) => step)).toEqual(numbered.map(({ step }) => step).toSorted((a, b) => a - b));
}

test.each(WAYS)('a command by way of %s has one time, whenever the clock wants to go on', async (way) => {
  for (const delay of DELAYS) {
    const lived = await undisturbed(spoken(way, 'said', delay));
    expect(eventsOf(lived.rows, 'command').map(({ line }) => line)).toEqual(SAID.map(({ line }) => line));
    expect(eventsOf(lived.rows, 'positionClosed')).toHaveLength(1);
    expectOneTimeEach(lived);
  }
});

test.each(WAYS)('killed anywhere in a command by way of %s, the replay goes on as if it had not been', async (way) => {
  for (const delay of [0, 5]) {
    const lived = await expectKilledAnywhere(spoken(way, 'recorded', delay));
    expect(eventsOf(lived.rows, 'positionClosed')).toHaveLength(1);
    expectOneTimeEach(lived);
  }
});
