import { setTimeout as wait } from 'node:timers/promises';
import type { Config } from '../config/config.ts';
import type { StartOptions } from '../config/startOptions.ts';
import type { Settings } from '../core/facts/settings.ts';
import type { CandleSource } from '../core/market/candles.ts';
import { snapshotOf } from '../core/state/snapshot.ts';
import { MINUTE } from '../core/time.ts';
import { stalePrices } from '../core/trader/stale.ts';
import { settingsInForce } from '../core/trader/start.ts';
import { candlesComponent } from '../desk/candlesComponent.ts';
import type { Run, RunPorts, Venue } from '../desk/venue.ts';
import { openReplayDesk, type Stretch } from './desk.ts';
import { replayIdentity } from './identity.ts';
import { fullSpeed, paced } from './pace.ts';
import { openReviews } from './review/reviews.ts';
import { spanOf } from './review/span.ts';
import { allYesBeside } from './review/thread.ts';
import { stretchOf } from './stretch.ts';
import { notStudied } from './studied.ts';

/** Market seconds a second where nobody says otherwise: ten minutes. */
const USUAL_SPEED = 600;
/** A person has this long, on the wall clock, to answer a proposal while market time runs faster. */
const ANSWER_TIME = MINUTE;

/** The replay market: recorded candles from a folder, or the built-in synthetic market when there is none. */
export async function openReplayVenue(options: StartOptions): Promise<Venue> {
  const stretch = await stretchOf(options);
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
    open: (config, ports) => openRun(config, ports, { stretch, speed, options }),
    close: () => Promise.resolve(),
  };
}

const labelOf = (source: CandleSource): string => (source.name.startsWith('synthetic') ? '🧪 SYNTHETIC' : '🧪 REPLAY');

/** Settings under which a proposal can be answered by hand although market time flies. */
function answerable(settings: Settings, speed: number | 'max'): Settings {
  if (speed === 'max') return settings;
  const { approval } = settings;
  return { ...settings, approval: { ...approval, answerWithin: Math.max(approval.answerWithin ?? 0, ANSWER_TIME * speed) } };
}

type Opening = { readonly stretch: Stretch; readonly speed: number | 'max'; readonly options: StartOptions };

async function openRun(config: Config, ports: RunPorts, { stretch, speed, options }: Opening): Promise<Run> {
  const { logs, standing, own, configured, ...rest } = ports;
  const { timeframes } = settingsInForce(standing.state, config.settings);
  const { leftOut: notRead = [], notes = [] } = stretch.source;
  const leftOut = [...notRead, ...notStudied(stretch.source, stretch.symbols, timeframes)];
  let found = (): readonly string[] => leftOut;
  for (const note of [...leftOut, ...notes]) ports.note(note);
  const initial = answerable(config.settings, speed);
  const { trader, clock, tally } = await openReplayDesk({
    ports: {
      ...rest,
      logger: logs.logger,
      logs: logs.tail,
      configured: async () => answerable(await configured(), speed),
      health: async () => [...(await ports.health()), candlesComponent(found(), notes)],
      review: openReviews({
        now: () => clock.now(),
        equity: () => trader.desk.equity(),
        began: () => trader.desk.state().began,
        after: (delay) => wait(delay, undefined, { ref: false }),
        async play({ rule, ...days }, told) {
          const { state, ...span } = await spanOf(ports.log.read(), days);
          const { from, to } = stretch;
          return allYesBeside(
            {
              account: ports.account,
              stretch: { ...options, from, to },
              from,
              span,
              state: snapshotOf(state, undefined),
              settings: initial,
              capital: config.initialCapital,
              plugins: config.plugins,
              to: days.to,
              rule,
            },
            told,
            ports.stop,
          );
        },
      }),
    },
    stretch,
    label: labelOf(stretch.source),
    pace: speed === 'max' ? fullSpeed() : paced(speed),
    leap: speed === 'max',
    standing,
    own,
    settings: initial,
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
