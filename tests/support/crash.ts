import { expect } from 'vitest';
import { settingsSchema } from '../../src/core/facts/settings.ts';
import type { Ms } from '../../src/core/time.ts';
import { recordedSource } from '../../src/exchange/recorded.ts';
import { candleLookup } from './candleLookup.ts';
import { judge, type StopExit } from './judge.ts';
import { type MemoryDesk, openDesk } from './memoryDesk.ts';
import { slippageTable } from './slippageTable.ts';

export const CRASH_SYMBOLS = ['BTC', 'ETH', 'XRP', 'ADA', 'DOGE', 'LTC'].map((base) => `${base}/USDT`);

/** Plays a stretch of May 2021 on recorded 1m candles, judges its log and prints every exit by a stop. */
export async function playCrash(
  folder: string,
  from: Ms,
  to: Ms,
  values: unknown = {},
  play: (desk: MemoryDesk) => Promise<void> = (desk) => desk.play(),
) {
  const source = await recordedSource(folder, { from, to, symbols: CRASH_SYMBOLS, timeframe: '1m' });
  const settings = settingsSchema.parse(values);
  const desk = await openDesk({ source, from, to, settings });
  await play(desk);
  const candles = await candleLookup(source, CRASH_SYMBOLS, from, to);
  const judgement = judge(desk.rows(), { settings, mark: candles.close });
  const stops = judgement.stopExits.map((exit) => ({ ...exit, open: candles.around(exit.symbol, exit.at)?.open ?? Number.NaN }));
  process.stdout.write(`${slippageTable(stops).join('\n')}\n`);
  return { desk, judgement, stops };
}

/** A stop fills at its trigger or at the bar's open, whichever is worse, less slippage. */
export const expectNoBetterThanDue = (stops: readonly (StopExit & { open: number })[]): void => {
  for (const { direction, fill, stop, open } of stops)
    if (direction === 'long') expect(fill).toBeLessThanOrEqual(Math.min(stop, open));
    else expect(fill).toBeGreaterThanOrEqual(Math.max(stop, open));
};
