import { type Fixed, ZERO } from '../money.ts';
import { changeShown, shownParts } from '../reply/format.ts';

/** A span whose groups are printed. Amounts in quote currency. */
export type GroupedSpan = {
  /** What the account had made by its start, and what the span came to. */
  readonly before: Fixed;
  readonly net: Fixed;
  /** What the account had made by its end but for the trades that were open then. */
  readonly ended: Fixed;
  /**
   * Of each group: how many of its trades ended in the span, what they made over their whole lives, and where it is known what it added in
   * it.
   */
  readonly groups: readonly { readonly trades: number; readonly net: Fixed; readonly added?: Fixed | undefined }[];
  /** What belongs to no trade. */
  readonly elsewhere: Fixed;
};

/**
 * What is printed of the trades that ended in a span and made `whole` over their lives: of the same trades alike, whatever the span, and as
 * what was closed in it where nothing else has moved.
 */
export const wholeShown = (span: Omit<GroupedSpan, 'groups'>, whole: Fixed, currency: string): Fixed =>
  changeShown(span.net - span.elsewhere === whole ? span.before + span.elsewhere : span.ended - whole, whole, currency);

/**
 * The groups of a span as they are printed: `whole` adds up to what is printed of the trades that ended, `added` and `elsewhere` to the
 * net. Both are printed alike of a group that added exactly what its trades made. A group of one trade is printed as that trade is, where
 * another group of several can take the rest.
 */
export function groupsShown(span: GroupedSpan, currency: string) {
  const { before, net, groups } = span;
  const elsewhere = changeShown(before, span.elsewhere, currency);
  const total = wholeShown(
    span,
    groups.reduce((sum, one) => sum + one.net, ZERO),
    currency,
  );
  const whole = shownParts(
    total,
    groups.map((one) => one.net),
    currency,
    (i) => groups[i]?.trades === 1,
  );
  const beside = shownParts(
    changeShown(before, net, currency) - elsewhere - total,
    groups.map((one) => (one.added ?? one.net) - one.net),
    currency,
  );
  return {
    groups: groups.map((_, i) => ({ whole: whole[i] ?? ZERO, added: (whole[i] ?? ZERO) + (beside[i] ?? ZERO) })),
    elsewhere,
  };
}
