/**
 * A message as its reader sees it; why it comes, and what to do, as plain sentences. One that the code does not make here is copied from
 * a file, with `…` for what changes in it: a test holds the rest to that file.
 */
export type Trouble = {
  readonly says: string;
  readonly why: string;
  readonly remedy: string;
  readonly from?: string;
};

/** Troubles of one kind. */
export type Group = { readonly title: string; readonly troubles: readonly Trouble[] };

/** A trouble in the words of a file. */
export const quoted = (from: string, says: string, why: string, remedy: string): Trouble => ({ from, says, why, remedy });
