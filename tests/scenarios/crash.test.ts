import { describe, expect, test } from 'vitest';
import { MINUTE } from '../../src/core/time.ts';
import { sharedData } from '../data.ts';
import { CRASH_SYMBOLS, expectNoBetterThanDue, playCrash } from '../support/crash.ts';
import type { MemoryDesk } from '../support/memoryDesk.ts';
import { eventsOf } from '../support/memoryLog.ts';

const folder = sharedData('ohlcv/binance') ?? '';

/** Nothing holds the desk back: positions on all symbols at once, so that the crash meets as many as possible. */
const UNBRIDLED = {
  timeframes: ['1m', '5m'],
  decisionTimeframe: '5m',
  risk: {
    maxOpenPositions: 6,
    maxCorrelation: 1,
    maxSectorExposure: 1,
    maxDailyLoss: 0.9,
    maxDrawdown: 0.9,
    maxConsecutiveLosses: 100,
  },
};

/** Buys every symbol again and again, through the fall and the rebound. */
async function buyThroughTheFall(desk: MemoryDesk): Promise<void> {
  for (let at = Date.UTC(2021, 4, 19, 12); at <= Date.UTC(2021, 4, 19, 14); at += 5 * MINUTE) {
    await desk.play(at);
    for (const symbol of CRASH_SYMBOLS) await desk.type(`/buy ${symbol} 5000`);
  }
  await desk.play();
}

describe.skipIf(folder === '')('the crash of 2021-05-19', () => {
  test('invariants 1, 5, 6, 8, 10, 11: stops hold, no position is bare, no limit is exceeded, equity is that of the fills', async () => {
    const { desk, judgement, stops } = await playCrash(folder, Date.UTC(2021, 4, 18, 12), Date.UTC(2021, 4, 20));
    expect(judgement.faults).toEqual([]);
    expect(stops.length).toBeGreaterThan(3);
    expectNoBetterThanDue(stops);
    expect(judgement.equities).toBe(eventsOf(desk.rows(), 'instant').length);
    expect(judgement.positions).toBeGreaterThan(5);
  });

  test('invariants 8, 10, 11: six positions at a time, bought all the way down, each leave at their stop or worse', async () => {
    const { judgement, stops } = await playCrash(
      folder,
      Date.UTC(2021, 4, 19, 11),
      Date.UTC(2021, 4, 19, 15),
      UNBRIDLED,
      buyThroughTheFall,
    );
    expect(judgement.faults).toEqual([]);
    expect(judgement.positions).toBeGreaterThan(20);
    expectNoBetterThanDue(stops);
    expect(stops.length).toBeGreaterThan(40);
  });
});
