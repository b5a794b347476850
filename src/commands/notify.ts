import { z } from 'zod';
import { ALERTS } from '../core/alerts/list.ts';
import { optional, skippable } from '../core/desk/arguments.ts';
import { defineCommand } from '../core/desk/command.ts';
import type { DeepReadonly } from '../core/facts/deepReadonly.ts';
import type { EventOf } from '../core/facts/events.ts';
import { LANGUAGES } from '../core/facts/language.ts';
import { LOUDNESSES, type Loudness, PRESETS } from '../core/facts/loudness.ts';
import { loudnessOf, type Notices, usualNotices } from '../core/state/messagePreferences.ts';
import { packed } from './cards/lines.ts';
import { choice } from './kinds/choice.ts';
import { type Notice, notice, wordOf } from './kinds/notice.ts';
import { clock, type QuietHours, quietHours, quietHoursSchema } from './kinds/quietHours.ts';

const loudness = choice('how loud', LOUDNESSES);

/** How a chat wants to be told of things. */
const wishesSchema = z.object({
  preset: z.enum(PRESETS),
  /** By alert name, over the preset. */
  own: z.record(z.string(), z.enum(LOUDNESSES)),
  quiet: quietHoursSchema.optional(),
  digest: z.boolean(),
  money: z.boolean(),
  /** Chosen with /language. */
  language: z.enum(LANGUAGES).optional(),
});
type Wishes = DeepReadonly<z.infer<typeof wishesSchema>>;

/** What is asked, as part of an event; undefined where the words only ask how things are. */
function wish(
  what: Notice | undefined,
  how: Loudness | undefined,
  hours: QuietHours | undefined,
): Omit<Partial<EventOf<'notices'>>, 'type'> | undefined {
  switch (what?.kind) {
    case 'preset':
      return { preset: what.preset };
    case 'digest':
      return { digest: how !== 'off' };
    case 'money':
      return { money: how !== 'off' };
    case 'hours':
      return { quiet: hours ?? { from: 0, to: 0 } };
    case 'alert':
      return how === undefined ? undefined : { alert: what.alert, loudness: how };
    default:
      return undefined;
  }
}

/** Alerts that warn or worse, by name. */
const SEVERE: readonly string[] = ALERTS.filter(({ usual }) => usual === 'critical' || usual === 'warning').map(
  ({ name }) => name,
);

/** How loud each alert is outside of quiet hours, as severe as it usually is. */
function listed(wishes: Wishes): readonly string[] {
  const anyHour: Notices = { ...wishes, own: new Map(Object.entries(wishes.own)), quiet: undefined, language: undefined };
  return LOUDNESSES.flatMap((level) => {
    const names = ALERTS.filter((one) => loudnessOf({ ...one, alert: one.name, severity: one.usual }, anyHour, 0) === level);
    return names.length === 0
      ? []
      : [
          `${level}:`,
          ...packed(
            names.map(({ name }) => wordOf(name)),
            { indent: '  ' },
          ),
        ];
  });
}

export const notify = defineCommand({
  name: 'notify',
  aliases: ['notifications'],
  about: 'what this chat is told, and how loud: a preset, one alert, quiet hours, digest, money',
  args: { what: optional(notice), how: skippable(loudness), hours: optional(quietHours) },
  role: 'trader',
  roleToAdd: 'approver',
  // Whoever mutes what is critical, or may become so, may miss what costs money; whoever shows amounts shows them to all who read.
  risk: ({ what, how }) => {
    const mutes = what?.kind === 'alert' && how !== undefined && how !== 'on' && SEVERE.includes(what.alert);
    return mutes || (what?.kind === 'money' && how !== 'off') ? 'adds' : 'none';
  },
  run: async ({ what, how, hours }, desk, who) => {
    const { place = 'terminal' } = who;
    const asked = wish(what, how, hours);
    if (asked !== undefined) await desk.register({ type: 'notices', place, ...asked });
    const wishes = desk.state().notices.get(place) ?? usualNotices();
    return { changed: asked !== undefined, place, wishes: { ...wishes, own: Object.fromEntries(wishes.own) } };
  },
  result: z.object({ changed: z.boolean(), place: z.string(), wishes: wishesSchema }),
  show: ({ changed, place, wishes }) => ({
    title: `${changed ? 'Now' : 'Notices'}: ${wishes.preset}${Object.keys(wishes.own).length === 0 ? '' : `, ${Object.keys(wishes.own).length} of its own`}`,
    lines: [
      ...(place === 'terminal' ? ['The terminal prints everything; this is for chats'] : []),
      ...listed(wishes),
      wishes.quiet === undefined
        ? 'Quiet hours: none'
        : `Quiet hours: ${clock(wishes.quiet.from)} to ${clock(wishes.quiet.to)} UTC; criticals are heard`,
      `Money: ${wishes.money ? 'shown' : 'hidden; amounts are told in private chats and at the terminal'}`,
      `Digest: ${wishes.digest ? 'what is silent comes once an hour' : 'off'}`,
      'Example: /notify opened off · /notify hours 22:00-07:00',
    ],
    buttons: PRESETS.filter((preset) => preset !== wishes.preset).map((preset) => ({ label: preset, line: `/notify ${preset}` })),
  }),
});
