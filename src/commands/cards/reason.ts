/** A reason with a figure in it, in whatever script, may have been meant for the figure before it: `$400`, `only 400`, `2 stunden`. */
export const hasFigure = (why: string): boolean => /\p{N}/u.test(why);

/** What a question says of such a reason. */
export const reasonText = (why: string): string => `The reason is then "${why}"`;
