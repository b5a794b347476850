import type { Plan } from '../facts/plan.ts';
import { mayAct } from '../facts/roles.ts';
import { type Fixed, fromNumber, max } from '../money.ts';
import { baseOf } from '../reply/format.ts';
import { lockOf } from '../state/locks.ts';
import { notionalOf, total } from '../state/notional.ts';
import { roleNow, TERMINAL } from '../state/people.ts';
import { DESK } from '../state/position.ts';
import type { Proposal, Vote } from '../state/proposals.ts';
import type { DeskState } from '../state/state.ts';
import { DAY, type Ms } from '../time.ts';

/** What of a card its quorum hangs on. */
export type Asked = Pick<Proposal, 'plan' | 'by' | 'original' | 'votes'>;

/** All legs together, quote currency. */
export const planNotional = (plan: Plan): Fixed => total(plan.legs, notionalOf);

/** Whether somebody may answer now: the role is looked up at each answer and again at the execution. */
export function mayAnswer(state: DeskState, person: string): boolean {
  const role = roleNow(state.people, person);
  return role !== undefined && mayAct(role, 'approver');
}

/** Whether somebody's yes counts now: it does not while they are locked by their own word. */
export const mayApprove = (state: DeskState, person: string): boolean =>
  mayAnswer(state, person) && lockOf(state, person) === undefined;

/**
 * How many people must approve. The threshold is judged on what the first card of a chain asked for, and on what was added to
 * its coins in 24 h, whether or not all of that was filled: neither halving nor splitting, over spot and perpetual either, evades it.
 */
export function peopleNeeded({ plan, original }: Pick<Asked, 'plan' | 'original'>, state: DeskState, now: Ms): 1 | 2 {
  const { twoAbove } = state.settings.values.approval;
  if (twoAbove === undefined) return 1;
  const coins = new Set(plan.legs.map(({ symbol }) => baseOf(symbol)));
  const recent = state.added.filter(({ symbol, at }) => coins.has(baseOf(symbol)) && at > now - DAY);
  const judged = max(original, planNotional(plan)) + total(recent, ({ notional }) => notional);
  return judged > fromNumber(twoAbove) ? 2 : 1;
}

/** Whether two givers may be one person: the same one, or the terminal and an admin, who may well sit at it. */
export const maybeOne = (a: string, b: string, { people }: Pick<DeskState, 'people'>): boolean =>
  a === b || (a === TERMINAL && people.get(b)?.role === 'admin') || (b === TERMINAL && people.get(a)?.role === 'admin');

const isProposer = (asked: Pick<Asked, 'by'>, person: string, state: DeskState): boolean =>
  maybeOne(asked.by, person, state) && !state.settings.values.approval.self;

/** Whether somebody may approve what they asked for themselves, which takes its amount typed again. */
export const isOwnToApprove = (asked: Pick<Asked, 'by'>, person: string, state: DeskState): boolean =>
  maybeOne(asked.by, person, state) && state.settings.values.approval.self;

/** Some people, without the terminal where somebody else among them may be the one who sits at it. */
export const apart = (people: readonly string[], state: DeskState): readonly string[] =>
  people.filter((one) => one !== TERMINAL || !people.some((other) => other !== one && maybeOne(one, other, state)));

/** The approvals that count now, one a person: those of people who may still approve and did not ask for it themselves. */
export function approvals(asked: Asked, state: DeskState): readonly Vote[] {
  const people = new Map(
    asked.votes
      .filter((vote) => vote.answer === 'approve' && mayApprove(state, vote.who) && !isProposer(asked, vote.who, state))
      .map((vote) => [vote.who, vote]),
  );
  return apart([...people.keys()], state).flatMap((person) => people.get(person) ?? []);
}

/** How many people there are who can approve it, whoever sits at the terminal being one of them. */
const able = (asked: Pick<Asked, 'by'>, state: DeskState): number =>
  apart(
    [TERMINAL, ...state.people.keys()].filter((person) => mayApprove(state, person) && !isProposer(asked, person, state)),
    state,
  ).length;

/** What a card says of the people it needs; undefined where any one approver will do and there is one. */
export function quorumText(asked: Asked, state: DeskState, now: Ms): string | undefined {
  const needed = peopleNeeded(asked, state, now);
  const can = able(asked, state);
  if (can < needed) {
    const who = can === 0 ? 'nobody' : 'only one person';
    const instead = asked.by === DESK ? '' : ', or /config approval.self true';
    return `It takes ${needed === 2 ? 'two people' : 'somebody else'} and ${who} can: /users adds one${instead}`;
  }
  return needed === 2 ? `It takes two people; ${approvals(asked, state).length} of 2 so far` : undefined;
}

/** The same in a few words, for a card. */
export function quorumWords(asked: Asked, state: DeskState, now: Ms): string | undefined {
  const needed = peopleNeeded(asked, state, now);
  const can = able(asked, state);
  if (can < needed) return `${needed === 2 ? 'two people' : 'somebody else'}, ${can === 0 ? 'nobody' : 'only one'} can`;
  return needed === 2 ? `two people, ${approvals(asked, state).length} of 2` : undefined;
}
