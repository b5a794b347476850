import type { Proposal } from '../../core/approval/proposal.ts';
import type { Desk } from '../../core/desk.ts';
import { shortName } from '../../core/figures.ts';
import type { Reply } from '../../core/reply.ts';
import { clockTime, dateOf, type Ms } from '../../core/time.ts';

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
export function lateReply(asked: Proposal, desk: Desk): Reply | undefined {
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
    topic: `proposal ${asked.id}`,
    outcome: 'refused',
    buttons: [{ label: 'Approvals', line: '/approvals' }],
  };
}
