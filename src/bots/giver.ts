import type { Person } from '../core/command.ts';
import type { EventOf } from '../core/events.ts';
import { type Member, TERMINAL } from '../core/people.ts';

/** Whoever sits at the terminal owns the desk. */
export const OWNER: Person = { id: TERMINAL, name: TERMINAL, role: 'admin' };

/** Whoever gave a recorded command, in the chat in which they gave it; the owner where they are not on the list any more. */
export function giverOf(people: ReadonlyMap<string, Member>, { who, place }: Pick<EventOf<'command'>, 'who' | 'place'>): Person {
  const giver = personOf(people, who) ?? OWNER;
  return place === undefined ? giver : { ...giver, place };
}

/** Somebody of the list as commands see them, with the role that they have now; undefined for whom is not on it. */
function personOf(people: ReadonlyMap<string, Member>, id: string): Person | undefined {
  if (id === TERMINAL) return OWNER;
  const member = people.get(id);
  return member === undefined ? undefined : { id: member.id, name: member.name, role: member.role };
}
