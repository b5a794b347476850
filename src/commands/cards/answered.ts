import { planLines } from '../../core/alerts/planLines.ts';
import type { Answered } from '../../core/approval/outcome.ts';
import type { Read } from '../../core/desk/read.ts';
import { shortName } from '../../core/reply/format.ts';
import type { Reply } from '../../core/reply/reply.ts';
import { proposalTopic } from '../../core/reply/topics.ts';
import type { Proposal } from '../../core/state/proposals.ts';
import { clockTime, dateOf, durationText, type Ms } from '../../core/time.ts';
import { submittedReply } from './submitted.ts';

const WORDS: Readonly<Record<Proposal['status'], string>> = {
  waiting: 'waits for an answer',
  approved: 'has been approved',
  rejected: 'has been rejected',
  expired: 'has expired',
  refused: 'was approved and then refused by the risk rules',
  replaced: 'has been replaced by a new card',
  done: 'has been approved already',
};

const when = (at: Ms): string => `${dateOf(at)} ${clockTime(at)} UTC`;

/** What to say of an answer that comes too late; undefined while the proposal waits. */
function lateReply(asked: Proposal, desk: Read): Reply | undefined {
  const late = asked.status === 'waiting' && asked.answerBy <= desk.now();
  if (asked.status === 'waiting' && !late) return undefined;
  const status = late ? 'expired' : asked.status;
  const leg = asked.plan.legs[0];
  return {
    title: `${asked.id} ${WORDS[status]}`,
    lines: [
      late
        ? `It was to be answered by ${when(asked.answerBy)}`
        : `By ${asked.who}, ${when(asked.endedAt)}${asked.why === '' ? '' : `: ${asked.why}`}`,
      'Nothing was done now; a card is answered once, in its time',
      leg === undefined ? 'Example: /approvals' : `Example: /${leg.side} ${shortName(leg.symbol)} 1000`,
    ],
    topic: proposalTopic(asked.id),
    outcome: 'refused',
    buttons: [{ label: 'Approvals', line: '/approvals' }],
  };
}

type Given = {
  readonly id: string;
  /** Who answered. */
  readonly by: string;
  /** The card as it stood before. */
  readonly before: Proposal;
  /** What ended it, where it has ended. */
  readonly why: string;
  readonly outcome: Answered;
};

/** What became of an answer to a card. */
export function answeredReply({ id, by, before, why, outcome }: Given, desk: Read): Reply {
  const late = lateReply(before, desk);
  if (late !== undefined) return late;
  const topic = proposalTopic(id);
  const [leg] = before.plan.legs;
  switch (outcome.kind) {
    case 'rejected': {
      const closed = leg === undefined ? 'It' : `${shortName(leg.symbol)} ${leg.side === 'buy' ? 'long' : 'short'}`;
      return {
        title: `✗ ${id} rejected by ${by}`,
        lines: [...(why === '' ? [] : [why]), `${closed} is not asked for again for 4 h`],
        topic,
      };
    }
    case 'counted':
      return {
        title: `${outcome.proposal} approved by ${by}, ${outcome.have} of ${outcome.needed}`,
        lines: [
          ...(outcome.proposal === id ? [] : planLines(outcome.plan, desk)),
          `It takes another person, within ${durationText(outcome.answerBy - desk.now())}`,
        ],
        topic: proposalTopic(outcome.proposal),
      };
    case 'entered':
      return {
        ...submittedReply(id, outcome, desk),
        title: `✅ ${id} approved by ${by}${why === 'halved' ? ', half of it' : ''}`,
        topic,
      };
    case 'asked': {
      const reply = submittedReply(id, outcome, desk);
      return {
        ...reply,
        title: `${id} is now ${outcome.proposal}`,
        lines: [`A new card, because ${becauseOf(why, before)}`, ...reply.lines],
      };
    }
    case 'refused':
      if (desk.state().proposals.get(id)?.status === 'waiting')
        return {
          title: `${id} is not approved by this`,
          lines: [outcome.why, 'It still waits for an answer', `Example: /reject ${id}`],
          topic,
          outcome: 'refused',
        };
      return { ...submittedReply(id, outcome, desk), topic };
    default:
      return { ...submittedReply(id, outcome, desk), topic };
  }
}

const becauseOf = (why: string, { id }: Proposal): string => (why === 'halved' ? `${id} was halved` : why);
