import { type Settings, settingsSchema } from '../../src/core/settings.ts';
import { HOUR, type Ms } from '../../src/core/time.ts';
import { SYNTHETIC_FROM, syntheticSource } from '../../src/exchange/synthetic.ts';
import { type MemoryDesk, openDesk } from '../support/memoryDesk.ts';
import type { MemoryLog } from '../support/memoryLog.ts';

type Given = {
  readonly authority?: Settings['authority'];
  readonly approval?: Partial<Settings['approval']>;
  readonly log?: MemoryLog;
};

/** A desk on the built-in market, played to an instant at which positions are open and others are closed. */
export async function playedDesk(hours: number, { authority = 'auto', approval = {}, log }: Given = {}): Promise<MemoryDesk> {
  const source = syntheticSource(42);
  const to: Ms = SYNTHETIC_FROM + (hours + 48) * HOUR;
  const settings = settingsSchema.parse({ authority, approval });
  const desk = await openDesk({ source, from: SYNTHETIC_FROM, to, settings, ...(log === undefined ? {} : { log }) });
  if (hours > 0) await desk.play(SYNTHETIC_FROM + hours * HOUR);
  return desk;
}
