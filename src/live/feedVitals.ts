import type { Component } from '../core/facts/logger.ts';
import { MOST_SKEW, skewText } from '../core/risk/halts.ts';
import type { SteadyClock } from '../core/steadyClock.ts';
import { durationText, type Ms, SECOND } from '../core/time.ts';
import type { Vitals } from '../core/trader/limits.ts';
import type { PublicExchange } from '../exchange/ccxt.ts';

/** A longer round trip says too little of the time to judge a clock by. */
const ROUND_TRIP: Ms = SECOND;
/** Silence that people are told of. */
const QUIET: Ms = 5 * SECOND;

export type FeedVitals = {
  /** Something was told by the exchange just now; the first call begins the count. */
  heard(): void;
  readonly read: () => Vitals;
  /** Asks the exchange for its time, beside everything else. */
  measureSkew(): void;
  component(): Component;
};

/** How long a feed has been silent and how far this machine's clock is ahead of the exchange's. */
export function feedVitals(exchange: Pick<PublicExchange, 'name' | 'skew'>, clock: SteadyClock): FeedVitals {
  let last: Ms | undefined;
  let skew: Ms | undefined;
  let leaps = clock.leaps();
  const age = (): Ms | undefined => (last === undefined ? undefined : clock.now() - last);
  /** A clock that was set back is told by itself: the exchange sees the time that the desk goes on by. */
  const apart = (): Ms | undefined => (clock.behind() === 0 ? skew : -clock.behind());
  const measure = async (): Promise<void> => {
    const asked = clock.now();
    const told = await exchange.skew();
    if (clock.now() - asked <= ROUND_TRIP) skew = told;
  };
  const measureSkew = (): void => {
    measure().catch(() => undefined);
  };
  return {
    heard() {
      last = clock.now();
    },
    read() {
      if (clock.leaps() !== leaps) {
        leaps = clock.leaps();
        measureSkew();
      }
      return { dataAge: age(), skew: apart() };
    },
    measureSkew,
    component() {
      const silent = age();
      const off = apart() ?? 0;
      const clockSays = Math.abs(off) <= MOST_SKEW ? [] : [skewText(off)];
      const says = [silent === undefined ? 'not begun' : `heard ${durationText(silent)} ago`, ...clockSays].join('; ');
      const isWell = silent !== undefined && silent <= QUIET && clockSays.length === 0;
      return { name: `feed of ${exchange.name}`, state: isWell ? 'ok' : 'degraded', says };
    },
  };
}
