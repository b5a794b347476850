import { describe, expect, test } from 'vitest';
import { settingsSchema } from '../../src/core/facts/settings.ts';
import type { CandleSource } from '../../src/core/market/candles.ts';
import { DAY } from '../../src/core/time.ts';
import { recordedSource } from '../../src/exchange/recorded.ts';
import { SYNTHETIC_FROM, syntheticSource } from '../../src/exchange/synthetic.ts';
import { sharedData } from '../data.ts';
import { checkBarRules } from '../support/barRules.ts';
import { candleLookup } from '../support/candleLookup.ts';
import { judge } from '../support/judge.ts';
import { openDesk } from '../support/memoryDesk.ts';

/** Plays a market and expects nothing in its log that must never happen, and no fill that the candles do not allow. */
async function expectSound(source: CandleSource, from: number, to: number, values: unknown): Promise<number> {
  const settings = settingsSchema.parse(values);
  const desk = await openDesk({ source, from, to, settings, hurried: true });
  await desk.play();
  await desk.stop();
  const symbols = source.instruments.map(({ symbol }) => symbol);
  const candles = await candleLookup(source, symbols, from - DAY, to);
  const judgement = judge(desk.rows(), { settings, mark: candles.close });
  expect(judgement.faults).toEqual([]);
  expect(checkBarRules(desk.rows(), { settings, candles, instruments: source.instruments }).faults).toEqual([]);
  return judgement.positions;
}

const exits = { partial: 0.5, maxHold: 6 * 3_600_000, stopMethod: 'atr' };
const loose = { maxDailyLoss: 0.9, maxDrawdown: 0.9, maxConsecutiveLosses: 100 };

describe('whole seasons, judged at every event', () => {
  test.each([1, 7, 42])(
    'invariants 1, 5, 6, 8, 10, 11 over twelve days of the synthetic market %i, pairs, shorts and parts included',
    async (seed) => {
      const positions = await expectSound(syntheticSource(seed), SYNTHETIC_FROM, SYNTHETIC_FROM + 12 * DAY, {
        exits,
        risk: loose,
      });
      expect(positions).toBeGreaterThan(20);
    },
  );

  const folder = sharedData('ohlcv/binance') ?? '';
  test.skipIf(folder === '')('the same over the recorded summer of 2024, every symbol there is', async () => {
    const [from, to] = [Date.UTC(2024, 5, 1), Date.UTC(2024, 7, 31)];
    const source = await recordedSource(folder, { from, to, timeframe: '1h' });
    const positions = await expectSound(source, from, to, { risk: { ...loose, maxOpenPositions: 8 } });
    expect(positions).toBeGreaterThan(20);
  });
});
