import type { Codes } from '../bots/codes.ts';
import { PAIRING } from '../bots/joining.ts';
import type { Config } from '../config.ts';
import { configuredAdmins, hasAdminOnChat } from '../core/membership.ts';
import { durationText } from '../core/time.ts';
import type { Trader } from '../core/trader/trader.ts';

type Chats = Pick<Config, 'telegram' | 'discord'>;

const accountsOf = ({ telegram, discord }: Chats): readonly string[] => [
  ...(telegram.adminId === undefined ? [] : [`telegram:${telegram.adminId}`]),
  ...(discord.adminId === undefined ? [] : [`discord:${discord.adminId}`]),
];

/** Makes admins of the accounts that the configuration names, as a step of the desk; nothing where they are already. */
export async function admitConfigured({ desk, command }: Trader, chats: Chats): Promise<void> {
  const rows = configuredAdmins(desk.state(), accountsOf(chats), desk.now());
  if (rows.length > 0) await command(() => desk.act(...rows));
}

/** The code by which the first admin pairs, in words for the terminal; undefined where no chat is on or an admin has one. */
export function pairingNote({ desk }: Trader, { telegram, discord }: Chats, pairing: Codes): string | undefined {
  if (telegram.token === undefined && (discord.token === undefined || discord.guildId === undefined)) return undefined;
  if (hasAdminOnChat(desk.state().people)) return undefined;
  const { code, for: lifetime } = pairing.issue(PAIRING);
  return `No admin is on a chat yet. Write to the bot, in private, within ${durationText(lifetime)}: /pair ${code}`;
}
