import { defineEntry } from './cards/entry.ts';

export const buy = defineEntry({
  name: 'buy',
  about: 'a long entry by hand: 200, 0.5R, 2% or 0.02 BTC, through every risk rule',
});
