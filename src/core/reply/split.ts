import type { Fixed } from '../money.ts';
import { changeShown, moneyText } from './format.ts';

/** What a span came to, and of what: the parts add up to `net`. `before` is what the account had made by its start. */
export type Split = {
  readonly before: Fixed;
  readonly net: Fixed;
  readonly closed: Fixed;
  readonly open: Fixed;
  readonly elsewhere: Fixed;
};

/**
 * A span and its parts as they are printed, wherever that is: the parts add up to the net. Each is a change from where the one before it
 * led; what is open comes last, so that of the same open part every span that ends at one moment prints the same.
 */
export const splitShown = ({ before, net, closed, open, elsewhere }: Split, currency: string): Omit<Split, 'before'> => ({
  net: changeShown(before, net, currency),
  elsewhere: changeShown(before, elsewhere, currency),
  closed: changeShown(before + elsewhere, closed, currency),
  open: changeShown(before + elsewhere + closed, open, currency),
});

/** `closed +33.49, open +7.71`: as printed they add up to the net; what belongs to no position is named where there is any. */
export function splitText(split: Split, currency: string): string {
  const shown = splitShown(split, currency);
  const none = split.elsewhere === 0n ? '' : `, elsewhere ${moneyText(shown.elsewhere, currency, true)}`;
  return `closed ${moneyText(shown.closed, currency, true)}, open ${moneyText(shown.open, currency, true)}${none}`;
}
