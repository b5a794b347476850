import type { Read } from '../desk/read.ts';
import { shortName } from '../reply/format.ts';
import { durationText, lengthOf, MINUTE, type Ms, type Timeframe, timeText } from '../time.ts';
import { quoteAge } from './clock.ts';
import type { DecisionContext } from './decide.ts';

/** Bars that may be missing in a row before a price is old, and how long quotes may be silent. */
const BARS = 3;
const SILENCE = 5 * MINUTE;

type Looking = Pick<DecisionContext, 'market'> & { readonly recorder: Pick<DecisionContext['recorder'], 'state'> };
type Change = {
  readonly symbol: string;
  readonly timeframe: Timeframe;
  readonly age: Ms;
  readonly isOld: boolean;
  readonly isHeld: boolean;
};

/**
 * Prices that have become old, or are there again, and of which that is not told yet: of every symbol in a market of bars; among
 * quotes of those that are held, and of those that are watched, which may be silent for longer, since small ones are.
 */
function* changes({ recorder: { state }, market }: Looking, at: Ms): Generator<Change> {
  for (const { symbol } of market.instruments()) {
    const timeframe = market.baseOf(symbol);
    const age = quoteAge(market, at, symbol);
    if (timeframe === undefined || age === undefined) continue;
    const isHeld = [...state.account.positions.values()].some((position) => position.symbol === symbol);
    const silence = isHeld || state.stale.has(symbol) ? SILENCE : Math.max(SILENCE, BARS * lengthOf(timeframe));
    const isOld = age >= (market.kind === 'bars' ? BARS * lengthOf(timeframe) : silence);
    if (isOld === state.stale.has(symbol)) continue;
    if (isOld && market.kind === 'quotes' && !isHeld && !state.universe.includes(symbol)) continue;
    yield { symbol, timeframe, age, isOld, isHeld };
  }
}

/** Whether there is anything of that to tell: a silence of the whole market is an instant too when a price becomes old in it. */
export const isStaleDue = (looking: Looking, at: Ms): boolean => changes(looking, at).next().done !== true;

/**
 * Tells of a price that has become old, and when there is one again. `count` is how often it has become so by now. To be asked after the
 * bars that open have been met.
 */
export function tellStale({ recorder, market }: Pick<DecisionContext, 'recorder' | 'market'>, at: Ms): void {
  for (const { symbol, timeframe, age, isOld, isHeld } of changes({ recorder, market }, at)) {
    const follows = isHeld
      ? 'what is held of it stays at that price, and no stop can fill'
      : 'nothing of it is entered until one comes';
    const says = isOld
      ? `${shortName(symbol)}: no price since ${timeText(at - age)}, for ${durationText(age)}; ${follows}`
      : `${shortName(symbol)}: there is a price again`;
    const times = recorder.state.staleTimes.get(symbol) ?? 0;
    const [problem, count] = isOld ? (['stale', times + 1] as const) : (['fresh', times] as const);
    recorder.emit({ type: 'data', at, symbol, timeframe, problem, count, says });
  }
}

/** What /health and the closing report say of prices that are old now, a sentence each. */
export const stalePrices = (desk: Pick<Read, 'state' | 'market'>): readonly string[] =>
  [...desk.state().stale].map((symbol) => {
    const at = desk.market.quote(symbol)?.at;
    const times = desk.state().staleTimes.get(symbol) ?? 1;
    const often = times > 1 ? `, old ${times} times so far` : '';
    return `${shortName(symbol)}: no price${at === undefined ? '' : ` since ${timeText(at)}`}${often}`;
  });
