import { beforeAll, describe, expect, test } from 'vitest';
import { settingsSchema } from '../../src/core/facts/settings.ts';
import type { CandleSource } from '../../src/core/market/candles.ts';
import { MINUTE } from '../../src/core/time.ts';
import { recordedSource } from '../../src/exchange/recorded.ts';
import { sharedData } from '../data.ts';
import { checkBarRules, makerWaits } from '../support/barRules.ts';
import { type CandleLookup, candleLookup } from '../support/candleLookup.ts';
import { CRASH_SYMBOLS } from '../support/crash.ts';
import { openDesk } from '../support/memoryDesk.ts';

const folder = sharedData('ohlcv/binance') ?? '';

const [from, to] = [Date.UTC(2021, 4, 18, 12), Date.UTC(2021, 4, 19, 4)];
let source: CandleSource;
let candles: CandleLookup;
beforeAll(async () => {
  if (folder === '') return;
  source = await recordedSource(folder, { from, to, symbols: CRASH_SYMBOLS, timeframe: '1m' });
  candles = await candleLookup(source, CRASH_SYMBOLS, from, to + MINUTE);
});

async function play(capital: string, execution: Readonly<Record<string, unknown>>) {
  const settings = settingsSchema.parse({
    timeframes: ['1m', '5m'],
    decisionTimeframe: '5m',
    execution,
    signal: { coolDown: 0 },
  });
  const desk = await openDesk({ source, from, to, settings, capital });
  await desk.play();
  return { desk, ...checkBarRules(desk.rows(), { settings, candles, instruments: source.instruments }) };
}

describe.skipIf(folder === '')('the rules of a market of bars, each fill worked out again from the candles', () => {
  test('rules 1 to 11: entries rest at the close, meet the open and take it with what is left; stops and targets fill as written', async () => {
    const { faults, kinds, desk } = await play('100000', {});
    expect(faults).toEqual([]);
    expect(kinds.get('market at a known price')).toBeGreaterThan(5);
    expect(kinds.get('stop within a bar')).toBeGreaterThan(3);
    // 30 s among 1m bars is no whole bar: the rest goes to market at the very open that the order met.
    expect(new Set(makerWaits(desk.rows()))).toEqual(new Set([0]));
  });

  test('rules 4 and 12: a wait of 5 minutes fills makers that are traded through, and the rest goes to market after five bars', async () => {
    const { faults, kinds, desk } = await play('100000', { postOnlyWait: 5 * MINUTE });
    expect(faults).toEqual([]);
    expect(kinds.get('limit traded through')).toBeGreaterThan(3);
    expect(makerWaits(desk.rows()).every((wait) => wait === 5 * MINUTE)).toBe(true);
  });

  test('rules 12 and 13: too much money for the market never takes more than 10 % of a bar', async () => {
    const { faults, kinds } = await play('300000000', {});
    expect(faults).toEqual([]);
    expect(kinds.get('market at a known price')).toBeGreaterThan(20);
  });
});
