import { type Fixed, ZERO } from '../money.ts';
import { moneyText, shownParts } from './format.ts';

/** What a span came to, and of what: the parts add up to `net`. */
type Split = { readonly net: Fixed; readonly closed: Fixed; readonly open: Fixed; readonly elsewhere: Fixed };

/** `closed +33.49, open +7.71`: as printed they add up to the net; what belongs to no position is named where there is any. */
export function splitText({ net, closed, open, elsewhere }: Split, currency: string): string {
  const [inClosed = ZERO, inOpen = ZERO, inNone = ZERO] = shownParts(net, [closed, open, elsewhere], currency);
  const none = elsewhere === ZERO ? '' : `, elsewhere ${moneyText(inNone, currency, true)}`;
  return `closed ${moneyText(inClosed, currency, true)}, open ${moneyText(inOpen, currency, true)}${none}`;
}
