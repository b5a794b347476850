import type { MembershipRow } from '../core/facts/statements.ts';
import type { Reply } from '../core/reply/reply.ts';
import { replaced } from '../core/state/guildRoles.ts';
import { joinedBy, type Membership } from '../core/state/membership.ts';
import { memberOf } from '../core/state/people.ts';
import type { Ms } from '../core/time.ts';
import type { HeardLine } from './chat.ts';
import type { Codes } from './codes.ts';

/** What the pairing code is issued for. */
export const PAIRING = 'first admin';

/** The codes by which strangers come onto the list: the first admin's, and people's own for a second account. */
export type JoinCodes = { readonly pairing: Codes; readonly links: Codes };

/** A line that gives such a code, on whatever platform: `/pair ABCDEFGH`. */
export function joinLine(heard: HeardLine): { readonly by: 'pair' | 'link'; readonly code: string } | undefined {
  if (heard.said.kind !== 'line') return undefined;
  const [, word, code] = /^\s*\/(pair|link)(?:@\w+)?\s+(\S.*)$/is.exec(heard.said.line) ?? [];
  if (word === undefined || code === undefined) return undefined;
  return { by: word.toLowerCase() === 'pair' ? 'pair' : 'link', code };
}

/** A right code: the rows that let its giver in, to be made in their turn with the desk's commands, and what to tell them. */
export type Joined = { readonly events: (at: Ms) => readonly MembershipRow[]; readonly reply: Reply };

/**
 * Takes the code of a stranger, or of somebody who is on the list by a Discord role alone: the account then speaks for the one whom
 * the code names, else one human would be two people. Undefined where it is none: a wrong code is answered by
 * silence, as all that strangers write.
 */
export function takeJoinCode(heard: HeardLine, state: () => Membership, codes: JoinCodes): Joined | undefined {
  const given = joinLine(heard);
  if (given === undefined) return undefined;
  const isNew = (): boolean => {
    const member = memberOf(state().people, heard.from);
    return member === undefined || member.held?.account === heard.from;
  };
  if (given.by === 'pair') {
    if (codes.pairing.redeem(given.code, heard.from) === undefined) return undefined;
    const admin = { role: 'admin', name: heard.name, account: heard.from, who: 'pairing' } as const;
    return {
      events: (at) => (isNew() ? [...replaced(state(), heard.from, at, admin.who), ...joinedBy(state(), { at, ...admin })] : []),
      reply: {
        title: 'You are the admin of this desk',
        lines: ['/totp sets up the one-time codes that risky changes want', '/users add puts others on the list'],
        buttons: [
          { label: 'Set up codes', line: '/totp' },
          { label: 'Status', line: '/status' },
        ],
      },
    };
  }
  const person = codes.links.redeem(given.code, heard.from) ?? '';
  const member = state().people.get(person);
  // Somebody's own code would only take them off.
  if (member === undefined || member.accounts.has(heard.from)) return undefined;
  return {
    events: (at) =>
      isNew() && state().people.has(person)
        ? [
            ...replaced(state(), heard.from, at, member.name),
            { type: 'linked', at, person, account: heard.from, on: true, who: member.name },
          ]
        : [],
    reply: { title: `This account speaks for ${member.name} now`, lines: [`Role ${member.role}`, '/whoami shows your accounts'] },
  };
}
