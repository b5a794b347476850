import { wholeOf } from '../approval/rebind.ts';
import { proposalTopic } from '../reply/topics.ts';
import type { Said } from './alert.ts';
import type { AlertDesk } from './alertDesk.ts';

/** The card that a decision was asked with, the whole or a half of it, goes on with what has come of it; nothing where nobody was asked. */
export function goingOn(
  decision: string | undefined,
  desk: Pick<AlertDesk, 'state'>,
  says: 'title' | 'titleAndResult' = 'title',
): Pick<Said, 'adds'> {
  const whole = decision === undefined ? undefined : wholeOf(decision);
  const cards = [...desk.state().proposals.values()].filter(({ plan }) => plan.decision === decision || plan.decision === whole);
  return cards.length === 0 ? {} : { adds: { cards: cards.map(({ id }) => proposalTopic(id)), says } };
}
