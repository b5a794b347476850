import { optional } from '../core/desk/arguments.ts';
import { defineCommand } from '../core/desk/command.ts';
import type { Read } from '../core/desk/read.ts';
import { MESSAGE_KINDS, type MessageKind } from '../core/facts/messageKinds.ts';
import { type Reply, refusal } from '../core/reply/reply.ts';
import { choice } from './kinds/choice.ts';

const kind = choice('a kind of message', MESSAGE_KINDS);
const where = choice('here or off', ['here', 'off']);

const platformOf = (place: string): string => place.split(':')[0] ?? '';

/** The platforms on which a kind has a place of its own. */
const mappedOn = (desk: Read, of: MessageKind): readonly string[] =>
  [...desk.state().rooms].flatMap(([platform, places]) => (places.has(of) ? [platform] : []));

const placesOf = (desk: Read, of: MessageKind): readonly string[] =>
  [...desk.state().rooms.values()].flatMap((places) => places.get(of) ?? []);

function listed(desk: Read, title: string): Reply {
  return {
    title,
    lines: [
      ...MESSAGE_KINDS.map((one) => `${one}: ${placesOf(desk, one).join(', ') || 'the usual place'}`),
      'Say it where the messages are to go. Example: /setup trades here',
    ],
  };
}

/** Which kind of message goes to which chat, channel, topic or thread; what has no place of its own goes where the configuration says. */
export const setup = defineCommand({
  name: 'setup',
  aliases: ['rooms'],
  about: 'which kind of message goes to which chat, channel or topic',
  args: { kind: optional(kind), where: optional(where) },
  role: 'admin',
  risk: 'none',
  acts: true,
  run: async ({ kind: of, where: to }, desk, who): Promise<Reply> => {
    if (of === undefined) return listed(desk, 'Where messages go');
    if (to === undefined)
      return refusal(`What is to become of ${of}?`, 'Expected here, which sends them to this place, or off', `/setup ${of} here`);
    const { place } = who;
    if (to === 'here') {
      if (place === undefined)
        return refusal('The terminal is no place for messages', 'Say it in the chat that they are to go to', `/setup ${of} off`);
      await desk.register(who, { type: 'mapped', platform: platformOf(place), kind: of, place });
      return listed(desk, `${of} come here now`);
    }
    // The terminal can undo it everywhere: nobody may be able to write in that place any more.
    const platforms = mappedOn(desk, of).filter((platform) => place === undefined || platform === platformOf(place));
    if (platforms.length === 0) return listed(desk, `${of} had no place of their own`);
    await desk.register(who, ...platforms.map((platform) => ({ type: 'mapped' as const, platform, kind: of })));
    return listed(desk, `${of} go to the usual place again`);
  },
  show: (reply) => reply,
});
