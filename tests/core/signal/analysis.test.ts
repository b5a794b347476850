import { describe, expect, test } from 'vitest';
import { type Settings, settingsSchema } from '../../../src/core/facts/settings.ts';
import type { CandleColumns } from '../../../src/core/market/candles.ts';
import { numberText } from '../../../src/core/reply/format.ts';
import { type Analysis, createAnalysis } from '../../../src/core/signal/analysis.ts';
import { voicesOf } from '../../../src/core/strategies/list.ts';
import { PRESETS } from '../../../src/core/strategies/presets.ts';
import { createStudy } from '../../../src/core/study/graph.ts';
import type { Study } from '../../../src/core/study/plug.ts';
import { type Voice, voice } from '../../../src/core/study/voice.ts';
import { HOUR, MINUTE, type Timeframe, timeText } from '../../../src/core/time.ts';
import { voting } from '../../support/voting.ts';
import { candlesThrough, tiedTo, walk } from '../candlePaths.ts';
import { batch, garbled, type Market, stream } from '../trial.ts';

const TIMEFRAMES: readonly Timeframe[] = ['5m', '15m', '1h'];
const START = Date.UTC(2024, 0, 1);
/** A whole number of hours. */
const BARS = 3996;
const { signal } = settingsSchema.parse({});

const partner = walk(BARS, 3, { length: 5 * MINUTE });
const market: Market = { 'ETH/USDT': { ...tiedTo(partner, 4), time: partner.time }, 'BTC/USDT': partner };

const ask =
  (voices: readonly Voice[] = voicesOf(['BTC/USDT'])) =>
  (study: Study): Analysis =>
    createAnalysis(study, { symbol: 'ETH/USDT', timeframes: TIMEFRAMES, unavailable: ['1m'], decision: '15m', voices });

/** Everything the analysis says at an instant, words included. */
const all = (analysis: Analysis, at: number): unknown => ({
  receipt: analysis.receipt(at, signal, [], []),
  measures: analysis.measures(at),
  pairs: analysis.pairs(at),
  divergences: analysis.newDivergences(at),
  levelEvents: analysis.newLevelEvents(at),
  levels: analysis.levels('15m', at),
  foremost: analysis.foremost(at, signal),
});

const whole = batch(market, TIMEFRAMES, ask());
const instants = Array.from({ length: 60 }, (_, k) => START + (k + 1) * 22 * 15 * MINUTE + (k % 3) * 5 * MINUTE);
const last = START + BARS * 5 * MINUTE;

describe('the whole graph of a symbol, its higher timeframes and its partner', () => {
  test.each([1203, 2500, 3333])('garbling every series from 5m candle %i on changes nothing at or before it', (after) => {
    const cut = START + after * 5 * MINUTE;
    const other = Object.fromEntries(Object.entries(market).map(([symbol, candles]) => [symbol, garbled(candles, after)]));
    const changed = batch(other, TIMEFRAMES, ask());
    const before = [...instants.filter((at) => at <= cut), cut];
    for (const at of before) expect(all(changed, at)).toEqual(all(whole, at));
    expect(changed.receipt(last, signal, [], [])).not.toEqual(whole.receipt(last, signal, [], []));
  });

  test('read live at each instant it says what it says afterwards of the past', () => {
    const wanted = new Set(instants);
    const live = new Map<number, unknown>();
    stream(market, TIMEFRAMES, ask(), (analysis, at) => {
      if (wanted.has(at)) live.set(at, structuredClone(all(analysis, at)));
    });
    expect(live.size).toBe(instants.length);
    for (const at of instants) expect(all(whole, at)).toEqual(live.get(at));
  });
});

test('a hedge ratio that follows the market speaks for plan and exit as it does for the vote', () => {
  const pairHedge = 'kalman';
  const following = batch(market, TIMEFRAMES, (study) =>
    createAnalysis(study, {
      symbol: 'ETH/USDT',
      timeframes: TIMEFRAMES,
      unavailable: [],
      decision: '15m',
      pairHedge,
      voices: voicesOf(['BTC/USDT'], {}, [], pairHedge),
    }),
  );
  const [rolling] = whole.pairs(last);
  const [line] = following.pairs(last);
  expect([line?.correlation, line?.halfLife]).toEqual([rolling?.correlation, rolling?.halfLife]);
  expect(line?.hedge).toBeGreaterThan(0);
  expect(line?.z).not.toBeCloseTo(rolling?.z ?? Number.NaN, 2);
  const words = following.receipt(last, signal, [], [])?.sources.find(({ name }) => name === 'pairs BTC')?.says[0];
  expect(words).toContain(`z ${numberText(line?.z ?? Number.NaN, 2, true)} against BTC`);
});

describe('the receipt', () => {
  test('its contributions sum to the score of the reading, its weights to one', () => {
    let decided = 0;
    for (const at of instants) {
      const receipt = whole.receipt(at, signal, [], []);
      const reading = whole.read(at, signal);
      if (receipt === undefined || reading === undefined || receipt.sources.length === 0) continue;
      decided += 1;
      expect(receipt.score).toBe(reading.score);
      expect(receipt.sources.reduce((sum, source) => sum + source.contribution, 0)).toBeCloseTo(receipt.score, 12);
      expect(receipt.sources.reduce((sum, source) => sum + source.weight, 0)).toBeCloseTo(1, 12);
    }
    expect(decided).toBeGreaterThan(40);
  });

  test('every source has words, and each timeframe its score', () => {
    const receipt = whole.receipt(last, signal, [], []);
    expect(receipt?.sources.map((source) => source.name)).toEqual(
      expect.arrayContaining(['momentum', 'mean reversion', 'divergence', 'pairs BTC', 'support/resistance']),
    );
    for (const source of receipt?.sources ?? []) expect(source.says.join('')).not.toBe('');
    expect(receipt?.alignment.frames.map((frame) => frame.timeframe)).toEqual(TIMEFRAMES);
    expect(receipt?.absent).toEqual(['1m: finer than the data']);
  });

  test('a strategy that lacks candles is absent and says how many it needs', () => {
    const early = START + 480 * 5 * MINUTE;
    const receipt = whole.receipt(early, signal, [], []);
    expect(receipt?.sources.map((source) => source.name)).not.toContain('momentum');
    expect(receipt?.absent).toContain('momentum on 15m: needs 200, has 160');
    expect(whole.needs(early, signal)).toContainEqual({ name: 'momentum', needs: 200, has: 160 });
    expect([whole.isWarm(early, signal), whole.isWarm(last, signal)]).toEqual([false, true]);
    const off = settingsSchema.parse({ signal: { strategies: { momentum: { on: false, weight: 1 } } } }).signal;
    for (const [at, heard] of [
      [early, signal],
      [early, off],
      [last, signal],
    ] as const)
      expect(whole.isWarm(at, heard)).toBe(whole.needs(at, heard).every(({ needs, has }) => has >= needs));
  });

  test('a strategy that is off is left out at once, and weights count', () => {
    const off = settingsSchema.parse({ signal: { strategies: { momentum: { on: false, weight: 1 } } } }).signal;
    const receipt = whole.receipt(last, off, [], []);
    expect(receipt?.sources.map((source) => source.name)).not.toContain('momentum');
    expect(receipt?.absent).toContain('momentum: switched off');
    const heavy = settingsSchema.parse({ signal: { strategies: { momentum: { on: true, weight: 9 } } } }).signal;
    const share = whole.receipt(last, heavy, [], [])?.sources.find((source) => source.name === 'momentum')?.weight ?? 0;
    const plain = whole.receipt(last, signal, [], [])?.sources.find((source) => source.name === 'momentum')?.weight ?? 0;
    expect(share / plain).toBeCloseTo(9 / (12 / 4), 9);
  });
});

describe('a learned voice', () => {
  const learned = voting('learned', () => 1);
  const sharesOf = (strategies: Settings['signal']['strategies']): ReadonlyMap<string, number> => {
    const own = settingsSchema.parse({ signal: { strategies } }).signal;
    const sources = batch(market, TIMEFRAMES, ask(voicesOf([], strategies, [learned]))).receipt(last, own, [], [])?.sources ?? [];
    const voices = sources.filter(({ group }) => group === 'strategies' || group === 'learned');
    const all = voices.reduce((sum, { weight }) => sum + weight, 0);
    return new Map([
      ...voices.map(({ name, weight }) => [name, weight / all] as const),
      ['the whole', sources.find(({ name }) => name === 'learned')?.weight ?? Number.NaN],
    ]);
  };

  test('counts as the preset sources writes it, 2.5 of 7 beside VWAP, RSI and Ichimoku', () => {
    const shares = sharesOf(PRESETS['sources'] ?? {});
    for (const [name, weight] of [
      ['vwap', 1],
      ['rsi', 1.5],
      ['ichimoku', 2],
      ['learned', 2.5],
    ] as const)
      expect(shares.get(name)).toBeCloseTo(weight / 7, 12);
  });

  test('whatever weight is written moves its share; without one it has 0.3 of the whole', () => {
    const named = sharesOf({ ...PRESETS['sources'], learned: { on: true, weight: 9 } });
    expect(named.get('learned')).toBeCloseTo(9 / 13.5, 12);
    expect(sharesOf({}).get('the whole')).toBeCloseTo(0.3, 12);
    expect(sharesOf({ learned: { on: true, weight: 1 } }).get('the whole')).toBeCloseTo(0.3, 12);
  });
});

const broken = voting('broken', (i) => {
  if (i === 900) throw new RangeError('a strange candle');
  return [0.5, 0.5];
});

describe('what is missing', () => {
  test('a decision candle that did not come means no reading, not an old one', () => {
    expect(whole.read(last + 14 * MINUTE, signal)).toBeDefined();
    expect(whole.read(last + 16 * MINUTE, signal)).toBeUndefined();
    expect(whole.read(START, signal)).toBeUndefined();
  });

  test('a coarser candle that did not come leaves its timeframe out', () => {
    const study = createStudy();
    const analysis = ask()(study);
    const fine = market['ETH/USDT'] ?? partner;
    study.bars('ETH/USDT', '15m').append(candlesEvery15(fine));
    study.advance();
    const receipt = analysis.receipt(last, signal, [], []);
    expect(receipt?.alignment.frames.find((frame) => frame.timeframe === '1h')?.score).toBeNull();
    expect(receipt?.absent).toContain('1h: no candle yet');
  });

  test('a strategy that throws is absent from there on and named; the others go on', () => {
    const analysis = batch(market, TIMEFRAMES, ask([...voicesOf([]), voice(broken, {})]));
    const names = (at: number) => analysis.receipt(at, signal, [], [])?.sources.map((source) => source.name);
    expect(names(START + 900 * 15 * MINUTE)).toContain('broken');
    expect(names(START + 901 * 15 * MINUTE)).not.toContain('broken');
    expect(names(last)).toContain('momentum');
    expect(analysis.failures()).toContainEqual({
      name: 'broken',
      timeframe: '15m',
      says: `broken failed at the candle of ${timeText(START + 900 * 15 * MINUTE)}: a strange candle`,
    });
  });
});

test('measures are those of the decision timeframe', () => {
  const measured = whole.measures(last);
  expect(measured.atr).toBeGreaterThan(0);
  expect(measured.bandWidth).toBeGreaterThan(0);
  const zones = instants.flatMap((at) => [whole.measures(at).support ?? [], whole.measures(at).resistance ?? []].flat());
  expect(zones.length).toBeGreaterThan(20);
  expect(zones.every((zone) => zone.low < zone.high)).toBe(true);
});

test('the symbol that asks for no such timeframe is refused by name', () => {
  expect(() =>
    createAnalysis(createStudy(), { symbol: 'X', timeframes: ['1h'], unavailable: [], decision: '15m', voices: [] }),
  ).toThrow('X: decision timeframe 15m is not studied; expected one of 1h');
});

/** 15m candles of the same closes, three by three. */
function candlesEvery15(fine: CandleColumns): CandleColumns {
  return candlesThrough(
    [...fine.close].filter((_, i) => i % 3 === 2),
    { start: START, length: HOUR / 4 },
  );
}
