import type { Read } from '../../core/desk/read.ts';
import type { Instrument } from '../../core/market/instrument.ts';
import { div, type Fixed, fixed, fromNumber, mul, ONE } from '../../core/money.ts';
import { averageEntry, type Position } from '../../core/state/position.ts';
import type { DoubtablePrice, PriceOrDistance } from '../kinds/figures.ts';

/** How many times one price is the other, the larger by the smaller. */
export const apart = (a: Fixed, b: Fixed): Fixed => (a > b ? div(a, b, 'nearest') : div(b, a, 'nearest'));

/** The doubt in a price whose point parts thousands as well as decimals, where that brings it nearer to the market. */
export const doubtOf = ({ price, doubt }: DoubtablePrice, last: Fixed): DoubtablePrice['doubt'] =>
  doubt === undefined || apart(doubt.thousands, last) >= apart(price, last) ? undefined : doubt;

/** A position's market now. */
export type Priced = { readonly instrument: Instrument; readonly last: Fixed };

/** Why something cannot be done, and what would pass. */
export type Misplaced = { readonly why: string; readonly expected: string };

/**
 * What is to become of the price that is meant for a stop or a target, not rounded to the tick yet; or why it cannot be said. A point
 * that parts thousands as well as decimals is asked back where that brings it nearer to the market, by what `judge` lets pass.
 */
export const placed = <T>(
  position: Position,
  to: PriceOrDistance,
  desk: Read,
  judge: (wanted: Fixed, now: Priced) => T | Misplaced,
): T | Misplaced => placedOn({ symbol: position.symbol, entry: averageEntry(position) }, to, desk, judge);

/** The same on a symbol, where there may be no entry yet. */
export function placedOn<T>(
  { symbol, entry }: { readonly symbol: string; readonly entry?: Fixed },
  to: PriceOrDistance,
  desk: Read,
  judge: (wanted: Fixed, now: Priced) => T | Misplaced,
): T | Misplaced {
  const instrument = desk.market.instrument(symbol);
  const quoted = desk.market.quote(symbol)?.last;
  if (instrument === undefined || quoted === undefined)
    return { why: `${symbol} has no price now`, expected: 'Try again at the next price' };
  const last = fromNumber(quoted);
  const now = { instrument, last };
  switch (to.kind) {
    case 'entry':
      return entry === undefined
        ? { why: 'There is no entry yet', expected: 'Expected a price, or a distance such as -2%' }
        : judge(entry, now);
    case 'distance':
      return judge(mul(last, ONE + fromNumber(to.share), 'nearest'), now);
    case 'price': {
      const doubt = doubtOf(to, last);
      if (doubt === undefined) return judge(to.price, now);
      const passing = doubt.spellings.filter((spelling) => !isMisplaced(judge(fixed(spelling), now)));
      return passing.length === 0 ? judge(doubt.thousands, now) : { why: doubt.asked, expected: `Write ${passing.join(' or ')}` };
    }
  }
}

const isMisplaced = (judged: unknown): judged is Misplaced => typeof judged === 'object' && judged !== null && 'why' in judged;
