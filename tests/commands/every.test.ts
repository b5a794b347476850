import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { COMMANDS } from '../../src/commands/list.ts';
import type { NoCall } from '../../src/core/desk/command.ts';
import { MOST_CHOICES } from '../../src/core/desk/offering.ts';
import type { MemoryDesk } from '../support/memoryDesk.ts';
import { playedDesk } from './desk.ts';

let desk: MemoryDesk;
beforeAll(async () => {
  desk = await playedDesk(6);
});

describe.each(COMMANDS.map((command) => [command.name, command] as const))('/%s', (name, command) => {
  it('says in one line what it is about, how it is written, and shows an example', () => {
    expect(command.about).toMatch(/^\S.{5,85}$/);
    expect(command.about.endsWith('.')).toBe(false);
    expect(command.usage.startsWith(`/${name}`)).toBe(true);
    expect(command.example.startsWith(`/${name}`)).toBe(true);
  });

  it('completes whatever has been typed', () => {
    for (const words of [[], [''], ['b'], ['BTC', ''], ['7', '-'], ['x', 'y', 'z'], ['\u0000', '💥']])
      expect(Array.isArray(command.complete(words, desk.trader.desk))).toBe(true);
  });

  it('can be read where its example stands for something that is there', () => {
    const words = command.example.split(' ').slice(1);
    const { positions } = desk.state.account;
    const there = words.map((word) => (word === '7' ? String([...positions.keys()][0] ?? '') : word));
    const outcome = command.read(there, desk.trader.desk);
    // No proposal waits on a desk that trades by itself.
    if (there.includes('A12')) expect(outcome).toMatchObject({ refused: { title: 'There is no proposal A12' } });
    else expect(outcome).not.toHaveProperty('refused');
  });
});

it('no two commands answer to one name', () => {
  const names = COMMANDS.flatMap(({ name, aliases }) => [name, ...aliases]);
  expect(names).toEqual([...new Set(names)]);
});

const word = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.constantFrom(
    'BTC',
    'btc-perp',
    'all',
    'now',
    'be',
    '-1%',
    '50%',
    '1',
    '7',
    'A1',
    '1h',
    '2h',
    '0',
    '-0',
    '1e9',
    'NaN',
    'on',
    'deny',
    'full',
    '__proto__',
  ),
  fc.double().map(String),
);
/** Commands that a viewer may give; those that keep lists are left out, so that the lists stay short. */
const READING = COMMANDS.filter(({ name, role }) => role === 'viewer' && name !== 'watch' && name !== 'alert').map(
  ({ name }) => name,
);

/** Whether there is something to choose from instead of a refusal. */
const offersSome = ({ refused, offers }: NoCall): boolean => offers === true && (refused.buttons?.length ?? 0) > 0;

describe('words that mean nothing', () => {
  it('are refused or read, never an exception', () => {
    fc.assert(
      fc.property(fc.constantFrom(...COMMANDS), fc.array(word, { maxLength: 4 }), (command, words) => {
        const outcome = command.read(words, desk.trader.desk);
        if ('refused' in outcome && offersSome(outcome)) return;
        if ('refused' in outcome) {
          expect(outcome.refused.outcome).toBe('refused');
          expect(outcome.refused.title).not.toBe('');
          expect(outcome.refused.lines.some((line) => line.startsWith('Example: /'))).toBe(true);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('nor is JSON of any kind for an argument', () => {
    fc.assert(
      fc.property(fc.constantFrom(...COMMANDS), fc.array(fc.oneof(fc.jsonValue(), word), { maxLength: 4 }), (command, values) => {
        const args = Object.fromEntries(command.outline.map(({ name }, i) => [name, values[i]]));
        const outcome = command.call(args, desk.trader.desk);
        if ('refused' in outcome && offersSome(outcome)) return;
        if ('refused' in outcome) expect(outcome.refused.lines.some((line) => line.startsWith('Example: /'))).toBe(true);
        else expect(command.call(outcome.args, desk.trader.desk)).toMatchObject({ args: outcome.args });
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([1e300, -1, 8.65e15, Number.MAX_SAFE_INTEGER, 0.5])('a time of %s is refused in words', (when) => {
    const why = COMMANDS.find(({ name }) => name === 'why');
    expect(why?.call({ symbol: 'BTC/USDT', when }, desk.trader.desk)).toMatchObject({ refused: { outcome: 'refused' } });
  });

  it('never fail a line that only reads', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...READING), fc.array(word, { maxLength: 3 }), async (name, words) => {
        const { reply, outcome } = await desk.type(`/${name} ${words.join(' ')}`);
        expect(reply.title).not.toBe('That failed');
        expect(reply.buttons?.length ?? 0).toBeLessThanOrEqual(outcome === 'asked' ? MOST_CHOICES : 4);
      }),
      { numRuns: 150 },
    );
  });

  it.each([
    ['/postions', '/positions'],
    ['/stauts', '/status'],
    ['/forcexit 3', '/close'],
    ['/aprove A1', '/approve'],
  ])('%s is answered with %s', async (line, meant) => {
    const { outcome, reply } = await desk.type(line);
    expect(outcome).toBe('refused');
    expect(reply.lines[0]).toBe(`Did you mean ${meant}?`);
  });
});
