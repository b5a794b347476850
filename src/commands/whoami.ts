import { z } from 'zod';
import { defineCommand } from '../core/desk/command.ts';
import { ROLES } from '../core/facts/roles.ts';
import { at } from '../core/facts/vocabulary.ts';
import { currencyOf } from '../core/reply/currency.ts';
import { awayAt } from '../core/state/away.ts';
import { lockOf } from '../core/state/locks.ts';
import { zoneFor } from '../core/state/people.ts';
import { timeText, whenText } from '../core/time.ts';
import { awayLine, policyOf, policySchema } from './cards/away.ts';

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
    const lock = lockOf(desk.state(), who.id);
    const policy = desk.state().aways.get(who.id)?.policy;
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
      ...(lock === undefined ? {} : { locked: lock.until }),
      ...(policy === undefined
        ? {}
        : { away: { policy: policyOf(policy, desk.state().people), until: awayAt(desk.state(), who.id, desk.now())?.until } }),
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
    /** Until when nothing that adds risk is taken, by their own word. */
    locked: at.optional(),
    /** `until` while they are away now. */
    away: z.object({ policy: policySchema, until: at.optional() }).optional(),
  }),
  show: ({ id, name, role, accounts, place, zone, now, codes, locked, away }, notation) => ({
    title: id === name ? `You are ${id}: ${role}` : `You are ${id} ${name}: ${role}`,
    lines: [
      ...(locked === undefined ? [] : [`🔒 Locked until ${whenText(locked, now)}: nothing that adds risk`]),
      ...(away === undefined ? [] : [awayLine(away.policy, { until: away.until, now, currency: currencyOf(notation) })]),
      accounts.length === 0 ? 'No account on a chat' : `Accounts ${accounts.join(', ')}`,
      ...(place === undefined ? [] : [`This chat ${place}`, ...alertsHere(place)]),
      `Time zone ${zone}, where it is ${timeText(now)}`,
      codes ? 'One-time codes are set up' : 'No one-time codes; /totp sets them up',
    ],
  }),
});
