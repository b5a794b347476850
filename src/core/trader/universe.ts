import type { Bars } from '../market/candles.ts';
import { shareText } from '../reply/format.ts';
import type { Market } from '../study/market.ts';
import { DAY, durationText, HOUR, lengthOf, type Ms, timeText, utcDay } from '../time.ts';

/** What a symbol's last 24 hours say about it. */
export type DayFigures = {
  readonly symbol: string;
  /** Sum of close x volume, in quote currency. */
  readonly quoteVolume: number;
  /** Sample standard deviation of the hourly returns, as a fraction; undefined below three hourly closes or on candles over an hour. */
  readonly volatility: number | undefined;
  /** (ask - bid) / mid where quotes are recorded; undefined otherwise, and then no filter looks at it. */
  readonly spread: number | undefined;
  /** Time since its listing or its first candle; undefined where neither is known, and then no filter looks at it. */
  readonly age?: Ms | undefined;
};

export type UniverseRules = {
  /** How many symbols are chosen by rank. */
  readonly top: number;
  /** Largest standard deviation of hourly returns, as a fraction. */
  readonly maxVolatility: number;
  /** Widest spread, as a fraction of the price. */
  readonly maxSpread: number;
  /** Least time since a symbol's listing; undefined for any. */
  readonly minAge?: Ms | undefined;
  /**
   * Symbols allowed or denied by hand, for good or until a time: an allowed one joins whatever its rank and figures, a denied one
   * never.
   */
  readonly switches: ReadonlyMap<string, { readonly allowed: boolean; readonly until: Ms | undefined }>;
};

export type Universe = {
  /** By quote volume, largest first; ties by symbol. */
  readonly chosen: readonly string[];
  /** Everything else, in the same order, each with its reason in words. */
  readonly left: readonly { readonly symbol: string; readonly why: string }[];
};

/**
 * Figures of the candles that closed in the 24 hours up to `at`, which is 00:00 UTC when the universe is ranked; later candles are not
 * looked at.
 */
export function dayFigures(
  bars: Pick<Bars, 'symbol' | 'timeframe' | 'first' | 'end' | 'time' | 'close' | 'volume'>,
  at: Ms,
  spread?: number,
): DayFigures {
  const length = lengthOf(bars.timeframe);
  let end = bars.end;
  while (end > bars.first && bars.time.at(end - 1) + length > at) end--;
  let start = end;
  while (start > bars.first && bars.time.at(start - 1) >= at - DAY) start--;

  let quoteVolume = 0;
  const returns: number[] = [];
  let [before, beforeAt] = [Number.NaN, Number.NaN];
  for (let i = start; i < end; i++) {
    const close = bars.close.at(i);
    quoteVolume += close * bars.volume.at(i);
    const closesAt = bars.time.at(i) + length;
    if (closesAt % HOUR !== 0) continue;
    // Over a gap there is no hourly return.
    if (closesAt - beforeAt === HOUR) returns.push(close / before - 1);
    [before, beforeAt] = [close, closesAt];
  }
  return { symbol: bars.symbol, quoteVolume, volatility: deviation(returns), spread };
}

function deviation(values: readonly number[]): number | undefined {
  if (values.length < 2) return undefined;
  const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
  const squares = values.reduce((sum, x) => sum + (x - mean) ** 2, 0);
  return Math.sqrt(squares / (values.length - 1));
}

/** Why a symbol's own figures keep it out; undefined when they do not. */
function fault(figures: DayFigures, rules: UniverseRules): string | undefined {
  const { volatility, spread, age } = figures;
  if (rules.minAge !== undefined && age !== undefined && age < rules.minAge)
    return `listed for ${durationText(Math.max(0, age))}, less than ${durationText(rules.minAge)}`;
  if (volatility !== undefined && volatility > rules.maxVolatility)
    return `hourly returns deviate by ${shareText(volatility)}, more than ${shareText(rules.maxVolatility)}`;
  if (spread !== undefined && spread > rules.maxSpread)
    return `a spread of ${shareText(spread)}, wider than ${shareText(rules.maxSpread)}`;
  return undefined;
}

/** Ranks every symbol of a market by its figures as of 00:00 UTC of the day of `at`. Spreads are looked at where there are quotes. */
export function universeOf(market: Market, at: Ms, rules: UniverseRules): Universe {
  const figures = market.instruments().flatMap(({ symbol, listedAt }) => {
    const [finest] = market.timeframesOf(symbol);
    const bars = finest === undefined ? undefined : market.bars(symbol, finest);
    const quote = market.kind === 'quotes' ? market.quote(symbol) : undefined;
    return bars === undefined
      ? []
      : [
          {
            ...dayFigures(bars, utcDay(at), quote === undefined ? undefined : (quote.ask - quote.bid) / quote.last),
            age: listedAt === undefined ? undefined : utcDay(at) - listedAt,
          },
        ];
  });
  return rankUniverse(figures, at, rules);
}

/** Ranks the symbols at `at`, the start of a UTC day. The order of the candidates does not matter. */
export function rankUniverse(candidates: readonly DayFigures[], at: Ms, rules: UniverseRules): Universe {
  const ranked = [...candidates].sort((a, b) => b.quoteVolume - a.quoteVolume || (a.symbol < b.symbol ? -1 : 1));
  const chosen: string[] = [];
  const left: { symbol: string; why: string }[] = [];
  let places = rules.top;
  for (const figures of ranked) {
    const { symbol, quoteVolume } = figures;
    const byHand = rules.switches.get(symbol);
    const switched = byHand !== undefined && (byHand.until === undefined || at < byHand.until) ? byHand : undefined;
    if (switched?.allowed === false) {
      const until = switched.until === undefined ? '' : ` until ${timeText(switched.until)}`;
      left.push({ symbol, why: `denied by hand${until}` });
    } else if (!(quoteVolume > 0)) {
      left.push({ symbol, why: 'nothing traded in the 24 hours before' });
    } else if (switched?.allowed === true) {
      chosen.push(symbol);
    } else {
      const why = fault(figures, rules) ?? (places > 0 ? undefined : `ranked below the first ${rules.top} by quote volume`);
      if (why === undefined) {
        chosen.push(symbol);
        places--;
      } else left.push({ symbol, why });
    }
  }
  return { chosen, left };
}
