import { hash } from 'node:crypto';
import type { Config } from '../config.ts';
import { ALERTS } from '../core/alerts/list.ts';
import { lastStep, STEPS_A_MS } from '../core/desk/recorder.ts';
import type { Settings } from '../core/facts/settings.ts';
import type { CandleSource } from '../core/market/candles.ts';
import { createReplay, type Replay } from '../core/replay/clock.ts';
import { createMatching } from '../core/simulator/matching.ts';
import { paperBroker } from '../core/simulator/paperBroker.ts';
import { restoredVenue } from '../core/simulator/restore.ts';
import { createStudy } from '../core/study/graph.ts';
import { createMarket } from '../core/study/market.ts';
import { DAY, lengthOf, MINUTE, type Ms } from '../core/time.ts';
import { settingsInForce } from '../core/trader/start.ts';
import { createTrader } from '../core/trader/trader.ts';
import { recordedSource } from '../exchange/recorded.ts';
import { SYNTHETIC_FROM, syntheticSource } from '../exchange/synthetic.ts';
import { JOBS } from '../jobs/list.ts';
import { replayIdentity } from '../run/identity.ts';
import type { Run, RunPorts, Venue } from '../run/run.ts';
import type { StartOptions } from '../startOptions.ts';
import { candleFiles } from '../store/candleLayout.ts';
import { factsOf } from '../store/parquet.ts';
import { fullSpeed, paced } from './pace.ts';
import { anchorOf, warmUp } from './warmup.ts';

/** Market seconds a second where nobody says otherwise: ten minutes. */
const USUAL_SPEED = 600;
const USUAL_SEED = 42;
/** A person has this long, on the wall clock, to answer a proposal while market time runs faster. */
const ANSWER_TIME = MINUTE;
/** A recording without a start is played from this long before its end. */
const USUAL_SPAN = 30 * DAY;

type Stretch = { readonly source: CandleSource; readonly symbols: readonly string[]; readonly from: Ms; readonly to: Ms };

/** The replay market: recorded candles from a folder, or the built-in synthetic market when there is none. */
export async function openReplayVenue(options: StartOptions): Promise<Venue> {
  const stretch = options.replay === undefined ? synthetic(options) : await recorded(options.replay, options);
  const speed = options.speed ?? USUAL_SPEED;
  return {
    label: labelOf(stretch.source),
    replayable: true,
    welcome: {
      market: options.replay === undefined ? 'synthetic' : 'replay',
      source: options.replay ?? '',
      speed,
      symbols: stretch.symbols.length,
    },
    identity: (config, taken, own) => replayIdentity({ config, ...stretch, taken, own, again: options.again }),
    open: (config, ports) => openRun(config, ports, stretch, speed),
    close: () => Promise.resolve(),
  };
}

const labelOf = (source: CandleSource): string => (source.name.startsWith('synthetic') ? '🧪 SYNTHETIC' : '🧪 REPLAY');

function synthetic(options: StartOptions): Stretch {
  const source = syntheticSource(options.seed ?? USUAL_SEED);
  const known = source.instruments.map((instrument) => instrument.symbol);
  const symbols = options.symbols ?? known;
  // Asked for here, so that an unknown name is refused before anything is opened.
  for (const symbol of symbols) source.timeframeOf(symbol);
  return { source, symbols, from: gridUp(source, symbols, options.from ?? SYNTHETIC_FROM), to: options.to ?? source.end };
}

async function recorded(folder: string, options: StartOptions): Promise<Stretch> {
  const { from = 0, to = 0 } =
    options.from === undefined || options.to === undefined ? await usualSpan(folder, options) : options;
  const source = await recordedSource(folder, {
    from,
    to,
    ...(options.symbols === undefined ? {} : { symbols: options.symbols }),
    ...(options.timeframe === undefined ? {} : { timeframe: options.timeframe }),
  });
  const symbols = source.instruments.map((instrument) => instrument.symbol);
  return { source, symbols, from: gridUp(source, symbols, from), to: Math.min(to, source.end) };
}

/** What is played where nobody says: up to the end of the recording, from a month before. */
async function usualSpan(folder: string, { from, to }: StartOptions): Promise<{ readonly from: Ms; readonly to: Ms }> {
  const files = await candleFiles(folder);
  const facts = await Promise.all(files.map(({ path }) => factsOf(path)));
  const end = to ?? Math.max(...facts.map(({ last }) => last));
  return { from: from ?? end - USUAL_SPAN, to: end };
}

/** The first boundary of the finest candles at or after `at`: instants lie on that grid. */
function gridUp(source: CandleSource, symbols: readonly string[], at: Ms): Ms {
  const step = Math.min(...symbols.map((symbol) => lengthOf(source.timeframeOf(symbol))));
  return Math.ceil(at / step) * step;
}

/** Settings under which a proposal can be answered by hand although market time flies. */
function answerable(settings: Settings, speed: number | 'max'): Settings {
  if (speed === 'max') return settings;
  const { approval } = settings;
  return { ...settings, approval: { ...approval, answerWithin: Math.max(approval.answerWithin, ANSWER_TIME * speed) } };
}

/** The desk where its log says it stands; the last step of that is run again. */
async function openRun(
  config: Config,
  ports: RunPorts,
  { source, symbols, from, to }: Stretch,
  speed: number | 'max',
): Promise<Run> {
  const step = lastStep(ports.stored);
  const start = step === undefined ? from : Math.floor(step / STEPS_A_MS);
  // A step that is a whole instant's is played again; a command's was given after its instant was done.
  const after = step === undefined || step % STEPS_A_MS === 0 ? start - 1 : start;

  const { timeframes, execution } = settingsInForce(ports.stored, config.settings);
  const study = createStudy();
  const market = createMarket({ study, timeframes, kind: 'bars' });
  const instruments = source.instruments.filter((instrument) => symbols.includes(instrument.symbol));
  for (const instrument of instruments) market.add(instrument, source.timeframeOf(instrument.symbol));
  const matching = createMatching({ instruments, ...execution });
  let replay: Replay | undefined;
  const now = (): Ms => replay?.now() ?? start;
  const broker = paperBroker(matching, now);

  const trader = createTrader({
    ports: {
      account: ports.account,
      label: labelOf(source),
      version: ports.version,
      log: ports.log,
      broker,
      market,
      logger: ports.logs.logger,
      now,
      digest: (text) => hash('sha256', text, 'hex'),
      oneTimeCodes: ports.oneTimeCodes,
      linkCode: ports.linkCode,
      configured: async () => answerable(await ports.configured(), speed),
      health: ports.health,
      logs: ports.logs.tail,
    },
    market,
    study,
    venue: broker,
    alerts: ALERTS,
    jobs: JOBS,
    own: ports.own,
    stored: ports.stored,
    rerun: true,
    settings: answerable(config.settings, speed),
    capital: config.initialCapital,
    stopwatch: () => performance.now(),
  });
  const anchor = anchorOf(source, from, timeframes);
  const prices = await warmUp({ market, study, source, symbols, anchor, done: after, timeframes });
  matching.restore(restoredVenue(trader.desk.state(), ports.stored, prices));
  const clock = createReplay({
    source,
    symbols,
    jobs: JOBS,
    stage: trader,
    start,
    after,
    to,
    pace: speed === 'max' ? fullSpeed() : paced(speed),
    leap: speed === 'max',
  });
  replay = clock;
  return {
    trader,
    clock: { now, paced: speed !== 'max', runUntil: clock.runUntil },
    from,
    capital: config.initialCapital,
    halt: () => Promise.resolve(),
  };
}
