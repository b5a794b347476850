import { z } from 'zod';
import { optional } from '../core/desk/arguments.ts';
import { defineCommand } from '../core/desk/command.ts';
import type { Read } from '../core/desk/read.ts';
import { at } from '../core/facts/vocabulary.ts';
import { refusal } from '../core/reply/reply.ts';
import { nextAway } from '../core/state/away.ts';
import { zoneFor } from '../core/state/people.ts';
import { whenText } from '../core/time.ts';
import { policyOf, policySchema, policyText } from './cards/away.ts';
import { awayHours } from './kinds/awayHours.ts';
import { choice } from './kinds/choice.ts';

const EXAMPLE = '/away 23-07 nothing';

/** How things stand for somebody who is away at times; undefined for whoever never is. */
function standingOf(person: string, desk: Read) {
  const state = desk.state();
  const now = desk.now();
  const policy = state.aways.get(person)?.policy;
  const hours = nextAway(state, person, now);
  if (policy === undefined || hours === undefined) return undefined;
  return { policy: policyOf(policy), zone: zoneFor(state, person), ...hours, now };
}

/** What no answer means while one is away: in which hours of one's own day, and until it is taken back. */
export const away = defineCommand({
  name: 'away',
  aliases: [],
  about: 'in which hours you are away, and what no answer means then; off ends it',
  args: { hours: optional(awayHours), nothing: optional(choice('nothing', ['nothing'])) },
  role: 'approver',
  risk: 'none',
  acts: true,
  run: async ({ hours, nothing }, desk, who) => {
    if (hours === undefined && nothing !== undefined)
      return { kind: 'refused' as const, wrong: 'In which hours?', expected: 'Expected two times of your day before it' };
    const before = standingOf(who.id, desk);
    if (hours === 'off') {
      if (before !== undefined) await desk.register({ type: 'away' });
      return { kind: 'there' as const, ended: before !== undefined };
    }
    if (hours !== undefined) await desk.register({ type: 'away', policy: { ...hours, means: { kind: 'nothing' } } });
    const standing = standingOf(who.id, desk);
    if (standing === undefined) return { kind: 'there' as const, ended: false };
    return { kind: 'away' as const, changed: hours !== undefined, ...standing };
  },
  result: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('refused'), wrong: z.string(), expected: z.string() }),
    /** `ended` by this command. */
    z.object({ kind: z.literal('there'), ended: z.boolean() }),
    /** The hours that they are away in now, or next. */
    z.object({
      kind: z.literal('away'),
      changed: z.boolean(),
      policy: policySchema,
      zone: z.string(),
      from: at,
      until: at,
      now: at,
    }),
  ]),
  show: (done) => {
    switch (done.kind) {
      case 'refused':
        return refusal(done.wrong, done.expected, EXAMPLE);
      case 'there':
        return {
          title: done.ended ? 'You are away no more' : 'You are never away',
          lines: ['Asks come to you at any hour', `Example: ${EXAMPLE}`],
          buttons: [{ label: 'Nights', line: EXAMPLE }],
        };
      case 'away': {
        const { policy, zone, from, until, now } = done;
        return {
          title: `Away ${policyText(policy)}`,
          lines: [
            zone === 'UTC' ? 'In UTC; /tz sets your zone' : `By the clocks of ${zone}`,
            from <= now ? `You are away until ${whenText(until, now)}` : `From ${whenText(from, now)}`,
            'No sound then but what is critical',
            'What nobody is there for is let go',
            'After it one card tells what was',
          ],
          buttons: [{ label: 'Off', line: '/away off' }],
        };
      }
    }
  },
});
