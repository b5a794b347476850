import { describe, expect, test } from 'vitest';
import { sharedData } from '../data.ts';
import { expectNoBetterThanDue, playCrash } from '../support/crash.ts';
import { eventsOf } from '../support/memoryLog.ts';

const folder = sharedData('ohlcv/binance') ?? '';

describe.skipIf(folder === '')('ten days of May 2021 on 1m candles', () => {
  test('invariants 1, 5, 6, 8, 10, 11 hold at every event from 2021-05-10 to 2021-05-20', async () => {
    const { desk, judgement, stops } = await playCrash(folder, Date.UTC(2021, 4, 10), Date.UTC(2021, 4, 20));
    expect(judgement.faults).toEqual([]);
    expectNoBetterThanDue(stops);
    expect(stops.length).toBeGreaterThan(20);
    expect(judgement.equities).toBe(eventsOf(desk.rows(), 'instant').length);
  });

  test('the same with a loss limit that never halts it, so that it trades through the crash', async () => {
    const risk = { maxDailyLoss: 0.9, maxDrawdown: 0.9, maxConsecutiveLosses: 100 };
    const { judgement, stops } = await playCrash(folder, Date.UTC(2021, 4, 10), Date.UTC(2021, 4, 20), { risk });
    expect(judgement.faults).toEqual([]);
    expectNoBetterThanDue(stops);
  });
});
