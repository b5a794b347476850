import { defineCommand } from '../core/command.ts';
import { zoneTime } from '../core/zone.ts';

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
      zone: member?.zone ?? 'UTC',
      codes: await desk.factors.has(who.id),
    };
  },
  show: ({ id, name, role, accounts, place, zone, codes }, desk) => ({
    title: id === name ? `You are ${id}: ${role}` : `You are ${id} ${name}: ${role}`,
    lines: [
      accounts.length === 0 ? 'No account on a chat' : `Accounts ${accounts.join(', ')}`,
      ...(place === undefined ? [] : [`This chat ${place}`]),
      `Time zone ${zone}, where it is ${zoneTime(desk.now(), zone)}`,
      codes ? 'One-time codes are set up' : 'No one-time codes; /totp sets them up',
    ],
  }),
});
