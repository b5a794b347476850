import type { Person } from '../core/desk/command.ts';
import type { Desk } from '../core/desk/desk.ts';
import type { EventOf } from '../core/facts/events.ts';
import { type Member, TERMINAL } from '../core/state/people.ts';
import type { Router } from './router.ts';

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

/**
 * Answers each line for its giver as they are at its turn: a line may wait behind the very one that takes its giver off the list or
 * lowers their role.
 */
export const answerNow =
  (router: Pick<Router, 'answer'>, desk: Pick<Desk, 'state'>): Router['answer'] =>
  async (line, who, way) => {
    const giver = personOf(desk.state().people, who.id);
    if (giver !== undefined) return router.answer(line, { ...who, ...giver }, way);
    const reply = { title: 'You are no longer on the list', lines: ['Nothing was done'], outcome: 'refused' } as const;
    return { command: undefined, outcome: 'refused', reply };
  };
