import type { EventOf } from '../core/facts/events.ts';
import { mayAct } from '../core/facts/roles.ts';
import type { DeskState } from '../core/state/state.ts';
import { type ChatAccount, type Place, type Platform, placeOn } from './chat.ts';

/** Who is called by name where an alert is told aloud: admins to what is critical, those who may countersign to a card that asks. */
export function called(
  alert: EventOf<'alert'>,
  { platform, place }: { readonly platform: Platform; readonly place: Place },
  { people, proposals }: Pick<DeskState, 'people' | 'proposals'>,
): readonly ChatAccount[] {
  if (alert.test === true) return [];
  const asked = alert.urgent === true ? proposals.get(alert.about?.proposal ?? '') : undefined;
  const role = alert.severity === 'critical' ? 'admin' : asked === undefined ? undefined : 'approver';
  if (role === undefined) return [];
  return [...people.values()]
    .filter((member) => mayAct(member.role, role) && member.id !== asked?.by)
    .flatMap(({ accounts }) => [...accounts])
    .flatMap((account) => placeOn(platform, account) ?? [])
    .filter((account) => account !== place);
}
