import type { Config } from '../config/config.ts';
import type { StartOptions } from '../config/startOptions.ts';
import type { Settings } from '../core/facts/settings.ts';
import type { CandleSource } from '../core/market/candles.ts';
import { symbolFor } from '../core/reply/spelling.ts';
import { DAY, lengthOf, MINUTE, type Ms } from '../core/time.ts';
import { stalePrices } from '../core/trader/stale.ts';
import { settingsInForce } from '../core/trader/start.ts';
import { candlesComponent } from '../desk/candlesComponent.ts';
import type { Run, RunPorts, Venue } from '../desk/venue.ts';
import { recordedSource } from '../exchange/recorded.ts';
import { SYNTHETIC_FROM, syntheticSource } from '../exchange/synthetic.ts';
import { candleFiles } from '../store/candleLayout.ts';
import { factsOf } from '../store/parquet.ts';
import { openReplayDesk, type Stretch } from './desk.ts';
import { replayIdentity } from './identity.ts';
import { fullSpeed, paced } from './pace.ts';
import { notStudied } from './studied.ts';

/** Market seconds a second where nobody says otherwise: ten minutes. */
const USUAL_SPEED = 600;
const USUAL_SEED = 42;
/** A person has this long, on the wall clock, to answer a proposal while market time runs faster. */
const ANSWER_TIME = MINUTE;
/** A recording without a start is played from this long before its end. */
const USUAL_SPAN = 30 * DAY;

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
  // Asked for here, so that an unknown name is refused before anything is opened.
  const symbols =
    options.symbols?.map((name) => {
      const symbol = symbolFor(name, known) ?? name;
      source.timeframeOf(symbol);
      return symbol;
    }) ?? known;
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
  const { files } = await candleFiles(folder);
  const facts = await Promise.all(files.map(({ path, timeframe }) => factsOf(path, lengthOf(timeframe))));
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
  return { ...settings, approval: { ...approval, answerWithin: Math.max(approval.answerWithin ?? 0, ANSWER_TIME * speed) } };
}

async function openRun(config: Config, ports: RunPorts, stretch: Stretch, speed: number | 'max'): Promise<Run> {
  const { logs, standing, own, configured, ...rest } = ports;
  const { timeframes } = settingsInForce(standing.state, config.settings);
  const { leftOut: notRead = [], notes = [] } = stretch.source;
  const leftOut = [...notRead, ...notStudied(stretch.source, stretch.symbols, timeframes)];
  let found = (): readonly string[] => leftOut;
  for (const note of [...leftOut, ...notes]) ports.note(note);
  const { trader, clock, tally } = await openReplayDesk({
    ports: {
      ...rest,
      logger: logs.logger,
      logs: logs.tail,
      configured: async () => answerable(await configured(), speed),
      health: async () => [...(await ports.health()), candlesComponent(found(), notes)],
    },
    stretch,
    label: labelOf(stretch.source),
    pace: speed === 'max' ? fullSpeed() : paced(speed),
    leap: speed === 'max',
    standing,
    own,
    settings: answerable(config.settings, speed),
    given: config.given,
    capital: config.initialCapital,
    leftOut: () => leftOut,
  });
  found = () => [...leftOut, ...stalePrices(trader.desk), ...tally.says()];
  return {
    trader,
    data: () => [...found(), ...notes],
    clock: { now: clock.now, paced: speed !== 'max', runUntil: clock.runUntil },
    from: stretch.from,
    // Its clock goes on only where the terminal drives it.
    begin: () => undefined,
    halt: () => Promise.resolve(),
  };
}
