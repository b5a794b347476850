import { hash } from 'node:crypto';
import type { Alert } from '../core/alerts/alert.ts';
import { ALERTS } from '../core/alerts/list.ts';
import type { Ports } from '../core/desk/desk.ts';
import type { Broker } from '../core/execution/broker.ts';
import type { Settings } from '../core/facts/settings.ts';
import type { Instrument } from '../core/market/instrument.ts';
import type { Fixed } from '../core/money.ts';
import type { StandingPrices } from '../core/simulator/restore.ts';
import type { LogStanding } from '../core/state/standing.ts';
import type { DeskState } from '../core/state/state.ts';
import { createStudy } from '../core/study/graph.ts';
import { createMarket, type Market, type Refining } from '../core/study/market.ts';
import type { Study } from '../core/study/plug.ts';
import type { Ms, Timeframe } from '../core/time.ts';
import type { Job } from '../core/trader/job.ts';
import type { OwnPlugins } from '../core/trader/ownPlugins.ts';
import { settingsInForce } from '../core/trader/start.ts';
import { createTrader, type Trader, type TraderOptions } from '../core/trader/trader.ts';
import { wallClock } from '../exchange/clock.ts';
import { JOBS } from '../jobs/list.ts';

/** What a desk is given from around it: where its events are kept, and the people and the process that it belongs to. */
export type DeskPorts = Omit<Ports, 'broker' | 'market' | 'digest' | 'now' | 'label' | 'after'>;

/** What a broker is made with: the market that it trades on, empty as yet, and the settings in force. */
export type Ground = { readonly market: Market; readonly execution: Settings['execution']; readonly now: () => Ms };

/** The broker of a desk, and how one that lives in this process takes up where the desk's log stands. */
export type DeskBroker = {
  readonly broker: Broker;
  restore?(state: DeskState, log: DeskPorts['log'], prices: StandingPrices): Promise<void>;
};

/** The market that a desk trades on, and its account there. */
export type DeskMarket<V extends DeskBroker> = {
  readonly kind: Market['kind'];
  /** First in every message. */
  readonly label: string;
  /** What is traded, and the finest candles that come of it. */
  readonly listings: readonly {
    readonly instrument: Instrument;
    readonly base: Timeframe;
    readonly refine?: Refining | undefined;
  }[];
  /** Whether the run can be played again step by step. */
  readonly rerun: boolean;
  now(): Ms;
  /** Whoever opens a desk decides through whom it trades: that broker's mode is the account's. */
  broker(ground: Ground): V;
  /** Fills market and study with what came before now; gives the prices that stand. */
  warmUp(market: Market, study: Study): Promise<StandingPrices>;
} & Pick<TraderOptions, 'vitals' | 'collect' | 'leftOut'>;

export type DeskOptions<V extends DeskBroker> = {
  readonly ports: DeskPorts;
  readonly on: DeskMarket<V>;
  /** Where its log stands. */
  readonly standing: LogStanding;
  /** Initial values; those of the log come before them. */
  readonly settings: Settings;
  readonly capital: Fixed;
  readonly own: OwnPlugins;
  readonly alerts?: readonly Alert[];
  readonly jobs?: readonly Job[];
  readonly study?: Study;
  readonly recorder?: TraderOptions['recorder'];
  readonly given?: TraderOptions['given'];
  readonly agreeing?: TraderOptions['agreeing'];
  readonly stopwatch?: () => number;
  /** Timers; the wall clock's when left out. */
  readonly after?: Ports['after'];
};

export type OpenedDesk<V extends DeskBroker> = {
  readonly trader: Trader;
  readonly market: Market;
  readonly study: Study;
  /** What its market's clock, or the wall's, fires. */
  readonly jobs: readonly Job[];
  /** As it was given. */
  readonly venue: V;
};

/**
 * The one composition of a desk, whatever moves its market: a replay's clock, an exchange's streams or a test. It stands where its log
 * says, with its study warm and its broker restored; nothing moves before `trader.start`.
 */
export async function openDesk<V extends DeskBroker>(options: DeskOptions<V>): Promise<OpenedDesk<V>> {
  const { ports, on, standing, settings, study = createStudy(), alerts = ALERTS, jobs = JOBS } = options;
  const now = (): Ms => on.now();
  const { timeframes, execution } = settingsInForce(standing.state, settings);
  const market = createMarket({ study, timeframes, kind: on.kind });
  for (const { instrument, base, refine } of on.listings) market.add(instrument, base, refine);
  const venue = on.broker({ market, execution, now });
  const trader = createTrader({
    ports: {
      ...ports,
      label: on.label,
      broker: venue.broker,
      market,
      now,
      after: options.after ?? wallClock.after,
      digest: (text) => hash('sha256', text, 'hex'),
    },
    market,
    study,
    alerts,
    jobs,
    own: options.own,
    standing,
    rerun: on.rerun,
    settings,
    capital: options.capital,
    stopwatch: options.stopwatch ?? (() => performance.now()),
    ...(options.given === undefined ? {} : { given: options.given }),
    agreeing: options.agreeing,
    ...(options.recorder === undefined ? {} : { recorder: options.recorder }),
    ...(on.vitals === undefined ? {} : { vitals: on.vitals }),
    ...(on.collect === undefined ? {} : { collect: on.collect }),
    ...(on.leftOut === undefined ? {} : { leftOut: on.leftOut }),
  });
  const prices = await on.warmUp(market, study);
  await venue.restore?.(trader.desk.state(), ports.log, prices);
  return { trader, market, study, jobs, venue };
}
