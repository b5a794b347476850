import { z } from 'zod';
import { planLines } from '../../core/alerts/planLines.ts';
import type { Submitted } from '../../core/approval/outcome.ts';
import { quorumText } from '../../core/approval/quorum.ts';
import type { Read } from '../../core/desk/read.ts';
import type { DeepReadonly } from '../../core/facts/deepReadonly.ts';
import { planSchema } from '../../core/facts/plan.ts';
import { at } from '../../core/facts/vocabulary.ts';
import type { Notation } from '../../core/reply/notation.ts';
import type { Reply } from '../../core/reply/reply.ts';
import { proposalTopic } from '../../core/reply/topics.ts';
import type { Proposal } from '../../core/state/proposals.ts';
import { clockTime, durationText } from '../../core/time.ts';
import { flagLines } from './flagged.ts';
import { weighedNow, weighedSchema, weighing } from './weighed.ts';

/** What becomes of a plan that is handed in. */
export const outcomes = {
  entered: z.object({ kind: z.literal('entered'), decision: z.string(), plan: planSchema }),
  /** `people` is whom it takes, where any one approver is not enough. */
  asked: z.object({
    kind: z.literal('asked'),
    proposal: z.string(),
    plan: planSchema,
    answerBy: at,
    people: z.string().optional(),
    odd: z.array(z.object({ name: z.string(), says: z.string() })).optional(),
  }),
  advised: z.object({ kind: z.literal('advised'), plan: planSchema }),
  /** `expected` is what would pass, where that is known. */
  refused: z.object({
    kind: z.literal('refused'),
    why: z.string(),
    expected: z.string().optional(),
    /** A line that passes. */
    example: z.string().optional(),
  }),
};

/** When it was handed in, and what it was weighed by. */
export const handedIn = { at, weighed: weighedSchema };

export const submittedSchema = z.object({
  ...handedIn,
  outcome: z.discriminatedUnion('kind', [outcomes.entered, outcomes.asked, outcomes.advised, outcomes.refused]),
});
/** What cannot be had, with a line that can be where there is one. */
export type Refused = Extract<Submitted, { readonly kind: 'refused' }> & { readonly example?: string };
export type SubmittedResult = DeepReadonly<z.infer<typeof submittedSchema>>;

/** Whom a card takes, where any one approver is not enough. */
export function peopleFor(proposal: string, desk: Read): string | undefined {
  const asked = desk.state().proposals.get(proposal);
  return asked === undefined ? undefined : quorumText(asked, desk.state(), desk.now());
}

/** What is odd about a card, as it was asked. */
export const oddOf = (proposal: string, desk: Read): Proposal['odd'] => desk.state().proposals.get(proposal)?.odd ?? [];

/** What became of a plan, as data. */
export const submitted = (outcome: Submitted | Refused, desk: Read): SubmittedResult => ({
  at: desk.now(),
  weighed: weighedNow(outcome.kind === 'refused' ? [] : [outcome.plan], desk),
  outcome:
    outcome.kind === 'asked'
      ? { ...outcome, people: peopleFor(outcome.proposal, desk), odd: oddOf(outcome.proposal, desk) }
      : outcome,
});

/** What became of a plan that was handed in. `name` is what the person called it by. */
export function submittedReply(name: string, { at: now, weighed, outcome }: SubmittedResult, notation: Notation): Reply {
  const by = weighing(weighed, notation);
  switch (outcome.kind) {
    case 'entered':
      return { title: `✅ ${name} is on its way`, lines: planLines(outcome.plan, by) };
    case 'asked':
      return {
        title: `${outcome.proposal} waits for an answer`,
        lines: [
          ...planLines(outcome.plan, by),
          ...flagLines(outcome),
          ...(outcome.people === undefined ? [] : [outcome.people]),
          `Answer by ${clockTime(outcome.answerBy)} UTC, ${durationText(outcome.answerBy - now)}`,
        ],
        topic: proposalTopic(outcome.proposal),
        buttons: [
          { label: '✓ Approve', line: `/approve ${outcome.proposal}` },
          { label: '½ Half', line: `/halve ${outcome.proposal}` },
          { label: '✗ Reject', line: `/reject ${outcome.proposal}` },
        ],
      };
    case 'advised':
      return {
        title: `${name}: advice only`,
        lines: [...planLines(outcome.plan, by), 'Authority is advise: nothing was sent', 'Example: /config authority approve'],
      };
    case 'refused':
      return {
        title: `${name} is refused`,
        lines: [
          outcome.why,
          outcome.expected === undefined
            ? 'Every rule has to pass: /risk has each limit, /locks what keeps entries out'
            : `Expected ${outcome.expected}`,
          `Example: ${outcome.example ?? '/risk'}`,
        ],
        outcome: 'refused',
      };
  }
}
