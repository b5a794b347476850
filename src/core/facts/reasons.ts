/** Why a card is rejected, in one tap: each is something that a setting can hold to from then on. */
export const REASONS = ['too big', 'not this symbol', 'too weak', 'against the trend', 'enough open'] as const;
export type ReasonName = (typeof REASONS)[number];

/** The reason with which a text begins, `too big for a Friday`; undefined where it begins with none. */
export const reasonIn = (text: string): ReasonName | undefined =>
  REASONS.find((one) => new RegExp(`^\\s*${one}(?!\\w)`, 'i').test(text));
