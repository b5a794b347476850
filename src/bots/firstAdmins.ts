import type { Read } from '../core/desk/read.ts';
import type { DoorRow } from '../core/facts/statements.ts';
import { configuredAdmins, hasAdminOnChat } from '../core/state/membership.ts';
import { type Member, memberOf } from '../core/state/people.ts';
import { durationText, type Ms } from '../core/time.ts';
import type { Platform } from './chat.ts';
import type { Found } from './found.ts';

/** What the configuration says of the platforms. */
type Chats = {
  readonly telegram: { readonly token?: string | undefined; readonly adminId?: string | undefined };
  readonly discord: {
    readonly token?: string | undefined;
    readonly guildId?: string | undefined;
    readonly adminId?: string | undefined;
  };
};

type Admitting = { readonly desk: Pick<Read, 'state' | 'now'>; admit(rows: () => readonly DoorRow[]): Promise<void> };

/** Where nobody else reads a code. */
const UNSEEN: Readonly<Record<Platform, string>> = {
  telegram: 'in the private chat with the bot on Telegram',
  discord: 'in a channel of the server on Discord, where only you see it',
};

const accountsOf = ({ telegram, discord }: Chats): readonly string[] => [
  ...(telegram.adminId === undefined ? [] : [`telegram:${telegram.adminId}`]),
  ...(discord.adminId === undefined ? [] : [`discord:${discord.adminId}`]),
];

/**
 * Makes admins of the accounts that the configuration names, as a step of the desk; nothing where they are or were on the list.
 * Gives what is to be said of those that are no admins after it.
 */
export async function admitConfigured({ desk, admit }: Admitting, chats: Chats): Promise<readonly string[]> {
  const accounts = accountsOf(chats);
  const rows = configuredAdmins(desk.state(), accounts, desk.now());
  if (rows.length > 0) await admit(() => rows);
  const { people } = desk.state();
  return accounts
    .filter((account) => memberOf(people, account)?.role !== 'admin')
    .map((account) => {
      const member = memberOf(people, account);
      const change = member === undefined ? `/users add ${account} NAME admin` : `/users role ${member.id} admin`;
      return `The configuration names ${account} as admin, and the list does not (any more): ${change} changes that`;
    });
}

/** What to do with a pairing code, in words for the terminal; undefined where no chat is on. */
export function pairingWords({ telegram, discord }: Chats, code: string, lifetime: Ms): string | undefined {
  const where = [
    ...(telegram.token === undefined ? [] : [UNSEEN.telegram]),
    ...(discord.token === undefined || discord.guildId === undefined ? [] : [UNSEEN.discord]),
  ];
  if (where.length === 0) return undefined;
  return `No admin is on a chat yet. Write within ${durationText(lifetime)} of your own clock, ${where.join(', or ')}: /pair ${code}`;
}

/** Who is admin on a platform, by the list or by the configuration, or how somebody becomes it. */
export function adminFound(platform: Platform, chats: Chats, people: ReadonlyMap<string, Member>): Found {
  const isHere = (account: string): boolean => account.startsWith(`${platform}:`);
  const admins = [...people.values()].filter(({ role }) => role === 'admin');
  const here = admins.flatMap(({ name, accounts }) => [...accounts].filter(isHere).map((account) => `${name} ${account}`));
  if (here.length > 0) return { state: 'ok', says: `admin: ${here.join(', ')}` };
  const configured = accountsOf(chats);
  const mine = configured.find(isHere);
  if (mine !== undefined) return { state: 'ok', says: `${mine} becomes admin when the desk starts` };
  const says = 'no admin here yet';
  if (hasAdminOnChat(people) || configured.length > 0)
    return {
      state: 'note',
      says,
      advice: 'The admin on the other platform sends /link there and does what it says',
    };
  return {
    state: 'note',
    says,
    advice: `Start the desk: its terminal prints a pairing code. Send /pair CODE ${UNSEEN[platform]}, or set ${platform.toUpperCase()}_ADMIN_ID`,
  };
}
