import type { Looking } from '../../core/desk/desk.ts';
import type { Reply } from '../../core/reply/reply.ts';
import { isPaused } from '../../core/state/blocks.ts';
import type { Proposal } from '../../core/state/proposals.ts';

/** What a card is flagged for, a line each. */
export const flagLines = ({ odd = [] }: { readonly odd?: Proposal['odd'] | undefined }): readonly string[] =>
  odd.map(({ says }) => `⚠ ${says}`);

/** Whether an answer could take the card as things stand; one that cannot is told why, and asked nothing. */
export const canBeTaken = ({ status, answerBy }: Proposal, desk: Looking): boolean =>
  status === 'waiting' && answerBy > desk.now() && !isPaused(desk.state(), desk.now());

/**
 * The question of whoever takes a flagged card, whose yes names the first flag; undefined where nothing is odd. What is asked is
 * answered by a second tap: one tap alone takes no flagged card.
 */
export function flagQuestion(asked: Proposal, title: string, lines: readonly string[] = []): Reply | undefined {
  const [first] = asked.odd;
  if (first === undefined) return undefined;
  const more = asked.odd.length - 1;
  return {
    title,
    lines: [...flagLines(asked), ...lines],
    buttons: [
      { label: `Yes, ${first.says}${more === 0 ? '' : ` and ${more} more`}`, line: '/yes' },
      { label: 'No', line: '/no' },
    ],
  };
}
