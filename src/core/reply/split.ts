import type { Fixed } from '../money.ts';
import { changeShown, moneyText, shownParts } from './format.ts';

/** What a span came to, and of what: the parts add up to `net`. `before` is what the account had made by its start. */
export type Split = {
  readonly before: Fixed;
  readonly net: Fixed;
  readonly closed: Fixed;
  readonly open: Fixed;
  readonly elsewhere: Fixed;
};

/** A span and its parts as they are printed, wherever that is: the parts add up to the net. */
export function splitShown({ before, net, closed, open, elsewhere }: Split, currency: string): Omit<Split, 'before'> {
  const shown = changeShown(before, net, currency);
  const [inClosed = closed, inOpen = open, inNone = elsewhere] = shownParts(shown, [closed, open, elsewhere], currency);
  return { net: shown, closed: inClosed, open: inOpen, elsewhere: inNone };
}

/** `closed +33.49, open +7.71`: as printed they add up to the net; what belongs to no position is named where there is any. */
export function splitText(split: Split, currency: string): string {
  const shown = splitShown(split, currency);
  const none = split.elsewhere === 0n ? '' : `, elsewhere ${moneyText(shown.elsewhere, currency, true)}`;
  return `closed ${moneyText(shown.closed, currency, true)}, open ${moneyText(shown.open, currency, true)}${none}`;
}
