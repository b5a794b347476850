import type { Component } from '../core/facts/logger.ts';
import { shortened } from '../core/reply/format.ts';

/**
 * How the candles of a run are: what was dropped, missing or left out, a sentence each; and what is no more than a note. That none is
 * missing is said where there is nothing to add to it: a note may name a symbol without any.
 */
export const candlesComponent = (says: readonly string[], notes: readonly string[] = []): Component => ({
  name: 'candles',
  state: says.length === 0 ? 'ok' : 'degraded',
  says: says.length + notes.length === 0 ? 'none dropped, none missing' : [...shortened(says), ...shortened(notes)].join('; '),
});
