import type { Answered, Given, Submitted } from '../approval/outcome.ts';
import type { Plan } from '../facts/plan.ts';
import type { PeopleStatement, Statement, Stating } from '../facts/statements.ts';
import type { Desk, People, Process } from './desk.ts';
import type { Read } from './read.ts';

/**
 * What a command may set going. All of it is stated by whoever gave the command, in the chat where they gave it: a command has no
 * other name to state anything by. What rejects, and with what, is that of `Act` and `People`.
 */
type OwnAct = {
  readonly who: Given['who'];
  act(...statements: readonly Statement[]): Promise<void>;
  register(...statements: readonly PeopleStatement[]): Promise<void>;
  submit(plan: Plan): Promise<Submitted>;
  answer(proposal: string, given: Omit<Given, 'who'>): Promise<Answered>;
};

/** The desk as a command is given it that changes something. */
export type OwnDesk = Read & Process & Omit<People, 'register'> & OwnAct;

/** The desk in the hands of one person. */
export function ownDesk(desk: Desk, who: Stating & Given['who']): OwnDesk {
  const by: Stating = { id: who.id, ...(who.place === undefined ? {} : { place: who.place }) };
  const own: OwnAct = {
    who: { id: who.id, name: who.name, role: who.role },
    act: (...statements) => desk.act(by, ...statements),
    register: (...statements) => desk.register(by, ...statements),
    submit: (plan) => desk.submit(plan, by),
    answer: (proposal, given) => desk.answer(proposal, { ...given, who }),
  };
  return { ...desk, ...own };
}
