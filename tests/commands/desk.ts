import type { OneTimeCodes } from '../../src/core/desk/oneTimeCodes.ts';
import { type Settings, settingsSchema } from '../../src/core/facts/settings.ts';
import { HOUR, type Ms } from '../../src/core/time.ts';
import { SYNTHETIC_FROM } from '../../src/exchange/synthetic.ts';
import { BUILT_IN } from '../support/builtInMarket.ts';
import { type MemoryDesk, openDesk } from '../support/memoryDesk.ts';
import type { MemoryLog } from '../support/memoryLog.ts';
import { quickSettings } from '../support/stories.ts';

type PlayedOptions = {
  readonly authority?: Settings['authority'];
  readonly approval?: Partial<Settings['approval']>;
  readonly log?: MemoryLog;
  /** All of them when left out. */
  readonly symbols?: readonly string[];
  /** One timeframe only, for what no signal matters to. */
  readonly quick?: boolean;
};

/** Bitcoin alone: a desk on it opens in a fraction of the time. */
export const BITCOIN = ['BTC/USDT', 'BTC/USDT:USDT'];

/** A desk on the built-in market, played to an instant at which positions are open and others are closed. */
export async function playedDesk(
  hours: number,
  { authority = 'auto', approval = {}, quick = false, ...given }: PlayedOptions = {},
): Promise<MemoryDesk> {
  const to: Ms = SYNTHETIC_FROM + (hours + 48) * HOUR;
  const settings = (quick ? quickSettings : settingsSchema.parse)({ authority, approval });
  const desk = await openDesk({ source: BUILT_IN, from: SYNTHETIC_FROM, to, settings, ...given });
  if (hours > 0) await desk.play(SYNTHETIC_FROM + hours * HOUR);
  return desk;
}

/** A desk on bitcoin at its first instant, where nothing is held and no signal has been. */
export const stillDesk = (given: Omit<PlayedOptions, 'symbols' | 'quick'> = {}): Promise<MemoryDesk> =>
  playedDesk(0, { ...given, symbols: BITCOIN, quick: true });

/** A desk at its first instant whose people have these one-time codes. */
export const openDeskOfPeople = (factors: OneTimeCodes, log?: MemoryLog): Promise<MemoryDesk> =>
  openDesk({
    source: BUILT_IN,
    symbols: ['BTC/USDT'],
    from: SYNTHETIC_FROM,
    to: SYNTHETIC_FROM + HOUR,
    settings: quickSettings(),
    oneTimeCodes: factors,
    ...(log === undefined ? {} : { log }),
  });
