import type { Read } from '../../core/desk/read.ts';
import type { Instrument } from '../../core/market/instrument.ts';
import { div, type Fixed, fromNumber, mul, ONE } from '../../core/money.ts';
import { averageEntry, type Position } from '../../core/state/position.ts';
import type { PriceOrDistance } from '../kinds/figures.ts';

/** How many times one price is the other, the larger by the smaller. */
const apart = (a: Fixed, b: Fixed): Fixed => (a > b ? div(a, b, 'nearest') : div(b, a, 'nearest'));

/**
 * The price that is meant for a stop or a target, not rounded to the tick yet, and the price now; or why it cannot be said. A point
 * that parts thousands as well as decimals is asked back where that brings it nearer to the market.
 */
export function meantPrice(
  position: Position,
  to: PriceOrDistance,
  desk: Read,
):
  | { readonly instrument: Instrument; readonly last: Fixed; readonly wanted: Fixed }
  | { readonly why: string; readonly expected: string } {
  const instrument = desk.market.instrument(position.symbol);
  const quoted = desk.market.quote(position.symbol)?.last;
  if (instrument === undefined || quoted === undefined)
    return { why: `${position.symbol} has no price now`, expected: 'Try again at the next price' };
  const last = fromNumber(quoted);
  switch (to.kind) {
    case 'entry':
      return { instrument, last, wanted: averageEntry(position) };
    case 'distance':
      return { instrument, last, wanted: mul(last, ONE + fromNumber(to.share), 'nearest') };
    case 'price': {
      const { price, doubt } = to;
      if (doubt !== undefined && apart(doubt.thousands, last) < apart(price, last))
        return { why: doubt.asked, expected: `Write ${doubt.spellings.join(' or ')}` };
      return { instrument, last, wanted: price };
    }
  }
}
