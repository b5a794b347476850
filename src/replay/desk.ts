import type { Broker } from '../core/execution/broker.ts';
import type { CandleSource, FundingRate } from '../core/market/candles.ts';
import { type CandleTally, createCandleTally } from '../core/market/candleTally.ts';
import { createReplay, type Replay } from '../core/replay/clock.ts';
import type { PaperBroker } from '../core/simulator/paperBroker.ts';
import { paperVenue } from '../core/simulator/paperVenue.ts';
import { STEPS_A_MS } from '../core/state/standing.ts';
import type { Refining } from '../core/study/market.ts';
import type { Ms } from '../core/time.ts';
import { settingsInForce } from '../core/trader/start.ts';
import { type DeskBroker, type DeskOptions, type OpenedDesk, openDesk } from '../desk/openDesk.ts';
import { takePast } from './past.ts';
import { beginningOf, warmUp } from './warmup.ts';

/** Candles to be played, from a moment to another, ms UTC. */
export type Stretch = {
  readonly source: CandleSource;
  readonly symbols: readonly string[];
  readonly from: Ms;
  readonly to: Ms;
};

type ReplayDeskOptions = Omit<DeskOptions<DeskBroker>, 'on'> & {
  /** Puts something between the desk and its paper broker. */
  readonly between?: (paper: PaperBroker, now: () => Ms) => Broker;
  readonly stretch: Stretch;
  /** What of its market is not played, a sentence each. */
  readonly leftOut?: () => readonly string[];
  readonly label: string;
  /** Holds the market's time back to the asked speed, and lets others have their turn. */
  readonly pace: (at: Ms, stop: AbortSignal) => Promise<void> | undefined;
  /** Whether idle firings of jobs are passed over in one go. */
  readonly leap: boolean;
  /**
   * Whether its steps are numbered and can be played again; false makes every intent durable before its order leaves, as on the wall
   * clock.
   */
  readonly rerun?: boolean;
};

/** With what its orders are filled by, and what is wrong with its candles. */
export type ReplayDesk = Omit<OpenedDesk<DeskBroker>, 'venue'> & {
  readonly clock: Replay;
  readonly paper: PaperBroker;
  readonly tally: CandleTally;
};

/** A desk on recorded candles where its log says it stands; the last step of that is run again. */
export async function openReplayDesk(options: ReplayDeskOptions): Promise<ReplayDesk> {
  const { stretch, label, pace, leap, standing, settings } = options;
  const { source, symbols, from, to } = stretch;
  const { step, state } = standing;
  const start = step === undefined ? from : Math.floor(step / STEPS_A_MS);
  // A step that is a whole instant's is played again; a command's was given after its instant was done.
  const after = step === undefined || step % STEPS_A_MS === 0 ? start - 1 : start;
  const { timeframes } = settingsInForce(state, settings);
  const funding = new Map<string, readonly FundingRate[]>();
  for (const symbol of symbols) {
    const rates = await source.funding?.(symbol, after + 1, to + 1);
    if (rates !== undefined && rates.length > 0) funding.set(symbol, rates);
  }
  const tally = createCandleTally((symbol) => source.timeframeOf(symbol));
  const refine = new Map<string, Refining>();
  for (const instrument of source.instruments) {
    const rules = source.refine?.(instrument);
    if (rules !== undefined) refine.set(instrument.symbol, rules);
  }
  const since = beginningOf({ source, from, timeframes });
  const known = await takePast({ source, symbols, tally, refine, since, from, done: after });
  let clock: Replay | undefined;
  const { venue, ...desk } = await openDesk({
    ...options,
    on: {
      kind: 'bars',
      label,
      rerun: options.rerun ?? true,
      ...(options.leftOut === undefined ? {} : { leftOut: options.leftOut }),
      listings: source.instruments
        .filter(({ symbol }) => symbols.includes(symbol))
        .map((instrument) => ({
          instrument: known.get(instrument.symbol) ?? instrument,
          base: source.timeframeOf(instrument.symbol),
          refine: refine.get(instrument.symbol),
        })),
      now: () => clock?.now() ?? start,
      broker(ground) {
        const { broker: paper, restore } = paperVenue({ ...ground, funding });
        return { broker: options.between?.(paper, ground.now) ?? paper, restore, paper };
      },
      warmUp: (market, study) => warmUp({ market, study, source, symbols, from, done: after, timeframes }),
    },
  });
  // What was wrong before the start is told with its first instant; of what was played since, all was.
  if (after >= from) tally.settle();
  clock = createReplay({ source, symbols, jobs: desk.jobs, stage: desk.trader.stage, tally, start, after, to, pace, leap });
  return { ...desk, clock, tally, paper: venue.paper };
}
