import type { EventOf } from '../core/facts/events.ts';
import type { Bars, Candle } from '../core/market/candles.ts';
import type { SteadyClock } from '../core/steadyClock.ts';
import type { ClosedCandle, Market } from '../core/study/market.ts';
import type { Study } from '../core/study/plug.ts';
import { lengthOf, type Ms, type Timeframe, timeText } from '../core/time.ts';
import type { Job } from '../core/trader/job.ts';
import type { Trader } from '../core/trader/trader.ts';
import type { Watchable } from '../exchange/feed.ts';
import { type LiveFeed, type LiveInstant, liveFeed } from '../exchange/live.ts';
import type { Collector } from './candleCollector.ts';
import type { CandleProblems } from './candleProblems.ts';
import type { FeedVitals } from './feedVitals.ts';
import type { wallJobs } from './jobs.ts';
import type { PaperQuotes } from './paperQuotes.ts';
import type { Warm } from './warmup.ts';

type LiveDeskOptions = {
  readonly exchange: Watchable & { close(): void };
  readonly trader: Trader;
  readonly market: Market;
  readonly study: Study;
  readonly base: Timeframe;
  readonly clock: SteadyClock;
  readonly quotes: PaperQuotes;
  readonly collector: Collector;
  readonly vitals: FeedVitals;
  readonly warm: Warm;
  readonly problems: Pick<CandleProblems, 'marked'>;
  readonly jobs: readonly Job[];
  /** Fires them by the wall clock. */
  readonly fireJobs: typeof wallJobs;
  /** Makes the end of a chain of work that nobody waits for. */
  readonly failed: (what: string) => (error: unknown) => void;
};

export type LiveDesk = {
  /** Starts the streams and the jobs. */
  begin(): void;
  /** Stops both, and returns when what was under way is done. */
  halt(): Promise<void>;
};

/** Whether a candle that opened at `time` is the next of its series, one that the study has used, or one that it went on without. */
function placeIn({ time: opens, first, end }: Bars, time: Ms): 'next' | 'used' | 'passed' {
  let last = end - 1;
  if (last < first || opens.at(last) < time) return 'next';
  while (last > first && opens.at(last) > time) last -= 1;
  return opens.at(last) === time ? 'used' : 'passed';
}

/** Sets the desk going by what an exchange streams and by the wall clock. What fails is logged and stops nothing else. */
export function openLiveDesk(options: LiveDeskOptions): LiveDesk {
  const { exchange, trader, market, study, base, clock, quotes, collector, vitals, warm, problems, jobs, fireJobs, failed } =
    options;
  const symbols = market.instruments().map(({ symbol }) => symbol);
  const length = lengthOf(base);
  let feed: LiveFeed | undefined;
  let stopJobs = (): void => {};

  const onClosed = ({ at, candles }: LiveInstant): void => {
    if (candles.size > 0) vitals.heard();
    const closed = symbols.flatMap((symbol): ClosedCandle[] => {
      const candle = candles.get(symbol);
      return candle === undefined ? [] : [{ symbol, candle }];
    });
    trader.instant(at, closed, [])?.catch(failed('an instant could not be finished'));
  };

  const tell = (problem: Omit<EventOf<'data'>, 'type' | 'at'>): Promise<void> =>
    trader.record(problems.marked({ type: 'data', at: clock.now(), ...problem }));

  /**
   * A candle that comes after its instant: into the study where it is the next of its series, else kept for the next start. It decides
   * nothing.
   */
  const takeLate = async (symbol: string, candle: Candle): Promise<void> => {
    const place = await trader.exclusive(async () => {
      const bars = market.bars(symbol, base);
      const found = bars === undefined ? 'next' : placeIn(bars, candle.time);
      if (found !== 'next') return found;
      market.close(candle.time + length, { symbol, candle });
      study.advance();
      return found;
    });
    if (place === 'next') return;
    collector.correct(symbol, candle);
    const happened = place === 'used' ? 'was corrected after it was used' : 'came late';
    const says = `${symbol} ${base}: the candle of ${timeText(candle.time)} ${happened}; decisions stay as they were, the study takes it in at the next start`;
    await tell({ symbol, timeframe: base, problem: place === 'used' ? 'correction' : 'late', count: 1, says });
  };

  const startFeed = (): LiveFeed =>
    liveFeed(exchange, {
      symbols,
      timeframe: base,
      clock,
      after: warm.newest,
      onClosed,
      onCorrection(symbol, candle) {
        takeLate(symbol, candle).catch(failed('a late candle could not be taken in'));
      },
      onQuote(symbol, quote) {
        vitals.heard();
        quotes.take(symbol, quote);
      },
      onNews(news) {
        trader.record({ type: 'feed', at: clock.now(), ...news }).catch(failed('news of the feed could not be saved'));
      },
      onProblem(problem) {
        tell(problem).catch(failed('a candle problem could not be saved'));
      },
    });

  return {
    begin() {
      vitals.heard();
      vitals.measureSkew();
      feed = startFeed();
      stopJobs = fireJobs({
        jobs,
        clock,
        cronOf: trader.cronOf,
        fire: (job) => trader.fire(job, clock.now()),
        miss: (job) => trader.miss(job, clock.now()),
        failed: (job, error) => failed(`job ${job.name} could not be finished`)(error),
      });
    },
    async halt() {
      stopJobs();
      feed?.stop();
      quotes.stop();
      exchange.close();
      await trader.exclusive(async () => undefined);
      await collector.stop();
    },
  };
}
