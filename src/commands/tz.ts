import { z } from 'zod';
import { optional } from '../core/desk/arguments.ts';
import { defineCommand } from '../core/desk/command.ts';
import { at } from '../core/facts/vocabulary.ts';
import { refusal } from '../core/reply/reply.ts';
import { timeText } from '../core/time.ts';
import { zone as zoneKind } from './kinds/zone.ts';

/** The risk day is UTC for everybody; a zone only says how times are shown to one person. */
export const tz = defineCommand({
  name: 'tz',
  aliases: ['timezone'],
  about: 'the time zone in which you are shown times',
  args: { zone: optional(zoneKind) },
  role: 'viewer',
  risk: 'none',
  acts: true,
  run: async ({ zone }, desk, who) => {
    const member = desk.state().people.get(who.id);
    if (member === undefined) return { kind: 'terminal' as const };
    if (zone !== undefined) await desk.register({ type: 'zone', person: member.id, zone });
    return { kind: 'zone' as const, zone: member.zone, changed: zone !== undefined, now: desk.now() };
  },
  result: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('terminal') }),
    z.object({ kind: z.literal('zone'), zone: z.string(), changed: z.boolean(), now: at }),
  ]),
  show: (done) =>
    done.kind === 'terminal'
      ? refusal('The terminal shows UTC', 'A time zone is for people on the list', '/users')
      : {
          title: done.changed ? `Times are shown to you in ${done.zone}` : `Your time zone is ${done.zone}`,
          lines: [`It is ${timeText(done.now)} there`, 'The risk day begins at UTC midnight for everybody'],
        },
});
