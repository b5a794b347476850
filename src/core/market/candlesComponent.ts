import type { Component } from '../facts/logger.ts';

/** Sentences that one line of /health holds. */
const MOST = 3;

/** How the candles of a run are: what was dropped, missing or left out, a sentence each; and what is no more than a note. */
export const candlesComponent = (says: readonly string[], notes: readonly string[] = []): Component => ({
  name: 'candles',
  state: says.length === 0 ? 'ok' : 'degraded',
  says: [...(says.length === 0 ? ['none dropped, none missing'] : shortened(says)), ...shortened(notes)].join('; '),
});

/** The first few, and how many more there are. */
export const shortened = (says: readonly string[], most = MOST): readonly string[] =>
  says.length <= most ? says : [...says.slice(0, most), `and ${says.length - most} more like these`];
