import { z } from 'zod';
import { optional } from '../core/desk/arguments.ts';
import { defineCommand } from '../core/desk/command.ts';
import { at } from '../core/facts/vocabulary.ts';
import { zoneFor } from '../core/state/people.ts';
import { timeText } from '../core/time.ts';
import { zone as zoneKind } from './kinds/zone.ts';

/** The risk day is UTC for everybody; a zone only says how times are shown to one person, or at the terminal. */
export const tz = defineCommand({
  name: 'tz',
  aliases: ['timezone'],
  about: 'the time zone in which you are shown times',
  args: { zone: optional(zoneKind) },
  role: 'viewer',
  risk: 'none',
  acts: true,
  run: async ({ zone }, desk, who) => {
    if (zone !== undefined) await desk.register({ type: 'zone', person: who.id, zone });
    return { zone: zoneFor(desk.state(), who.id), changed: zone !== undefined, now: desk.now() };
  },
  result: z.object({ zone: z.string(), changed: z.boolean(), now: at }),
  show: ({ zone, changed, now }) => ({
    title: changed ? `Times are shown to you in ${zone}` : `Your time zone is ${zone}`,
    lines: [`It is ${timeText(now)}`, 'The risk day begins at UTC midnight for everybody'],
  }),
});
