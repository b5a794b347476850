/** One thing that a look at a platform has found: as it should be, worth knowing, or broken; and what to do about it. */
export type Found = { readonly state: 'ok' | 'note' | 'failed'; readonly says: string; readonly advice?: string };

export const failed = (says: string, advice?: string): Found => ({
  state: 'failed',
  says,
  ...(advice === undefined ? {} : { advice }),
});
