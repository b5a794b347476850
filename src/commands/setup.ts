import { z } from 'zod';
import { optional } from '../core/desk/arguments.ts';
import { defineCommand } from '../core/desk/command.ts';
import type { Read } from '../core/desk/read.ts';
import { MESSAGE_KINDS, type MessageKind } from '../core/facts/messageKinds.ts';
import { refusal } from '../core/reply/reply.ts';
import { choice } from './kinds/choice.ts';

const kind = choice('a kind of message', MESSAGE_KINDS);
const where = choice('here or off', ['here', 'off']);

const platformOf = (place: string): string => place.split(':')[0] ?? '';

/** The platforms on which a kind has a place of its own. */
const mappedOn = (desk: Read, of: MessageKind): readonly string[] =>
  [...desk.state().rooms].flatMap(([platform, places]) => (places.has(of) ? [platform] : []));

const placesOf = (desk: Read, of: MessageKind): readonly string[] =>
  [...desk.state().rooms.values()].flatMap((places) => places.get(of) ?? []);

const placesNow = (desk: Read) => MESSAGE_KINDS.map((one) => ({ kind: one, places: placesOf(desk, one) }));

const DONE = ['listed', 'here', 'off', 'none'] as const;

const result = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('half'), of: z.enum(MESSAGE_KINDS) }),
  z.object({ kind: z.literal('terminal'), of: z.enum(MESSAGE_KINDS) }),
  z.object({
    kind: z.literal('places'),
    /** What was done to `of`: it comes here, it goes to the usual place again, or had none of its own. */
    done: z.enum(DONE),
    of: z.enum(MESSAGE_KINDS).optional(),
    places: z.array(z.object({ kind: z.enum(MESSAGE_KINDS), places: z.array(z.string()) })),
  }),
]);

const TITLES: Readonly<Record<(typeof DONE)[number], (of: string) => string>> = {
  listed: () => 'Where messages go',
  here: (of) => `${of} come here now`,
  off: (of) => `${of} go to the usual place again`,
  none: (of) => `${of} had no place of their own`,
};

/** Which kind of message goes to which chat, channel, topic or thread; what has no place of its own goes where the configuration says. */
export const setup = defineCommand({
  name: 'setup',
  aliases: ['rooms'],
  about: 'which kind of message goes to which chat, channel or topic',
  args: { kind: optional(kind), where: optional(where) },
  role: 'admin',
  risk: 'none',
  acts: true,
  run: async ({ kind: of, where: to }, desk, who) => {
    if (of === undefined) return { kind: 'places' as const, done: 'listed' as const, places: placesNow(desk) };
    if (to === undefined) return { kind: 'half' as const, of };
    const { place } = who;
    if (to === 'here') {
      if (place === undefined) return { kind: 'terminal' as const, of };
      await desk.register({ type: 'mapped', platform: platformOf(place), kind: of, place });
      return { kind: 'places' as const, done: 'here' as const, of, places: placesNow(desk) };
    }
    // The terminal can undo it everywhere: nobody may be able to write in that place any more.
    const platforms = mappedOn(desk, of).filter((platform) => place === undefined || platform === platformOf(place));
    if (platforms.length > 0)
      await desk.register(...platforms.map((platform) => ({ type: 'mapped' as const, platform, kind: of })));
    return { kind: 'places' as const, done: platforms.length === 0 ? 'none' : 'off', of, places: placesNow(desk) } as const;
  },
  result,
  show: (done) => {
    switch (done.kind) {
      case 'half':
        return refusal(
          `What is to become of ${done.of}?`,
          'Expected here, which sends them to this place, or off',
          `/setup ${done.of} here`,
        );
      case 'terminal':
        return refusal(
          'The terminal is no place for messages',
          'Say it in the chat that they are to go to',
          `/setup ${done.of} off`,
        );
      case 'places':
        return {
          title: TITLES[done.done](done.of ?? ''),
          lines: [
            ...done.places.map((one) => `${one.kind}: ${one.places.join(', ') || 'the usual place'}`),
            'Say it where the messages are to go. Example: /setup trades here',
          ],
        };
    }
  },
});
