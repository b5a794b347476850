import { optional } from '../core/desk/arguments.ts';
import { defineCommand } from '../core/desk/command.ts';
import { type Reply, refusal } from '../core/reply/reply.ts';
import { zoneTime } from '../core/zone.ts';
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
  run: async ({ zone }, desk, who): Promise<Reply> => {
    const member = desk.state().people.get(who.id);
    if (member === undefined) return refusal('The terminal shows UTC', 'A time zone is for people on the list', '/users');
    if (zone !== undefined) await desk.register(who, { type: 'zone', person: member.id, zone });
    return {
      title: zone === undefined ? `Your time zone is ${member.zone}` : `Times are shown to you in ${member.zone}`,
      lines: [`It is ${zoneTime(desk.now(), member.zone)} there`, 'The risk day begins at 00:00 UTC for everybody'],
    };
  },
  show: (reply) => reply,
});
