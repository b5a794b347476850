import { z } from 'zod';
import { optional, rest } from '../core/desk/arguments.ts';
import { defineCommand } from '../core/desk/command.ts';
import type { Read } from '../core/desk/read.ts';
import { at } from '../core/facts/vocabulary.ts';
import { refusal } from '../core/reply/reply.ts';
import { lockOf } from '../core/state/locks.ts';
import { TERMINAL } from '../core/state/people.ts';
import { DAY, type Ms, whenText } from '../core/time.ts';
import { choice } from './kinds/choice.ts';
import { duration } from './kinds/times.ts';

const EXAMPLE = '/lock me 24h had a bad day';

/** Nobody can take it back, so a slip of the pen must not last for years. */
const LONGEST_LOCK = 30 * DAY;

/** Why a lock of that length cannot be; undefined where it can. */
function wrongWith(length: Ms, desk: Read, person: string) {
  const standing = lockOf(desk.state(), person);
  if (length > LONGEST_LOCK) return { wrong: 'That is too long for a lock', expected: `Expected at most ${LONGEST_LOCK / DAY}d` };
  return standing !== undefined && desk.now() + length <= standing.until
    ? {
        wrong: `You are locked until ${whenText(standing.until, desk.now())}`,
        expected: 'A lock is only ever lengthened: expected one that ends later',
      }
    : undefined;
}

/** Whom it holds for beside the one who says it. */
const besides = (person: string, desk: Read): readonly string[] => {
  const { people } = desk.state();
  const admins = [...people.values()].filter(({ role }) => role === 'admin');
  if (person === TERMINAL) return admins.map(({ name }) => name);
  return people.get(person)?.role === 'admin' ? ['the terminal'] : [];
};

const besidesLine = (names: readonly string[]): readonly string[] =>
  names.length === 0 ? [] : [`Also for ${names.join(', ')}: the terminal and an admin count as one`];

const MEANS = [
  'Refused while locked: entries, approvals, grants, looser settings, resuming',
  'Rejecting, closing, reducing, pausing and /panic go on',
  'Nobody lifts it early, you least of all',
];

type Words = { readonly whom: 'me' | undefined; readonly duration: Ms | undefined; readonly why: string };

/** How long somebody wants to be locked; undefined where the words only ask how things are, or make no lock. */
const lengthIn = ({ whom, duration: length }: Words): Ms | undefined => (whom === undefined ? undefined : length);

/** Nothing that adds risk by one's own hand or yes, until a time; bare it tells whether one is locked. */
export const lock = defineCommand({
  name: 'lock',
  aliases: [],
  about: 'takes nothing that adds risk from you until a time; nobody lifts it early',
  args: { whom: optional(choice('me', ['me'])), duration: optional(duration), why: rest('a reason', 'had a bad day') },
  role: 'viewer',
  risk: (words) => (lengthIn(words) === undefined ? 'none' : 'reduces'),
  confirm: (words, desk, who) => {
    const length = lengthIn(words);
    if (length === undefined || wrongWith(length, desk, who.id) !== undefined) return undefined;
    return {
      title: `Lock yourself until ${whenText(desk.now() + length, desk.now())}?`,
      lines: [...MEANS, ...besidesLine(besides(who.id, desk))],
      buttons: [{ label: 'Lock', line: '/yes' }],
    };
  },
  confirms: (words) => `${lengthIn(words)}`,
  run: async (words, desk, who) => {
    const length = lengthIn(words);
    const now = desk.now();
    if (length === undefined) {
      if (words.whom !== undefined || words.why !== '')
        return {
          kind: 'refused' as const,
          wrong: 'A lock needs "me" and how long',
          expected: 'Expected a length before the reason',
        };
      return { kind: 'standing' as const, now, until: lockOf(desk.state(), who.id)?.until };
    }
    const wrong = wrongWith(length, desk, who.id);
    if (wrong !== undefined) return { kind: 'refused' as const, ...wrong };
    await desk.register({ type: 'locked', until: now + length, why: words.why });
    return { kind: 'locked' as const, now, until: now + length, besides: besides(who.id, desk) };
  },
  result: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('refused'), wrong: z.string(), expected: z.string() }),
    z.object({ kind: z.literal('standing'), now: at, until: at.optional() }),
    /** `besides` names whom it holds for too. */
    z.object({ kind: z.literal('locked'), now: at, until: at, besides: z.array(z.string()) }),
  ]),
  show: (done) => {
    switch (done.kind) {
      case 'refused':
        return refusal(done.wrong, done.expected, EXAMPLE);
      case 'standing':
        return {
          title: done.until === undefined ? 'You are not locked' : `🔒 You are locked until ${whenText(done.until, done.now)}`,
          lines: [...MEANS, `Example: ${EXAMPLE}`],
          buttons: [
            { label: 'For 8 h', line: '/lock me 8h' },
            { label: 'For 24 h', line: '/lock me 24h' },
          ],
        };
      case 'locked':
        return {
          title: `🔒 Locked until ${whenText(done.until, done.now)}`,
          lines: [...MEANS, ...besidesLine(done.besides)],
        };
    }
  },
});
