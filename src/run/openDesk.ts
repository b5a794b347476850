import { hash } from 'node:crypto';
import type { Alert } from '../core/alerts/alert.ts';
import { ALERTS } from '../core/alerts/list.ts';
import type { Ports } from '../core/desk/desk.ts';
import type { Broker } from '../core/execution/broker.ts';
import type { EventLog } from '../core/facts/eventLog.ts';
import type { EventOf } from '../core/facts/events.ts';
import type { Settings } from '../core/facts/settings.ts';
import type { Instrument } from '../core/market/instrument.ts';
import type { Fixed } from '../core/money.ts';
import { type FundingRates, moveWith } from '../core/simulator/marketInput.ts';
import { createMatching } from '../core/simulator/matching.ts';
import { type PaperBroker, paperBroker } from '../core/simulator/paperBroker.ts';
import { restoredVenue, type StandingPrices } from '../core/simulator/restore.ts';
import type { LogStanding } from '../core/state/standing.ts';
import { createStudy } from '../core/study/graph.ts';
import { createMarket, type Market } from '../core/study/market.ts';
import type { Strategy, Study } from '../core/study/plug.ts';
import { DAY, type Ms, type Timeframe } from '../core/time.ts';
import type { Job } from '../core/trader/job.ts';
import { settingsInForce } from '../core/trader/start.ts';
import { createTrader, type Trader, type TraderOptions } from '../core/trader/trader.ts';
import { wallClock } from '../exchange/clock.ts';
import { JOBS } from '../jobs/list.ts';

/** A paper venue that is opened again answers for its trades of this long. */
const REMEMBERED_FILLS = DAY;

/** What a desk is given from around it: where its events are kept, and the people and the process that it belongs to. */
export type DeskPorts = Omit<Ports, 'broker' | 'market' | 'digest' | 'now' | 'label' | 'after'>;

/** The market that a paper desk trades on. */
export type PaperMarket = {
  readonly kind: Market['kind'];
  /** First in every message. */
  readonly label: string;
  /** What is traded, and the finest candles that come of it. */
  readonly listings: readonly { readonly instrument: Instrument; readonly base: Timeframe }[];
  /** Whether the run can be played again step by step. */
  readonly rerun: boolean;
  now(): Ms;
  /** Funding rates that are still to come; none when left out. */
  readonly funding?: FundingRates;
  /** Fills market and study with what came before now; gives the prices that stand. */
  warmUp(market: Market, study: Study): Promise<StandingPrices>;
} & Pick<TraderOptions, 'vitals' | 'collect'>;

export type DeskOptions = {
  readonly ports: DeskPorts;
  readonly on: PaperMarket;
  /** Where its log stands. */
  readonly standing: LogStanding;
  /** Initial values; those of the log come before them. */
  readonly settings: Settings;
  readonly capital: Fixed;
  /** Strategies of the user's own. */
  readonly own: readonly Strategy<unknown>[];
  readonly alerts?: readonly Alert[];
  readonly jobs?: readonly Job[];
  readonly study?: Study;
  readonly recorder?: TraderOptions['recorder'];
  readonly stopwatch?: () => number;
  /** Timers; the wall clock's when left out. */
  readonly after?: Ports['after'];
  /** Puts something between the desk and its paper broker. */
  readonly between?: (paper: PaperBroker, now: () => Ms) => Broker;
};

export type OpenedDesk = {
  readonly trader: Trader;
  readonly market: Market;
  readonly study: Study;
  /** Fed with the market's prices by whoever moves it. */
  readonly paper: PaperBroker;
};

/**
 * The one composition of a desk, whatever moves its market: a replay's clock, an exchange's streams or a test. It stands where its log
 * says, with its study warm and its paper broker restored; nothing moves before `trader.start`.
 */
export async function openDesk(options: DeskOptions): Promise<OpenedDesk> {
  const { ports, on, standing, settings, study = createStudy(), alerts = ALERTS, jobs = JOBS } = options;
  const now = (): Ms => on.now();
  const { timeframes, execution } = settingsInForce(standing.state, settings);
  const market = createMarket({ study, timeframes, kind: on.kind });
  for (const { instrument, base } of on.listings) market.add(instrument, base);
  const matching = createMatching({ instruments: on.listings.map(({ instrument }) => instrument), ...execution });
  const paper = paperBroker(matching, now);
  const trader = createTrader({
    ports: {
      ...ports,
      label: on.label,
      broker: options.between?.(paper, now) ?? paper,
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
    ...(options.recorder === undefined ? {} : { recorder: options.recorder }),
    ...(on.vitals === undefined ? {} : { vitals: on.vitals }),
    ...(on.collect === undefined ? {} : { collect: on.collect }),
  });
  const prices = await on.warmUp(market, study);
  const since = Math.min(now() - REMEMBERED_FILLS, ...prices.running.map(({ at }) => at));
  const { orders, ...restored } = restoredVenue(trader.desk.state(), await fillsSince(ports.log, since), prices);
  // A symbol that is listed no more has no market to rest on.
  matching.restore({ ...restored, orders: orders.filter(({ request }) => market.instrument(request.symbol) !== undefined) });
  if (on.kind === 'bars') moveWith(market, paper, on.funding);
  return { trader, market, study, paper };
}

/** The account's fills at or after a moment, oldest first. */
async function fillsSince(log: EventLog, from: Ms): Promise<readonly EventOf<'fill'>[]> {
  const rows = await log.history({ types: ['fill'], from, limit: Number.MAX_SAFE_INTEGER });
  return rows.flatMap(({ event }) => (event.type === 'fill' ? [event] : [])).toReversed();
}
