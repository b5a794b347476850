import type { OneTimeCodes } from '../../src/core/desk/oneTimeCodes.ts';
import { type Settings, settingsSchema } from '../../src/core/facts/settings.ts';
import { HOUR, type Ms } from '../../src/core/time.ts';
import { SYNTHETIC_FROM, syntheticSource } from '../../src/exchange/synthetic.ts';
import { type MemoryDesk, openDesk } from '../support/memoryDesk.ts';
import type { MemoryLog } from '../support/memoryLog.ts';

type PlayedOptions = {
  readonly authority?: Settings['authority'];
  readonly approval?: Partial<Settings['approval']>;
  readonly log?: MemoryLog;
  /** All of them when left out. */
  readonly symbols?: readonly string[];
};

/** Bitcoin alone: a desk on it opens in a fraction of the time. */
export const BITCOIN = ['BTC/USDT', 'BTC/USDT:USDT'];

const source = syntheticSource(42);

/** A desk on the built-in market, played to an instant at which positions are open and others are closed. */
export async function playedDesk(
  hours: number,
  { authority = 'auto', approval = {}, ...given }: PlayedOptions = {},
): Promise<MemoryDesk> {
  const to: Ms = SYNTHETIC_FROM + (hours + 48) * HOUR;
  const settings = settingsSchema.parse({ authority, approval });
  const desk = await openDesk({ source, from: SYNTHETIC_FROM, to, settings, ...given });
  if (hours > 0) await desk.play(SYNTHETIC_FROM + hours * HOUR);
  return desk;
}

/** A desk at its first instant whose people have these one-time codes. */
export const openDeskOfPeople = (factors: OneTimeCodes, log?: MemoryLog): Promise<MemoryDesk> =>
  openDesk({
    source: syntheticSource(42),
    symbols: ['BTC/USDT'],
    from: SYNTHETIC_FROM,
    to: SYNTHETIC_FROM + HOUR,
    settings: settingsSchema.parse({}),
    oneTimeCodes: factors,
    ...(log === undefined ? {} : { log }),
  });
