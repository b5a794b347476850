import type { Answered, Given, Submitted } from '../approval/outcome.ts';
import type { Plan } from '../facts/plan.ts';
import type { PeopleStatement, Statement, Stating } from '../facts/statements.ts';
import type { Desk, Identification, LinkCode, Looking } from './desk.ts';
import type { OneTimeCodes } from './oneTimeCodes.ts';

/** How whoever gave a command is known. Nobody else's code is to be had: by it another account would speak for them. */
export type OwnIdentification = {
  readonly oneTimeCodes: { has(): Promise<boolean> };
  /** A code by which another account of theirs is joined. */
  linkCode(): ReturnType<LinkCode>;
};

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
  readonly oneTimeCodes: {
    has(): Promise<boolean>;
    begin(): ReturnType<OneTimeCodes['begin']>;
    confirm(code: string): ReturnType<OneTimeCodes['confirm']>;
  };
};

/** The desk as a command is given it that changes something. */
export type OwnDesk = Looking & OwnIdentification & OwnAct;

/**
 * The desk to look at, and nothing else of it: what is not named here is not there, whatever a caller asks the object for. A question,
 * a completion and a reading of words are given this.
 */
export const lookingDesk = (desk: Looking): Looking => ({
  account: desk.account,
  label: desk.label,
  version: desk.version,
  market: desk.market,
  now: desk.now,
  state: desk.state,
  risk: desk.risk,
  equity: desk.equity,
  ranked: desk.ranked,
  why: desk.why,
  study: desk.study,
  requestId: desk.requestId,
  history: desk.history,
  queries: desk.queries,
  configured: desk.configured,
  jobs: desk.jobs,
  health: desk.health,
  logs: desk.logs,
  review: desk.review,
});

/** The desk as a command is given it that only looks. */
export const ownLooking = (desk: Looking & Identification, { id }: Stating): Looking & OwnIdentification => ({
  ...lookingDesk(desk),
  oneTimeCodes: { has: () => desk.oneTimeCodes.has(id) },
  linkCode: () => desk.linkCode(id),
});

/** The desk in the hands of one person. */
export function ownDesk(desk: Desk, who: Stating & Given['who']): OwnDesk {
  const { id, name, role, place } = who;
  const by: Stating = { id, ...(place === undefined ? {} : { place }) };
  const own: OwnAct = {
    who: { id, name, role },
    act: (...statements) => desk.act(by, ...statements),
    register: (...statements) => desk.register(by, ...statements),
    submit: (plan) => desk.submit(plan, by),
    answer: (proposal, given) => desk.answer(proposal, { ...given, who }),
    oneTimeCodes: {
      has: () => desk.oneTimeCodes.has(id),
      begin: () => desk.oneTimeCodes.begin(id, name),
      confirm: (code) => desk.oneTimeCodes.confirm(id, code),
    },
  };
  return { ...ownLooking(desk, who), ...own };
}
