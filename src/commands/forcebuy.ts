import { defineForced } from './cards/forced.ts';

export const forcebuy = defineForced({
  name: 'forcebuy',
  aliases: ['forcelong', 'forceenter'],
  about: 'a long entry by hand as large as the limits allow, or 0.5R of it',
  side: 'buy',
});
