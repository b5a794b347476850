import type { AwayPolicy } from '../state/away.ts';
import { type Member, nameOf, zoneFor } from '../state/people.ts';
import type { DeskState } from '../state/state.ts';
import type { Ms } from '../time.ts';
import { type DayHours, hoursAround } from '../zone.ts';
import { mayAnswer } from './quorum.ts';

/** Whether somebody would be away in some of another one's hours. */
function overlaps(hours: DayHours, person: string, other: string, state: DeskState, now: Ms): boolean {
  const theirs = state.aways.get(other)?.policy;
  if (theirs === undefined) return false;
  const mine = hoursAround(hours, zoneFor(state, person), now);
  return hoursAround(theirs, zoneFor(state, other), mine.from).from < mine.until;
}

/** Whose asks come to somebody in hours in which they would be away themselves, by name. */
export const leftBy = (hours: DayHours, person: string, state: DeskState, now: Ms): readonly string[] =>
  [...state.aways].flatMap(([other, { policy }]) =>
    policy?.means.kind === 'delegate' && policy.means.to === person && overlaps(hours, person, other, state, now)
      ? [nameOf(state.people, other)]
      : [],
  );

/** Why somebody cannot answer in another one's place in those hours; undefined where they can. A delegate is there, so there are no chains. */
export function unfitDelegate(
  { id: to, name, accounts }: Member,
  { person, hours }: { readonly person: string; readonly hours: Pick<AwayPolicy, 'from' | 'to'> },
  state: DeskState,
  now: Ms,
): { readonly wrong: string; readonly expected: string } | undefined {
  if (to === person) return { wrong: 'You cannot stand in for yourself', expected: 'Expected somebody else who may approve' };
  if (!mayAnswer(state, to))
    return { wrong: `${name} may not approve`, expected: 'Expected an approver or admin; /users lists them' };
  if (accounts.size === 0)
    return { wrong: `${name} has no account on a chat`, expected: 'Expected somebody whom asks can reach' };
  if (overlaps(hours, person, to, state, now))
    return { wrong: `${name} is away in some of these hours too`, expected: 'A delegate is there: expected somebody else' };
  const [left] = leftBy(hours, person, state, now);
  if (left !== undefined)
    return { wrong: `${left}'s asks come to you then`, expected: 'Delegates make no chain: expected other hours' };
  return undefined;
}
