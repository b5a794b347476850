import { join } from 'node:path';
import type { Config } from '../config/config.ts';
import type { StartOptions } from '../config/startOptions.ts';
import { ExchangeError } from '../core/execution/broker.ts';
import { messageOf } from '../core/facts/messageOf.ts';
import { counted } from '../core/reply/format.ts';
import { paperVenue } from '../core/simulator/paperVenue.ts';
import type { SteadyClock } from '../core/steadyClock.ts';
import type { Market } from '../core/study/market.ts';
import { lengthOf, type Timeframe } from '../core/time.ts';
import { stalePrices } from '../core/trader/stale.ts';
import { settingsInForce } from '../core/trader/start.ts';
import { candlesComponent } from '../desk/candlesComponent.ts';
import { openDesk } from '../desk/openDesk.ts';
import type { Run, RunPorts, Venue } from '../desk/venue.ts';
import { type ExchangeOptions, openExchange, type PublicExchange } from '../exchange/ccxt.ts';
import { wallClock } from '../exchange/clock.ts';
import { type Collector, candleCollector } from './candleCollector.ts';
import { candleProblems } from './candleProblems.ts';
import { wallClockwork } from './clockwork.ts';
import { openLiveDesk } from './desk.ts';
import { feedVitals } from './feedVitals.ts';
import { exchangeIdentity } from './identity.ts';
import { wallJobs } from './jobs.ts';
import { paperQuotes } from './paperQuotes.ts';
import { chooseInstruments } from './symbols.ts';
import { type Warm, warmUpLive } from './warmup.ts';

/** What a test puts in place of the machine's clock and the internet. */
export type ExchangePorts = Pick<ExchangeOptions, 'route' | 'random' | 'timings'> & {
  readonly clock?: SteadyClock;
  /** What fires the jobs; the wall clock when left out. */
  readonly jobs?: typeof wallJobs;
};

const LABEL = '📄 PAPER';

/**
 * Paper trading on a real exchange's public data. Throws ExchangeError: `fatal` for a name that ccxt does not know, `retry` without a
 * network; both say what to do.
 */
export async function openExchangeVenue(options: StartOptions, name: string, ports: ExchangePorts = {}): Promise<Venue> {
  const exchange = await openExchange(name, ports).catch(nameTheWayOut);
  let watched = 0;
  return {
    label: LABEL,
    replayable: false,
    get welcome() {
      return { market: 'exchange', source: name, speed: undefined, symbols: watched } as const;
    },
    identity: (config) => exchangeIdentity(config, name),
    async open(config, runPorts) {
      const run = await openRun(options, config, runPorts, exchange, ports);
      watched = run.trader.desk.market.instruments().length;
      return run;
    },
    close: async () => exchange.close(),
  };
}

/** Whoever has no network, or no such exchange, can still play. */
const nameTheWayOut = (error: unknown): never => {
  if (!(error instanceof ExchangeError) || error.message.includes('replay market')) throw error;
  throw new ExchangeError(error.kind, `${error.message} "npm start" without EXCHANGE plays the replay market`, { cause: error });
};

/** The desk where its log says it stands, on the market as it is now. */
async function openRun(
  options: StartOptions,
  config: Config,
  ports: RunPorts,
  exchange: PublicExchange,
  { clock = wallClock, jobs: fireJobs = wallJobs }: ExchangePorts,
): Promise<Run> {
  const { state } = ports.standing;
  const settings = settingsInForce(state, config.settings);
  const now = (): number => clock.now();
  const { top } = settings.universe;
  const chosen = await chooseInstruments(exchange, { symbols: options.symbols, top, state });
  const leftOut = [...chosen.notes];
  for (const note of leftOut) ports.note(note);
  /** What was dropped or is missing in the candles of before the start, a sentence each. */
  const before: string[] = [];

  const base = finest(settings.timeframes);
  const folder = join(config.home, 'candles');
  const vitals = feedVitals(exchange, clock);
  const problems = candleProblems();
  let found = (): readonly string[] => [...leftOut, ...before];
  const begun = Promise.withResolvers<{ readonly warm: Warm; readonly collector: Collector }>();
  const { standing, own, logs, note, stop, ...rest } = ports;
  /** The first is told at once; where a network is away, they are all of them. */
  const lacks = (says: string): void => {
    if (leftOut.push(says) === chosen.notes.length + 1) note(says);
  };
  const { trader, market, study, jobs, venue } = await openDesk({
    ports: {
      ...rest,
      logger: logs.logger,
      logs: logs.tail,
      health: async () => [...(await ports.health()), vitals.component(), candlesComponent(found())],
    },
    on: {
      kind: 'quotes',
      label: LABEL,
      rerun: false,
      listings: chosen.instruments.map((instrument) => ({ instrument, base })),
      now,
      broker: paperVenue,
      async warmUp(market, study) {
        const warm = await warmUpLive({
          exchange,
          market,
          study,
          folder,
          anchors: state.anchors,
          now,
          note,
          lacks,
          problem: ({ says }) => before.push(says),
          stop,
        });
        markAtLastClose(market, base);
        study.advance();
        const collector = candleCollector({
          market,
          folder,
          exchange: exchange.name,
          stored: warm.stored,
          unsaved: warm.unsaved,
          now,
        });
        begun.resolve({ warm, collector });
        return { running: [], closes: [] };
      },
      vitals: vitals.read,
      leftOut: () => [...leftOut, ...(before.length === 0 ? [] : [history(before.length)])],
      async collect() {
        vitals.measureSkew();
        return (await (await begun.promise).collector.collect()).map(problems.marked);
      },
    },
    standing,
    settings: config.settings,
    given: config.given,
    capital: config.initialCapital,
    own,
  });
  trader.onEvent(problems.listener);
  found = () => [...leftOut, ...stalePrices(trader.desk), ...problems.says(), ...before];
  const { warm, collector } = await begun.promise;

  const failed = (what: string) => (error: unknown) => logs.logger('bot', 'error', `${what}: ${messageOf(error)}`);
  const quotes = paperQuotes({
    market,
    broker: venue.broker,
    clock,
    book: (symbol, depth) => exchange.orderBook(symbol, depth),
    isMarketOrder: (clientId) => trader.desk.state().orders.all.get(clientId)?.kind === 'market',
    pulse: () => trader.pulse(),
    failed: failed('a quote could not be matched'),
  });
  const live = openLiveDesk({
    exchange,
    trader,
    market,
    study,
    base,
    clock,
    quotes,
    collector,
    vitals,
    warm,
    problems,
    jobs,
    fireJobs,
    failed,
  });
  return {
    trader,
    clock: wallClockwork(clock),
    from: state.began ?? now(),
    data: found,
    begin: () => live.begin(),
    halt: () => live.halt(),
  };
}

const history = (problems: number): string =>
  `candles of before the start are missing or were dropped: ${counted(problems, 'case')}, of which /health names the first`;

const finest = (timeframes: readonly Timeframe[]): Timeframe =>
  timeframes.reduce((least, timeframe) => (lengthOf(timeframe) < lengthOf(least) ? timeframe : least));

/** Until the first quote a symbol is worth what it last closed at, as of then: old enough to mark by and to enter at never. */
function markAtLastClose(market: Market, base: Timeframe): void {
  for (const { symbol } of market.instruments()) {
    const bars = market.bars(symbol, base);
    if (bars === undefined || bars.end === bars.first) continue;
    const last = bars.close.at(bars.end - 1);
    market.setQuote(symbol, { at: bars.time.at(bars.end - 1) + lengthOf(base), bid: last, ask: last, last });
  }
}
