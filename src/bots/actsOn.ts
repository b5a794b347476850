import { positionTopic, proposalTopic } from '../core/reply/topics.ts';

const ON_PROPOSAL = /^\/(?:approve|halve|reject)\s+(\S+)/i;
const ON_POSITION = /^\/(?:close|reduce|stop|target|add)\s+(\d+)(?:\s|$)/i;

/** The topic of the card that a button's line acts on; undefined where it acts on none, or only shows one. */
export function actsOn(line: string): string | undefined {
  const proposal = ON_PROPOSAL.exec(line)?.[1];
  if (proposal !== undefined) return proposalTopic(proposal.toUpperCase());
  const position = ON_POSITION.exec(line)?.[1];
  return position === undefined ? undefined : positionTopic(Number(position));
}
