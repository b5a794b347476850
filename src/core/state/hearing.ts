import type { EventOf } from '../facts/events.ts';
import type { Loudness } from '../facts/loudness.ts';
import { mayAct } from '../facts/roles.ts';
import type { Ms } from '../time.ts';
import { awayAt } from './away.ts';
import { loudnessOf, usualNotices } from './messagePreferences.ts';
import { type Member, memberOf } from './people.ts';
import type { DeskState } from './state.ts';

/** A private chat that is told something besides. */
export type Besides = { readonly place: string; readonly silent: boolean };

/** How loud an alert comes to a place, and who is told it in private besides. */
export type Audience = { readonly loudness: Loudness; readonly besides: readonly Besides[] };

type Told = Parameters<typeof loudnessOf>[0] & Pick<EventOf<'alert'>, 'at' | 'urgent'>;
type Listeners = Pick<DeskState, 'notices' | 'people' | 'aways' | 'terminalZone'>;

/** Somebody's account on the platform of a place: that is their private chat too. */
function accountOn({ accounts }: Member, place: string): string | undefined {
  const platform = place.slice(0, place.indexOf(':') + 1);
  return [...accounts].find((account) => account.startsWith(platform));
}

/** Whoever reads a place: the one whose private chat it is, else all who may answer and have an account on its platform. */
function readersOf(place: string, { people }: Listeners): readonly Member[] {
  const alone = memberOf(people, place);
  if (alone !== undefined) return [alone];
  return [...people.values()].filter((member) => mayAct(member.role, 'approver') && accountOn(member, place) !== undefined);
}

const loudnessIn = (alert: Told, place: string, { notices }: Listeners): Loudness =>
  loudnessOf(alert, notices.get(place) ?? usualNotices(), alert.at);

/** Whom somebody who is away has named to answer in their place, where that is somebody who may. */
function delegateOf({ id }: Member, { aways, people }: Listeners): Member | undefined {
  const means = aways.get(id)?.policy?.means;
  const delegate = means?.kind === 'delegate' ? people.get(means.to) : undefined;
  return delegate !== undefined && mayAct(delegate.role, 'approver') ? delegate : undefined;
}

/**
 * Who hears what. A place makes no sound while anybody who reads it is away, but for what is critical. Where several read it, those who
 * are there are told in private what would have made one; what asks comes to the delegates of those who are away, whatever the place wants.
 */
export function heard(alert: Told, place: string, state: Listeners, now: Ms): Audience {
  const loudness = loudnessIn(alert, place, state);
  if (loudness === 'off' || alert.severity === 'critical') return { loudness, besides: [] };
  const isAway = ({ id }: Member): boolean => [alert.at, now].some((at) => awayAt(state, id, at) !== undefined);
  const readers = readersOf(place, state);
  const away = readers.filter(isAway);
  if (away.length === 0) return { loudness, besides: [] };
  const delegates = alert.urgent === true ? away.flatMap((reader) => delegateOf(reader, state) ?? []) : [];
  const told = new Set([...(loudness === 'on' ? readers : []), ...delegates]);
  const besides = [...told]
    .filter((member) => !isAway(member))
    .flatMap((member) => accountOn(member, place) ?? [])
    .flatMap((chat): readonly Besides[] => {
      const there = loudnessIn(alert, chat, state);
      return there === 'off' ? [] : [{ place: chat, silent: there === 'silent' }];
    });
  return { loudness: 'silent', besides };
}

/** The private chat, on the platform of a place, of whom an alert is about; undefined where it is about nobody or they have none. */
export function ownPlace({ about }: Pick<EventOf<'alert'>, 'about'>, place: string, { people }: Listeners): string | undefined {
  const member = people.get(about?.person ?? '');
  return member === undefined ? undefined : accountOn(member, place);
}
