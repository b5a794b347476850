import type { Leg, Plan } from '../../facts/plan.ts';
import type { Receipt } from '../../facts/receipt.ts';
import { fixed, toNumber } from '../../money.ts';
import type { RiskView } from '../../risk/rule.ts';
import type { DeskState } from '../../state/state.ts';
import { DAY, HOUR, MINUTE, type Ms } from '../../time.ts';

/** What a plan is looked at with as it is asked: nothing in it is of after `now`. */
export type Circumstances = {
  readonly now: Ms;
  readonly view: RiskView;
  readonly state: DeskState;
  /** The decision's own chain of numbers; absent for what a person asks for. */
  readonly receipt?: Receipt | undefined;
};

/**
 * One thing that can be odd about a plan, one file: names it in three words at most, or says nothing. What cannot be known is never odd.
 * Many are refused by the risk rules before; here they are named all the same, for the day on which a rule lets one pass.
 */
export type Oddity = {
  readonly name: string;
  readonly about: string;
  /** It comes with the market while a card waits, and is looked for once more as somebody says yes. */
  readonly comesLater?: true;
  finds(plan: Plan, circumstances: Circumstances): string | undefined;
};

/** What the first leg with something odd about it has. */
export function onLegs(plan: Plan, finds: (leg: Leg) => string | undefined): string | undefined {
  for (const leg of plan.legs) {
    const found = finds(leg);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Ask less bid in quote currency; undefined where no quote is known. 0 in a market of bars, which has none. */
export function spreadOn(symbol: string, { view }: Circumstances): number | undefined {
  const quote = view.quote(symbol);
  return quote === undefined ? undefined : Math.max(0, quote.ask - quote.bid);
}

/** How far the stop lies from the planned price, in quote currency; above zero on the losing side. */
export function stopDistance({ side, price, stop }: Leg): number {
  const below = toNumber(fixed(price) - fixed(stop));
  return side === 'buy' ? below : -below;
}

/** `7m`, `3h`, `2d`: a length of time in one word, rounded down. */
export const shortSpan = (length: Ms): string =>
  length < HOUR
    ? `${Math.floor(length / MINUTE)}m`
    : length < DAY
      ? `${Math.floor(length / HOUR)}h`
      : `${Math.floor(length / DAY)}d`;
