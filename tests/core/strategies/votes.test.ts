import { describe, expect, it } from 'vitest';
import { emaCross } from '../../../src/core/strategies/emaCross.ts';
import { grid, stepsAway } from '../../../src/core/strategies/grid.ts';
import { ichimoku } from '../../../src/core/strategies/ichimoku.ts';
import { heardNames, voicesOf } from '../../../src/core/strategies/list.ts';
import { macd } from '../../../src/core/strategies/macd.ts';
import { rsi } from '../../../src/core/strategies/rsi.ts';
import { smaCross } from '../../../src/core/strategies/smaCross.ts';
import { vwap } from '../../../src/core/strategies/vwap.ts';
import { createStudy } from '../../../src/core/study/graph.ts';
import type { Strategy } from '../../../src/core/study/plug.ts';
import { candlesThrough } from '../candlePaths.ts';

/** What a strategy says of the last of these closes. */
function vote(strategy: Strategy<unknown>, closes: readonly number[], params: object = {}) {
  const series = createStudyWith(closes);
  const heard = series.useStrategy(strategy, strategy.params.parse(params));
  const last = closes.length - 1;
  return {
    score: heard.columns.score.at(last),
    confidence: heard.columns.confidence.at(last),
    words: heard.explain(last).join('; '),
  };
}

function createStudyWith(closes: readonly number[]) {
  const study = createStudy();
  const series = study.series('A', '1m');
  series.bars.append(candlesThrough(closes, { wick: 0.001 }));
  study.advance();
  return series;
}

const path = (length: number, at: (i: number) => number): readonly number[] => Array.from({ length }, (_, i) => at(i));
/** Quiet around 100, leaning a little the other way, then a straight way up or down. */
const turning = (slope: number, bars: number) =>
  path(300 + bars, (i) => 100 + (i % 2) * 0.05 - Math.sign(slope) * 0.002 * i + (i < 300 ? 0 : (i - 299) * slope));

describe('a price that never moves', () => {
  const prices = [0.1, 0.3, 0.7, 0.9998, 1.0003, 1.1, 3.3, 0.07, 0.000_012_34, 1.2e-8, 64_123.45];
  it.each([
    ['sma cross', smaCross],
    ['ema cross', emaCross],
    ['macd', macd],
    ['rsi', rsi],
    ['vwap', vwap],
    ['ichimoku', ichimoku],
    ['grid', grid],
  ] as const)('is no reason for %s to vote, whatever the price', (_, strategy) => {
    for (const price of [...prices, ...path(40, (i) => 0.01 * 1.37 ** i + 0.1)]) {
      const study = createStudy();
      const series = study.series('A', '1m');
      series.bars.append(
        candlesThrough(
          path(320, () => price),
          { wick: 0 },
        ),
      );
      study.advance();
      const { columns } = series.useStrategy(strategy, strategy.params.parse({}));
      study.advance();
      for (let i = 250; i < 320; i++)
        expect(Math.abs(columns.score.at(i) * columns.confidence.at(i)), `${price}`).toBeLessThan(1e-9);
      for (let i = 250; i < 320; i++)
        if (columns.confidence.at(i) > 0.01) expect(Math.abs(columns.score.at(i))).toBeLessThan(1e-6);
    }
  });
});

describe('crossings', () => {
  it.each([
    ['sma cross', smaCross],
    ['ema cross', emaCross],
    ['macd', macd],
  ] as const)('%s: buys where it has just crossed upwards, and sells in the mirror', (_, strategy) => {
    const fresh = vote(strategy, turning(0.5, 3));
    expect(fresh.score).toBeGreaterThan(0.8);
    expect(vote(strategy, turning(-0.5, 3)).score).toBeLessThan(-0.8);
    expect(fresh.words).toMatch(/above .* by [\d.]+ ATR; crossed \d bars ago/);
  });

  it('fade to half a vote ten bars after the crossing', () => {
    expect(vote(smaCross, turning(0.5, 40)).score).toBe(0.5);
    expect(vote(smaCross, turning(0.5, 40)).words).toContain('crossed 10 bars ago or more');
  });
});

describe('rsi', () => {
  it('buys what is oversold, surer where it turns, and is silent in between', () => {
    const falling = vote(rsi, turning(-0.4, 20), { adxPeriod: 100 });
    expect(falling.score).toBeGreaterThan(0.5);
    const turned = vote(rsi, [...turning(-0.4, 20), 93.2], { adxPeriod: 100 });
    expect(turned.confidence).toBeGreaterThan(falling.confidence);
    expect(vote(rsi, turning(0.4, 20)).score).toBeLessThan(-0.5);
    expect(vote(rsi, turning(0, 20))).toMatchObject({ score: 0, confidence: 0 });
    expect(falling.words).toMatch(/^RSI \d+ \(buys below 30, sells above 70\)/);
  });
});

describe('vwap', () => {
  it('joins the side of the average, but not what has run away from it', () => {
    expect(vote(vwap, turning(0.05, 8)).score).toBeGreaterThan(0);
    expect(vote(vwap, turning(-0.05, 8)).score).toBeLessThan(0);
    expect(vote(vwap, [...turning(0, 8), 200]).score).toBeLessThan(0.5);
  });
});

describe('ichimoku', () => {
  it('is long above the cloud with every line on its side, short below, silent within', () => {
    const rising = vote(
      ichimoku,
      path(300, (i) => 100 + 0.3 * i),
    );
    expect(rising.score).toBe(1);
    expect(
      vote(
        ichimoku,
        path(300, (i) => 200 - 0.3 * i),
      ).score,
    ).toBe(-1);
    expect(vote(ichimoku, [...path(300, (i) => 100 + (i % 40 < 20 ? 1 : -1)), 100]).score).toBe(0);
    expect(rising.words).toMatch(/^close above the cloud; conversion above base by [\d.]+ ATR; close above that 26 bars ago$/);
  });
});

describe('grid', () => {
  const centred = (price: number) => [...path(300, (i) => 100 + (i % 2) * 0.02), price];

  it.each([
    ['arithmetic', 97.5, -2],
    ['arithmetic', 103, 3],
    ['arithmetic', 100.5, 0],
    ['geometric', 98, -2],
    ['geometric', 102.02, 2],
  ] as const)('%s lines of 1 per cent around 100: %d lies %d steps away', (steps, price, away) => {
    expect(stepsAway(price, 100, { steps, percent: 1 })).toBe(away);
  });

  it('asks for one part more at each line below its centre, and for none beyond the outermost', () => {
    const score = (price: number): number => vote(grid, centred(price), { levels: 5 }).score;
    expect([score(98.9), score(97.9), score(95.1)]).toEqual([0.2, 0.4, 0.8]);
    expect(score(101.2)).toBe(-0.2);
    expect(score(93)).toBe(0);
    expect(vote(grid, centred(93)).words).toContain("beyond the grid's 5 lines: nothing is added");
  });
});

describe('which strategies are heard', () => {
  it('the usual four, those that the settings name, and own ones', () => {
    expect(heardNames({})).toEqual(['momentum', 'mean reversion', 'divergence', 'pairs']);
    expect(heardNames({ vwap: { on: true, weight: 1 }, momentum: { on: false, weight: 1 } })).toEqual([
      'momentum',
      'mean reversion',
      'divergence',
      'vwap',
      'pairs',
    ]);
    const own = { ...vwap, name: 'mine' };
    expect(voicesOf(['B'], {}, [own]).map(({ name }) => name)).toEqual([
      'momentum',
      'mean reversion',
      'divergence',
      'mine',
      'pairs B',
    ]);
  });
});
