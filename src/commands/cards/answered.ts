import { z } from 'zod';
import { planLines } from '../../core/alerts/planLines.ts';
import { MUTE } from '../../core/approval/idea.ts';
import type { Given } from '../../core/approval/outcome.ts';
import type { OwnDesk } from '../../core/desk/ownDesk.ts';
import type { DeepReadonly } from '../../core/facts/deepReadonly.ts';
import { planSchema } from '../../core/facts/plan.ts';
import { at } from '../../core/facts/vocabulary.ts';
import { shortName } from '../../core/reply/format.ts';
import type { Notation } from '../../core/reply/notation.ts';
import type { Reply } from '../../core/reply/reply.ts';
import { proposalTopic } from '../../core/reply/topics.ts';
import { HALVED, PROPOSAL_STATUSES, type Proposal } from '../../core/state/proposals.ts';
import { durationText, MINUTE, type Ms, SECOND, whenText } from '../../core/time.ts';
import { becauseSchema, rejectedReply } from './rejected.ts';
import { handedIn, oddOf, outcomes, peopleFor, submittedReply } from './submitted.ts';
import { weighedNow, weighing } from './weighed.ts';

const WORDS: Readonly<Record<Proposal['status'], string>> = {
  waiting: 'waits for an answer',
  approved: 'has been approved',
  rejected: 'has been rejected',
  expired: 'has expired',
  refused: 'was approved and then refused by the risk rules',
  replaced: 'has been replaced by a new card',
  drilled: 'was a drill',
  displaced: 'has been closed: there was no room for it any more',
  done: 'has been approved already',
};

/** What whoever answered first did, where that ended the card. */
const DID: Readonly<Partial<Record<Proposal['status'], string>>> = {
  approved: 'approved',
  done: 'approved',
  rejected: 'rejected',
  replaced: 'answered',
};

/** Two answers within this race each other. */
const RACE = MINUTE;

/** A card: what it is bound to, and what became of it where it has ended. */
const cardSchema = z.object({
  id: z.string(),
  plan: planSchema,
  answerBy: at,
  status: z.enum(PROPOSAL_STATUSES),
  who: z.string(),
  why: z.string(),
  endedAt: at,
});

export const answeredSchema = z.object({
  ...handedIn,
  id: z.string(),
  /** Who answered. */
  by: z.string(),
  /** The card as it stood before. */
  before: cardSchema,
  /** What ended it, where it has ended. */
  ended: z.string(),
  /** Whether it still waits for an answer. */
  waits: z.boolean(),
  outcome: z.discriminatedUnion('kind', [
    outcomes.entered,
    outcomes.asked,
    outcomes.advised,
    outcomes.refused,
    z.object({ kind: z.literal('rejected'), why: z.string(), because: becauseSchema.optional() }),
    z.object({ kind: z.literal('drilled'), says: z.string() }),
    z.object({ kind: z.literal('explained'), because: becauseSchema }),
    z.object({
      kind: z.literal('counted'),
      proposal: z.string(),
      plan: planSchema,
      have: z.number().int(),
      needed: z.number().int(),
      answerBy: at,
    }),
  ]),
});
type AnsweredResult = DeepReadonly<z.infer<typeof answeredSchema>>;

/** Answers a card as whoever has the desk in hand, and gives what became of it. */
export async function answered(asked: Proposal, given: Omit<Given, 'who'>, desk: OwnDesk): Promise<AnsweredResult> {
  const before = { ...asked };
  const outcome = await desk.answer(asked.id, given);
  return {
    at: desk.now(),
    weighed: weighedNow('plan' in outcome ? [outcome.plan] : [], desk),
    id: asked.id,
    by: desk.who.name,
    before,
    ended: asked.status === 'waiting' ? '' : asked.why,
    waits: desk.state().proposals.get(asked.id)?.status === 'waiting',
    outcome:
      outcome.kind === 'asked'
        ? { ...outcome, people: peopleFor(outcome.proposal, desk), odd: oddOf(outcome.proposal, desk) }
        : outcome,
  };
}

/** What to say of an answer that comes too late; undefined while the proposal waits. */
function lateReply(asked: AnsweredResult['before'], by: string, now: Ms): Reply | undefined {
  const late = asked.status === 'waiting' && asked.answerBy <= now;
  if (asked.status === 'waiting' && !late) return undefined;
  const status = late ? 'expired' : asked.status;
  const leg = asked.plan.legs[0];
  const [who, ago] = [asked.who, now - asked.endedAt];
  const did = DID[status];
  // Whoever lost by seconds is told to whom: the tap was no mistake.
  const lost = !late && did !== undefined && who !== by && ago < RACE;
  return {
    title: lost ? `${who} ${did} ${asked.id} ${Math.max(1, Math.round(ago / SECOND))} s before` : `${asked.id} ${WORDS[status]}`,
    lines: [
      ...(lost
        ? []
        : [late ? `It was to be answered by ${whenText(asked.answerBy, now)}` : `By ${who}, ${whenText(asked.endedAt, now)}`]),
      ...(late || asked.why === '' ? [] : [asked.why]),
      'Nothing was done now',
      ...(lost ? [] : ['A card is answered once, in its time']),
      leg === undefined ? 'Example: /approvals' : `Example: /${leg.side} ${shortName(leg.symbol)} 1000`,
    ],
    topic: proposalTopic(asked.id),
    outcome: 'refused',
    buttons: [{ label: 'Approvals', line: '/approvals' }],
  };
}

/** What became of an answer to a card. */
export function answeredReply(result: AnsweredResult, notation: Notation): Reply {
  const { at: now, weighed, id, by, before, ended, waits, outcome } = result;
  const card = { id, by, plan: before.plan };
  const rests = now - before.endedAt < MUTE;
  if (outcome.kind === 'explained')
    return { ...rejectedReply(card, outcome.because.reason, outcome.because, rests), goesOn: true };
  const late = lateReply(before, by, now);
  if (late !== undefined) return late;
  const topic = proposalTopic(id);
  switch (outcome.kind) {
    case 'drilled':
      return { title: `${id} was a drill`, lines: [outcome.says], topic };
    case 'rejected':
      return rejectedReply(card, outcome.why, outcome.because, true);
    case 'counted':
      return {
        title: `${outcome.proposal} approved by ${by}, ${outcome.have} of ${outcome.needed}`,
        lines: [
          ...(outcome.proposal === id ? [] : planLines(outcome.plan, weighing(weighed, notation))),
          `It takes another person, within ${durationText(outcome.answerBy - now)}`,
        ],
        topic: proposalTopic(outcome.proposal),
      };
    case 'entered':
      return {
        ...submittedReply(id, { at: now, weighed, outcome }, notation),
        title: `✅ ${id} approved by ${by}${ended === HALVED ? ', half of it' : ''}`,
        topic,
      };
    case 'asked': {
      const reply = submittedReply(id, { at: now, weighed, outcome }, notation);
      return {
        ...reply,
        title: `${id} is now ${outcome.proposal}`,
        lines: [`A new card, because ${ended === 'halved' ? `${id} was halved` : ended}`, ...reply.lines],
      };
    }
    case 'refused':
      if (waits)
        return {
          title: `${id} is not approved by this`,
          lines: [outcome.why, 'It still waits for an answer', `Example: /reject ${id}`],
          topic,
          outcome: 'refused',
        };
      return { ...submittedReply(id, { at: now, weighed, outcome }, notation), topic };
    default:
      return { ...submittedReply(id, { at: now, weighed, outcome }, notation), topic };
  }
}
