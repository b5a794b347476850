import { planLines } from '../../core/alerts/planLines.ts';
import type { Submitted } from '../../core/approval/outcome.ts';
import { quorumText } from '../../core/approval/quorum.ts';
import type { Read } from '../../core/desk/read.ts';
import type { Reply } from '../../core/reply/reply.ts';
import { proposalTopic } from '../../core/reply/topics.ts';
import { clockTime, durationText } from '../../core/time.ts';

/** What became of a plan that was handed in. `name` is what the person called it by. */
export function submittedReply(name: string, outcome: Submitted, desk: Read): Reply {
  switch (outcome.kind) {
    case 'entered':
      return { title: `✅ ${name} is on its way`, lines: planLines(outcome.plan, desk) };
    case 'asked': {
      const proposal = desk.state().proposals.get(outcome.proposal);
      const people = proposal === undefined ? undefined : quorumText(proposal, desk.state(), desk.now());
      return {
        title: `${outcome.proposal} waits for an answer`,
        lines: [
          ...planLines(outcome.plan, desk),
          ...(people === undefined ? [] : [people]),
          `Answer by ${clockTime(outcome.answerBy)} UTC (${durationText(outcome.answerBy - desk.now())})`,
        ],
        topic: proposalTopic(outcome.proposal),
        buttons: [
          { label: '✓ Approve', line: `/approve ${outcome.proposal}` },
          { label: '½ Half', line: `/halve ${outcome.proposal}` },
          { label: '✗ Reject', line: `/reject ${outcome.proposal}` },
        ],
      };
    }
    case 'advised':
      return {
        title: `${name}: advice only`,
        lines: [...planLines(outcome.plan, desk), 'Authority is advise: nothing was sent', 'Example: /config authority approve'],
      };
    case 'refused':
      return {
        title: `${name} is refused`,
        lines: [outcome.why, 'Expected an order inside every limit; none gives way', 'Example: /risk or /whynot BTC'],
        outcome: 'refused',
      };
  }
}
