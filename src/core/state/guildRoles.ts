import type { DeskEvent } from '../facts/events.ts';
import { GIVEN_ROLES, type GivenRole } from '../facts/roles.ts';
import type { MembershipRow } from '../facts/statements.ts';
import type { Ms } from '../time.ts';
import { joinedBy, type Membership } from './membership.ts';
import { type Member, memberOf } from './people.ts';

/** Roles of the Discord server that give their holders a role of the desk. */
export type GuildRoles = {
  /** By the numeric id of the Discord role. */
  readonly gives: Map<string, GivenRole>;
  /** Accounts that were taken off by hand, with their people or from them: no Discord role brings them back. */
  readonly barred: Set<string>;
};

export const noGuildRoles = (): GuildRoles => ({ gives: new Map(), barred: new Set() });

/** Applies one event in place; `people` is the list before it. */
export function applyToGuildRoles({ gives, barred }: GuildRoles, people: Membership['people'], event: DeskEvent): void {
  if (event.type === 'guildRole') {
    if (event.gives === 'none') gives.delete(event.guildRole);
    else gives.set(event.guildRole, event.gives);
  }
  if (event.type === 'linked') {
    if (event.on) barred.delete(event.account);
    else if (event.account.startsWith('discord:')) barred.add(event.account);
  }
  if (event.type !== 'person' || event.role !== 'none' || event.held !== undefined) return;
  for (const account of people.get(event.person)?.accounts ?? []) if (account.startsWith('discord:')) barred.add(account);
}

type Gives = Membership['guildRoles']['gives'];

/** Who did it, in rows that follow from a Discord role; nobody can be called so. */
const byRole = (guildRole: string | undefined): string => `Discord role #${guildRole ?? ''}`;

/** Those of the Discord roles that give something, the one that gives most first; by id where they give the same. */
const giving = (gives: Gives, held: readonly string[]): readonly { readonly id: string; readonly role: GivenRole }[] =>
  held
    .toSorted()
    .flatMap((id) => {
      const role = gives.get(id);
      return role === undefined ? [] : [{ id, role }];
    })
    .toSorted((a, b) => GIVEN_ROLES.indexOf(b.role) - GIVEN_ROLES.indexOf(a.role));

/** The row that gives somebody what their Discord roles give, or takes them off where these give nothing; none where that is so already. */
function turned(
  { id: person, name, role: before, held }: Member,
  gives: Gives,
  now: readonly string[],
  by: { readonly at: Ms; readonly who?: string },
): readonly MembershipRow[] {
  if (held === undefined) return [];
  const found = giving(gives, now);
  const roles = found.map(({ id }) => id);
  const role = found[0]?.role ?? 'none';
  if (role === before && roles.join() === held.roles.join()) return [];
  const who = by.who ?? byRole(roles[0] ?? held.roles[0]);
  return [{ type: 'person', at: by.at, person, name, role, who, held: { account: held.account, roles } }];
}

/**
 * The rows that follow from the Discord roles which an account is seen to hold: a stranger may come onto the list, whoever is on it
 * by such a role is raised, lowered or taken off. People who were listed by hand stay as they are.
 */
export function seenHolding(
  { people, numbers, guildRoles }: Membership,
  seen: { readonly account: string; readonly name: string; readonly holds: readonly string[] },
  at: Ms,
): readonly MembershipRow[] {
  const { account, name, holds } = seen;
  const member = memberOf(people, account);
  if (member !== undefined) return member.held?.account === account ? turned(member, guildRoles.gives, holds, { at }) : [];
  const found = giving(guildRoles.gives, holds);
  const [first] = found;
  if (first === undefined || guildRoles.barred.has(account)) return [];
  const held = { account, roles: found.map(({ id }) => id) };
  return joinedBy({ people, numbers }, { at, role: first.role, name, account, who: byRole(first.id), held });
}

/** The rows that give a Discord role another meaning, and at once another role to those who are on the list by it, or none. */
export function remapped(
  { people, guildRoles }: Pick<Membership, 'people' | 'guildRoles'>,
  { guildRole, gives }: { readonly guildRole: string; readonly gives: GivenRole | 'none' },
  by: { readonly at: Ms; readonly who: string },
): readonly MembershipRow[] {
  const after = new Map(guildRoles.gives);
  if (gives === 'none') after.delete(guildRole);
  else after.set(guildRole, gives);
  const follow = [...people.values()].flatMap((member) => turned(member, after, member.held?.roles ?? [], by));
  return [{ type: 'guildRole', at: by.at, guildRole, gives, who: by.who }, ...follow];
}

/** The row that takes a person off who is there by a Discord role of this account alone; none for anybody else. */
export function replaced({ people }: Pick<Membership, 'people'>, account: string, at: Ms, who: string): readonly MembershipRow[] {
  const member = memberOf(people, account);
  return member?.held?.account === account ? turned(member, new Map(), [], { at, who }) : [];
}
