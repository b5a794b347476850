import type { DeepReadonly } from '../facts/deepReadonly.ts';
import type { DeskEvent, EventOf } from '../facts/events.ts';
import { mayAct } from '../facts/roles.ts';
import { type Fixed, fixed, ZERO } from '../money.ts';
import type { Ms } from '../time.ts';
import type { AwaysByPerson } from './away.ts';
import { notionalOf, total } from './notional.ts';
import { type MembersById, nameOf } from './people.ts';

/** Leave to enter without asking, inside bounds; amounts in quote currency. */
export type MutableGrant = {
  /** `G1`: never reused. */
  readonly id: string;
  /** The only symbol it is for; undefined for any. */
  readonly symbol: string | undefined;
  /** Largest notional of one entry. */
  readonly each: Fixed;
  readonly count: number;
  readonly total: Fixed;
  /** Realised loss of its positions at which it ends. */
  readonly loss: Fixed;
  readonly until: Ms;
  /** Who gave it, by id and by name. */
  readonly who: string;
  readonly name: string;
  /** Notional entered under it. */
  used: Fixed;
  /** Entries made under it. */
  readonly decisions: Set<string>;
  /** Open positions that those opened. */
  readonly positions: Set<number>;
  /** What the closed ones have lost, each by itself, net of fees. */
  lost: Fixed;
  /** Why it covers nothing any more, from the event on that ended it; undefined while it stands. */
  over: string | undefined;
};

/** A grant as its readers see it. */
export type Grant = DeepReadonly<MutableGrant>;

/**
 * Applies one event to the grants, in place; who is away is known as of before it. A halt, other settings, or the giver's loss of the role
 * end them at that event.
 */
export function applyToGrants(
  grants: Map<string, MutableGrant>,
  { aways, people }: { readonly aways: AwaysByPerson; readonly people: MembersById },
  event: DeskEvent,
): void {
  switch (event.type) {
    case 'grant':
      grants.set(event.grant, grantOf(event));
      break;
    case 'grantEnded':
      grants.delete(event.grant);
      break;
    case 'awayBegan': {
      const means = aways.get(event.person)?.policy?.means;
      if (event.grant === undefined || means?.kind !== 'grant') break;
      const { at, grant, until, person } = event;
      const { each, count, total: most, loss } = means;
      const bounds = { each, count, total: most, loss };
      grants.set(grant, grantOf({ type: 'grant', at, grant, ...bounds, until, who: person, name: nameOf(people, person) }));
      break;
    }
    case 'awayEnded':
      if (event.grant !== undefined) grants.delete(event.grant);
      break;
    case 'away': {
      const standing = aways.get(event.who)?.absence?.grant;
      end(grants, 'the hours away were stated anew', ({ id }) => id === standing);
      break;
    }
    case 'cleared': {
      const grant = event.grant === undefined ? undefined : grants.get(event.grant);
      if (grant === undefined) break;
      grant.decisions.add(event.plan.decision);
      grant.used += total(event.plan.legs, notionalOf);
      break;
    }
    case 'positionOpened':
      for (const grant of grants.values()) if (grant.decisions.has(event.decision)) grant.positions.add(event.position);
      break;
    case 'positionClosed':
      for (const grant of grants.values()) {
        const profit = fixed(event.profit);
        if (grant.positions.delete(event.position) && profit < ZERO) grant.lost -= profit;
      }
      break;
    case 'halted':
      end(grants, `${event.halt} halt`);
      break;
    case 'settings':
      end(grants, 'the settings were changed');
      break;
    case 'person':
      if (event.role === 'none' || !mayAct(event.role, 'approver'))
        end(grants, `${event.name} may no longer approve`, (grant) => grant.who === event.person);
      break;
    default:
      break;
  }
}

const grantOf = (event: EventOf<'grant'>): MutableGrant => ({
  id: event.grant,
  symbol: event.symbol,
  each: fixed(event.each),
  count: event.count,
  total: fixed(event.total),
  loss: fixed(event.loss),
  until: event.until,
  who: event.who,
  name: event.name,
  used: ZERO,
  decisions: new Set(),
  positions: new Set(),
  lost: ZERO,
  over: undefined,
});

function end(grants: Map<string, MutableGrant>, why: string, of: (grant: MutableGrant) => boolean = () => true): void {
  for (const grant of grants.values()) if (of(grant)) grant.over ??= why;
}
