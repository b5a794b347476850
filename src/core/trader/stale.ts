import type { Read } from '../desk/read.ts';
import { shortName } from '../reply/format.ts';
import { durationText, lengthOf, MINUTE, type Ms, timeText } from '../time.ts';
import { quoteAge } from './clock.ts';
import type { Cycle } from './decide.ts';

/** Bars that may be missing in a row before a price is old, and how long quotes may be silent. */
const BARS = 3;
const SILENCE = 5 * MINUTE;

/**
 * Tells once of a price that has become old, and once when there is one again: of every symbol in a market of bars, among quotes of those
 * that are held. To be asked after the bars that open have been met.
 */
export function tellStale({ recorder, market }: Pick<Cycle, 'recorder' | 'market'>, at: Ms): void {
  const { state } = recorder;
  const held = new Set([...state.account.positions.values()].map(({ symbol }) => symbol));
  for (const { symbol } of market.instruments()) {
    const timeframe = market.baseOf(symbol);
    const age = quoteAge(market, at, symbol);
    if (timeframe === undefined || age === undefined) continue;
    const isOld = age >= (market.kind === 'bars' ? BARS * lengthOf(timeframe) : SILENCE);
    if (isOld === state.stale.has(symbol) || (isOld && market.kind === 'quotes' && !held.has(symbol))) continue;
    const says = isOld
      ? `${shortName(symbol)}: no price since ${timeText(at - age)}, for ${durationText(age)}; what is held of it stays at that price, and no stop can fill`
      : `${shortName(symbol)}: there is a price again`;
    recorder.emit({ type: 'data', at, symbol, timeframe, problem: isOld ? 'stale' : 'fresh', count: 1, says });
  }
}

/** What /health and the closing report say of prices that are old now, a sentence each. */
export const stalePrices = (desk: Pick<Read, 'state' | 'market'>): readonly string[] =>
  [...desk.state().stale].map((symbol) => {
    const at = desk.market.quote(symbol)?.at;
    return at === undefined ? `${shortName(symbol)}: no price` : `${shortName(symbol)}: no price since ${timeText(at)}`;
  });
