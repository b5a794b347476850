import { defineForced } from './cards/forced.ts';

export const forcebuy = defineForced({
  name: 'forcebuy',
  aliases: ['forcelong', 'forceenter'],
  about: 'a long entry by hand as large as the limits allow, through every risk rule',
  side: 'buy',
});
