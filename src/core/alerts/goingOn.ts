import { proposalTopic } from '../reply/topics.ts';
import type { Said } from './alert.ts';
import type { AlertDesk } from './alertDesk.ts';

/** The card that a decision was asked with goes on with what has come of it; nothing where nobody was asked. */
export function goingOn(
  decision: string | undefined,
  desk: Pick<AlertDesk, 'state'>,
  says: 'title' | 'titleAndResult' = 'title',
): Pick<Said, 'adds'> {
  const card = [...desk.state().proposals.values()].find(({ plan }) => plan.decision === decision);
  return card === undefined ? {} : { adds: { cards: [proposalTopic(card.id)], says } };
}
