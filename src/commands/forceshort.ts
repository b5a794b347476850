import { defineForced } from './cards/forced.ts';

export const forceshort = defineForced({
  name: 'forceshort',
  aliases: ['forcesell'],
  about: 'a short entry by hand as large as the limits allow, or 0.5R of it',
  side: 'sell',
});
