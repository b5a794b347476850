import type { EventOf } from '../facts/events.ts';
import type { Plan } from '../facts/plan.ts';
import { shortName } from '../reply/format.ts';
import type { RiskView } from '../risk/rule.ts';
import { DESK } from '../state/position.ts';
import type { Proposal } from '../state/proposals.ts';
import type { Recorder } from '../state/recording.ts';
import type { Ms } from '../time.ts';
import { displacedBy } from './conflicts.ts';

type Options = { readonly recorder: Recorder<EventOf<'proposal'>>; readonly view: RiskView; readonly now: Ms };

/** Writes down what became of a card, by whom and why. */
export const endCard = (
  { id }: Proposal,
  to: EventOf<'proposal'>['to'],
  { who, why }: { readonly who: string; readonly why: string },
  { recorder, now }: Pick<Options, 'recorder' | 'now'>,
): void => recorder.emit({ type: 'proposal', at: now, proposal: id, to, who, why });

/**
 * Ends the open cards that a plan which was just entered leaves no room for; `view` is from before. `by` is its card, where there was one,
 * else whoever entered it.
 */
export function displace(entered: Plan, by: string, options: Options): void {
  const what = entered.legs.map(({ symbol }) => shortName(symbol)).join(' and ');
  for (const { proposal, why } of displacedBy(entered, options.recorder.state, options.view))
    endCard(proposal, 'displaced', { who: DESK, why: `${by} took the slot with ${what}: ${why}` }, options);
}
