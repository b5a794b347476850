import { z } from 'zod';
import { defineCommand } from '../core/desk/command.ts';
import { ROLES } from '../core/facts/roles.ts';
import { at } from '../core/facts/vocabulary.ts';
import { zoneFor } from '../core/state/people.ts';
import { timeText } from '../core/time.ts';

/** What the configuration takes for alerts to come to a chat; a topic or thread is no place of its own there. */
function alertsHere(place: string): readonly string[] {
  const [, platform, chat] = /^(telegram|discord):(-?\d+)$/.exec(place) ?? [];
  if (chat === undefined) return [];
  return [`For alerts here: ${platform === 'telegram' ? 'TELEGRAM_CHAT_ID' : 'DISCORD_CHANNEL_ID'}=${chat}`];
}

export const whoami = defineCommand({
  name: 'whoami',
  aliases: ['me'],
  about: 'your id, role, accounts, this chat, time zone and one-time codes',
  args: {},
  role: 'viewer',
  risk: 'none',
  run: async (_args, desk, who) => {
    const member = desk.state().people.get(who.id);
    return {
      id: who.id,
      name: who.name,
      role: who.role,
      accounts: [...(member?.accounts ?? [])],
      ...(who.place === undefined ? {} : { place: who.place }),
      zone: zoneFor(desk.state(), who.id),
      now: desk.now(),
      codes: await desk.oneTimeCodes.has(),
    };
  },
  result: z.object({
    id: z.string(),
    name: z.string(),
    role: z.enum(ROLES),
    accounts: z.array(z.string()),
    place: z.string().optional(),
    zone: z.string(),
    now: at,
    /** Whether one-time codes are set up. */
    codes: z.boolean(),
  }),
  show: ({ id, name, role, accounts, place, zone, now, codes }) => ({
    title: id === name ? `You are ${id}: ${role}` : `You are ${id} ${name}: ${role}`,
    lines: [
      accounts.length === 0 ? 'No account on a chat' : `Accounts ${accounts.join(', ')}`,
      ...(place === undefined ? [] : [`This chat ${place}`, ...alertsHere(place)]),
      `Time zone ${zone}, where it is ${timeText(now)}`,
      codes ? 'One-time codes are set up' : 'No one-time codes; /totp sets them up',
    ],
  }),
});
