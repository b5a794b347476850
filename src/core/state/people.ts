import type { DeepReadonly } from '../facts/deepReadonly.ts';
import type { DeskEvent, EventOf } from '../facts/events.ts';
import type { Role } from '../facts/roles.ts';

/** The id of whoever sits at the terminal and so owns the desk: never on the list. */
export const TERMINAL = 'terminal';

/** Somebody on the list, with the accounts on chat platforms that speak for them. */
export type MutableMember = {
  /** `p1`: never reused. */
  readonly id: string;
  name: string;
  role: Role;
  /** `telegram:12345`, by numeric id. */
  readonly accounts: Set<string>;
  /** Time zone by its IANA name, in which times are shown to them; UTC unless they have chosen. */
  zone: string;
  /** By which roles of the Discord server they are on the list; undefined for whoever was listed by hand. */
  held?: EventOf<'person'>['held'];
};

/** Somebody on the list, as readers see them. */
export type Member = DeepReadonly<MutableMember>;

/** Who gives an order or an answer: somebody on the list, or the terminal. */
export type Actor = Pick<Readonly<MutableMember>, 'id' | 'name' | 'role'>;

/** Everybody on the list, by id. */
export type MembersById = Map<string, MutableMember>;

/** Applies one event to the list, in place. An account speaks for one person: whoever links it last. */
export function applyToPeople(people: MembersById, event: DeskEvent): void {
  if (event.type === 'person') {
    const known = people.get(event.person);
    if (event.role === 'none') people.delete(event.person);
    else if (known === undefined)
      people.set(event.person, {
        id: event.person,
        name: event.name,
        role: event.role,
        accounts: new Set(),
        zone: 'UTC',
        held: event.held,
      });
    else Object.assign(known, { name: event.name, role: event.role, held: event.held });
    return;
  }
  if (event.type === 'linked') {
    for (const member of people.values()) member.accounts.delete(event.account);
    if (event.on) people.get(event.person)?.accounts.add(event.account);
    return;
  }
  if (event.type !== 'zone') return;
  const member = people.get(event.person);
  if (member !== undefined) member.zone = event.zone;
}

/** Whom an account speaks for; nobody when it is not on the list. */
export function memberOf(people: ReadonlyMap<string, Member>, account: string): Member | undefined {
  for (const member of people.values()) if (member.accounts.has(account)) return member;
  return undefined;
}

/** Who is called so on the list, by id or by name in any case. */
export const memberNamed = (people: ReadonlyMap<string, Member>, text: string): Member | undefined =>
  people.get(text.toLowerCase()) ?? [...people.values()].find(({ name }) => name.toLowerCase() === text.toLowerCase());

/** What somebody is called on the list; who is not on it by their id. */
export const nameOf = (people: ReadonlyMap<string, Member>, id: string): string => people.get(id)?.name ?? id;

/** The time zone in which somebody is shown times: UTC until they have chosen. */
export const zoneFor = (
  { people, terminalZone }: { readonly people: ReadonlyMap<string, Member>; readonly terminalZone: string },
  id: string,
): string => (id === TERMINAL ? terminalZone : (people.get(id)?.zone ?? 'UTC'));

/** The role that somebody has now; undefined for whoever is not on the list. The terminal is never taken off. */
export const roleNow = (people: ReadonlyMap<string, Member>, id: string): Role | undefined =>
  id === TERMINAL ? 'admin' : people.get(id)?.role;
