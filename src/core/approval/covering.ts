import type { EventOf } from '../facts/events.ts';
import type { Plan } from '../facts/plan.ts';
import { type Fixed, ZERO } from '../money.ts';
import type { Account } from '../state/account.ts';
import type { Grant } from '../state/grants.ts';
import { total } from '../state/notional.ts';
import type { DeskState } from '../state/state.ts';
import type { Ms } from '../time.ts';
import { mayApprove, peopleNeeded, planNotional } from './quorum.ts';

/** What the positions of a grant have lost so far, each by itself: a gain gives no room back. Net of fees once closed. */
export function lossOf({ positions, lost }: Grant, account: Account): Fixed {
  const open = [...account.positions.values()].filter(({ id }) => positions.has(id));
  return lost + total(open, ({ realised }) => (realised < ZERO ? -realised : ZERO));
}

/** Why a grant covers nothing any more, whatever comes; undefined while it may. */
function usedUp({ over, decisions, count, used, total: most }: Grant): string | undefined {
  if (over !== undefined) return over;
  if (decisions.size >= count) return `all ${count} entries were made`;
  return used >= most ? 'its whole amount was entered' : undefined;
}

/** Why a grant covers nothing now, but for its time; undefined while it stands. */
export function spent(grant: Grant, state: DeskState): string | undefined {
  const end = usedUp(grant);
  if (end !== undefined) return end;
  if (lossOf(grant, state.account) >= grant.loss) return 'its loss was reached';
  return mayApprove(state, grant.who) ? undefined : `${grant.name} may no longer approve`;
}

/** Grants that stand now, oldest first. */
export const standing = (state: DeskState, now: Ms): readonly Grant[] =>
  [...state.grants.values()].filter((grant) => grant.until > now && spent(grant, state) === undefined);

/** The grant under which a plan may be entered without asking. What takes two people, no grant of one person can stand for. */
export function covering(plan: Plan, state: DeskState, now: Ms): Grant | undefined {
  const notional = planNotional(plan);
  if (peopleNeeded({ plan, original: notional }, state, now) > 1) return undefined;
  return standing(state, now).find(
    ({ symbol, each, total: most, used }) =>
      notional <= each && used + notional <= most && plan.legs.every((leg) => symbol === undefined || leg.symbol === symbol),
  );
}

const ended = (grant: Grant, at: Ms, why: string): EventOf<'grantEnded'> => ({
  type: 'grantEnded',
  at,
  grant: grant.id,
  who: 'desk',
  why,
});

/** Whether a grant stands for the answers of somebody who is away: its time is over with their hours. */
const isOfAbsence = ({ id }: Grant, { aways }: Pick<DeskState, 'aways'>): boolean =>
  [...aways.values()].some(({ absence }) => absence?.grant === id);

/** The ends of grants that have come to theirs. */
export const grantsDue = (state: DeskState, now: Ms): readonly EventOf<'grantEnded'>[] =>
  [...state.grants.values()].flatMap((grant) => {
    if (isToldWithHours(grant, state)) return [];
    const why = spent(grant, state) ?? (grant.until <= now ? 'its time is over' : undefined);
    return why === undefined ? [] : [ended(grant, now, why)];
  });

/**
 * Whether the end of a grant is left to that of the hours that it is of. What could be undone, a lock that runs out or a loss that is won
 * back, is written down at once: what has ended stays so.
 */
export function isToldWithHours(grant: Grant, state: DeskState): boolean {
  return isOfAbsence(grant, state) && (usedUp(grant) !== undefined || spent(grant, state) === undefined);
}

/** No grant outlives the process that it was given in. */
export const endAtRestart = (state: DeskState, now: Ms): readonly EventOf<'grantEnded'>[] =>
  [...state.grants.values()].map((grant) => ended(grant, now, 'the desk was started again'));
