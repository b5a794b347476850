import type { Leg } from '../facts/plan.ts';
import type { Bars } from '../market/candles.ts';
import { abs, type Fixed, fixed, fromNumber, min, mul, ONE, toNumber, ZERO } from '../money.ts';
import { type ExitCosts, slipped } from '../state/exitCosts.ts';
import { lossAtStop } from '../state/lossAtStop.ts';
import { lengthOf, type Ms } from '../time.ts';

export type MissedOptions = {
  readonly leg: Leg;
  /** Closed candles of the leg's symbol; undefined where there are none. */
  readonly bars: Bars | undefined;
  /** When the proposal ended: what opens before that tells nothing of it. */
  readonly from: Ms;
  /** Farthest that the price may be from the bound one and still be entered at it, as a fraction. */
  readonly band: number;
  /** Charged at the entry and at every exit; the slippage, at the stop. */
  readonly costs: ExitCosts;
};

/**
 * What an order that was never sent would have made. `profit` is net of fees, quote currency; `r` is profit over the loss at the
 * stop; an `open` one is counted at the last close, with the fee of leaving there.
 */
export type Missed =
  | {
      readonly kind: 'made';
      readonly end: 'stop' | 'target' | 'open';
      readonly enteredAt: Ms;
      readonly endedAt: Ms;
      readonly profit: Fixed;
      readonly r: number;
    }
  /** The price never came to the bound one before it had left the band. */
  | { readonly kind: 'not entered'; readonly why: string }
  | { readonly kind: 'unknown'; readonly why: string };

type Bar = { readonly time: Ms; readonly open: Fixed; readonly high: Fixed; readonly low: Fixed; readonly close: Fixed };

/** What is left of the position and what its parts have brought, fees taken off. */
type Held = { readonly enteredAt: Ms; left: Fixed; profit: Fixed; targets: Leg['targets'] };

/**
 * Follows the bound order over the candles after its end, by the stop and the targets of its card alone: no trailing, no rule that
 * would have moved them. In a bar the stop comes before a target, and in the bar of the entry only the stop counts, since what
 * came before the entry cannot be told apart. A stop that is jumped over is filled at the open behind it, as in the matching,
 * and always with the usual slippage.
 */
export function missed({ leg, bars, from, band, costs }: MissedOptions): Missed {
  const found = barsFrom(bars, from);
  if (typeof found === 'string') return { kind: 'unknown', why: found };
  const [price, stop, quantity] = [fixed(leg.price), fixed(leg.stop), fixed(leg.quantity)];
  const long = leg.side === 'buy';
  const rate = fromNumber(costs.fee, 'up');
  const charge = (at: Fixed, part: Fixed): Fixed => mul(mul(at, part, 'up'), rate, 'up');
  const far = mul(price, fromNumber(band), 'down');
  let held: Held | undefined;

  const leave = (of: Held, at: Fixed, part: Fixed): void => {
    of.profit += mul(long ? at - price : price - at, part, 'down') - charge(at, part);
    of.left -= part;
  };
  const tick = leg.tick === undefined ? undefined : fixed(leg.tick);
  const risk = lossAtStop({ direction: long ? 'long' : 'short', quantity, entry: price, stop, tick }, costs);
  const made = (of: Held, end: 'stop' | 'target' | 'open', endedAt: Ms): Missed => ({
    kind: 'made',
    end,
    enteredAt: of.enteredAt,
    endedAt,
    profit: of.profit,
    r: risk === ZERO ? 0 : toNumber(of.profit) / toNumber(risk),
  });
  const met = (at: Fixed): Fixed => {
    const by = slipped(ONE, at, costs, tick);
    return long ? at - by : at + by;
  };
  const worse = (at: Fixed, than: Fixed): boolean => (long ? at <= than : at >= than);
  const reached = (bar: Bar, target: Fixed): boolean => (long ? bar.high >= target : bar.low <= target);

  let last: Bar | undefined;
  for (const bar of found.known) {
    last = bar;
    const entering = held === undefined;
    if (held === undefined) {
      if (abs(bar.open - price) > far) return { kind: 'not entered', why: 'the price had left the band' };
      if (bar.low > price || bar.high < price) continue;
      held = { enteredAt: bar.time, left: quantity, profit: -charge(price, quantity), targets: leg.targets };
    }
    if (worse(long ? bar.low : bar.high, stop)) {
      // A bar of the entry opened before it; only a later one can open behind the stop.
      leave(held, met(!entering && worse(bar.open, stop) ? bar.open : stop), held.left);
      return made(held, 'stop', bar.time);
    }
    if (entering) continue;
    while (held.left > ZERO && held.targets[0] !== undefined && reached(bar, fixed(held.targets[0].price))) {
      const [target, ...others] = held.targets;
      if (target === undefined) break;
      const share = mul(quantity, fromNumber(target.share), 'up');
      leave(held, fixed(target.price), min(held.left, share));
      held.targets = others;
    }
    if (held.left <= ZERO) return made(held, 'target', bar.time);
  }
  if (found.hole) return { kind: 'unknown', why: 'candles are missing in between' };
  if (held === undefined || last === undefined) return { kind: 'not entered', why: 'the price has not come to it yet' };
  leave(held, last.close, held.left);
  return made(held, 'open', last.time);
}

/** The bars that open at `from` or later, up to the first that is missing; text where there is none to begin with. */
function barsFrom(bars: Bars | undefined, from: Ms): { readonly known: readonly Bar[]; readonly hole: boolean } | string {
  if (bars === undefined || bars.end === bars.first) return 'there are no candles of it';
  const length = lengthOf(bars.timeframe);
  const known: Bar[] = [];
  for (let i = bars.first; i < bars.end; i++) {
    const time = bars.time.at(i);
    if (time < from) continue;
    const before = known.at(-1)?.time;
    if (before === undefined && time >= from + length) return 'its candles do not reach back so far';
    if (before !== undefined && time - before !== length) return { known, hole: true };
    const at = (column: Bars['open']): Fixed => fromNumber(column.at(i));
    known.push({ time, open: at(bars.open), high: at(bars.high), low: at(bars.low), close: at(bars.close) });
  }
  return known.length === 0 ? 'no candle has closed since' : { known, hole: false };
}
