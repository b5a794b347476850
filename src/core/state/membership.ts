import type { EventOf } from '../facts/events.ts';
import type { GivenRole, Role } from '../facts/roles.ts';
import type { MembershipRow } from '../facts/statements.ts';
import type { Ms } from '../time.ts';
import { lookOf } from './lookalikes.ts';
import { type Member, memberOf } from './people.ts';

/** What is known of the list: the part of the desk's state that these look at. */
export type Membership = {
  readonly people: ReadonlyMap<string, Member>;
  /** Every account that has ever been on the list. */
  readonly knownAccounts: ReadonlySet<string>;
  readonly numbers: { readonly person: number };
  readonly guildRoles: { readonly gives: ReadonlyMap<string, GivenRole>; readonly barred: ReadonlySet<string> };
};

const LONGEST_NAME = 32;
/** Who the desk's own rows are by: nobody may be called so, or the audit could not tell them apart. */
const TAKEN: readonly string[] = ['terminal', 'desk', 'configuration', 'pairing', 'environment', 'others'];

/**
 * A name as it may stand in rows and messages: letters, digits and single blanks, short. Empty where nothing is left that can be seen:
 * some letters are drawn as nothing, and marks and signs alone name nobody.
 */
export const plainName = (text: string): string => {
  const plain = text
    .replace(/\p{Default_Ignorable_Code_Point}/gu, '')
    .replace(/[^\p{L}\p{M}\p{N} ._-]/gu, ' ')
    .replace(/\s+/g, ' ');
  const name = Array.from(plain.trim()).slice(0, LONGEST_NAME).join('').trim();
  return /[\p{L}\p{N}]/u.test(name) ? name : '';
};

/** Whether the audit, or who reads it, would mistake the name for somebody else's. */
export const isNameTaken = (people: Membership['people'], name: string): boolean =>
  [...TAKEN, ...[...people.values()].map((member) => member.name)].some(
    (one) => one.toLowerCase() === name.toLowerCase() || lookOf(one) === lookOf(name),
  );

/** The name that a platform shows, made one that is free. */
function freeName(people: Membership['people'], shown: string): string {
  const plain = plainName(shown);
  const name = plain === '' ? 'somebody' : plain;
  for (let i = 1; ; i++) {
    const tried = i === 1 ? name : `${name} ${i}`;
    if (!isNameTaken(people, tried)) return tried;
  }
}

type Joining = {
  readonly at: Ms;
  readonly role: Role;
  readonly name: string;
  readonly account: string;
  readonly who: string;
  readonly held?: EventOf<'person'>['held'];
};

/** The rows by which somebody new is put on the list, under a number that nobody has had. */
export function joinedBy({ people, numbers }: Pick<Membership, 'people' | 'numbers'>, given: Joining): readonly MembershipRow[] {
  const { at, role, name, account, who, held } = given;
  const person = `p${numbers.person + 1}`;
  return [
    { type: 'person', at, person, name: freeName(people, name), role, who, ...(held === undefined ? {} : { held }) },
    { type: 'linked', at, person, account, on: true, who },
  ];
}

const adminsOf = (people: Membership['people']): readonly Member[] => [...people.values()].filter(({ role }) => role === 'admin');

/** Whether no admin could be reached on a chat any more if this one were not. */
export const isLastAdmin = (people: Membership['people'], person: string): boolean =>
  people.get(person)?.role === 'admin' && adminsOf(people).every(({ id, accounts }) => id === person || accounts.size === 0);

/** Whether any admin can be reached on a chat; while none can, a pairing code is offered. */
export const hasAdminOnChat = (people: Membership['people']): boolean =>
  adminsOf(people).some(({ accounts }) => accounts.size > 0);

/**
 * The rows that make admins of the accounts that the configuration names, where none of them has ever been on the list: whoever was
 * taken off it or given another role stays so. New ones speak for one person together, and for the admin that is there already where
 * it is one: were they two, one human with two accounts could approve twice. Where several admins are there, nobody knows whose it is.
 */
export function configuredAdmins(state: Membership, accounts: readonly string[], at: Ms): readonly MembershipRow[] {
  const who = 'configuration';
  const [first, ...more] = accounts.filter((account) => !state.knownAccounts.has(account));
  if (first === undefined) return [];
  const linked = (person: string, account: string): MembershipRow => ({ type: 'linked', at, person, account, on: true, who });
  const onChat = adminsOf(state.people).filter((admin) => admin.accounts.size > 0);
  const owner =
    accounts.flatMap((account) => memberOf(state.people, account) ?? [])[0] ?? (onChat.length === 1 ? onChat[0] : undefined);
  if (owner !== undefined) return [first, ...more].map((account) => linked(owner.id, account));
  if (onChat.length > 0) return [];
  const joined = joinedBy(state, { at, role: 'admin', name: 'admin', account: first, who });
  return [...joined, ...more.map((account) => linked(`p${state.numbers.person + 1}`, account))];
}
