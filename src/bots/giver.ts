import type { Person } from '../core/command.ts';
import { type Member, TERMINAL } from '../core/people.ts';

/** Whoever sits at the terminal owns the desk. */
export const OWNER: Person = { id: TERMINAL, name: TERMINAL, role: 'admin' };

/** Somebody of the list as commands see them, with the role that they have now; undefined for whom is not on it. */
export function giverOf(people: ReadonlyMap<string, Member>, id: string): Person | undefined {
  if (id === TERMINAL) return OWNER;
  const member = people.get(id);
  return member === undefined ? undefined : { id: member.id, name: member.name, role: member.role };
}
