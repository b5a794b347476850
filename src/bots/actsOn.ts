import { positionTopic, proposalTopic } from '../core/reply/topics.ts';

const ANSWER = /^\/(?:approve|halve|reject)\s+(\S+)/i;
/** A rejection with a reason goes on working after the card has ended. */
const ON_PROPOSAL = /^\/(?:(?:approve|halve)\s+(\S+)|reject\s+(\S+)\s*$)/i;
const ON_POSITION = /^\/(?:close|reduce|stop|target|add)\s+(\d+)(?:\s|$)/i;

/** The topic of the card with which a button's line ends to work; undefined where it acts on none, or only shows one. */
export function actsOn(line: string): string | undefined {
  const [, taken, rejected] = ON_PROPOSAL.exec(line) ?? [];
  const proposal = taken ?? rejected;
  if (proposal !== undefined) return proposalTopic(proposal.toUpperCase());
  const position = ON_POSITION.exec(line)?.[1];
  return position === undefined ? undefined : positionTopic(Number(position));
}

/** Whether a button's line answers a card, or says why it was rejected. */
export const isAnswer = (line: string): boolean => ANSWER.test(line);
