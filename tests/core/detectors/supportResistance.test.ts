import { describe, expect, test } from 'vitest';
import { levelsAt, supportResistance } from '../../../src/core/detectors/supportResistance.ts';
import { candlesThrough, walk, zigzag } from '../candlePaths.ts';
import { batch } from '../trial.ts';

const params = supportResistance.params.parse({});

/** Three visits to 110 and 100 each, a fall through 100 at bar 155, and a return to it from below at 175. */
const path = candlesThrough(
  zigzag([
    [0, 100],
    [20, 110],
    [40, 100],
    [60, 110],
    [80, 100],
    [100, 110],
    [120, 100],
    [140, 110],
    [150, 104],
    [165, 90],
    [175, 99.8],
    [190, 92],
  ]),
);

const study = batch({ A: path }, ['1m'], (asked) => ({
  ...asked.series('A', '1m').useDetector(supportResistance, params),
  series: asked.series('A', '1m'),
}));

const levels = (i: number) => levelsAt(params, study.series.use, study.series.bars, i);

describe('a range between 100 and 110', () => {
  test('both edges are zones, each with its role and its touches', () => {
    expect(study.columns.support.at(145)).toBeCloseTo(100, 0);
    expect(study.columns.resistance.at(145)).toBeCloseTo(110, 0);
    expect(study.columns.supportTouches.at(145)).toBe(2);
    expect(study.columns.resistanceTouches.at(145)).toBe(3);
    expect(levels(145).map((level) => level.kind)).toEqual(['resistance', 'support']);
  });

  test('the score leans away from the nearer edge', () => {
    expect(study.columns.score.at(139)).toBeLessThan(-0.3);
    expect(study.columns.score.at(154)).toBeGreaterThan(0.3);
    expect(study.columns.score.at(130)).toBe(0);
  });

  test('approach, touch, break and retest are told in the order in which they happen', () => {
    const told = study.findings.map(({ confirmed, what, kind }) => `${confirmed} ${what} ${kind}`);
    expect(told).toContain('140 touched resistance');
    expect(told).toContain('155 broken support');
    expect(told).toContain('175 retested resistance');
    expect(told.indexOf('154 touched support')).toBeLessThan(told.indexOf('155 broken support'));
  });

  test('a broken support is resistance, inactive until price has come back to it', () => {
    const at = (i: number) => levels(i).find((level) => Math.abs(level.level - 100) < 1);
    expect(at(150)).toMatchObject({ kind: 'support', active: true });
    expect(at(170)).toMatchObject({ kind: 'resistance', active: false });
    expect(at(180)).toMatchObject({ kind: 'resistance', active: true });
    expect(study.columns.support.at(170)).toBeNaN();
  });
});

describe('volume and strength', () => {
  test('a turn on a volume spike confirms a zone and makes it stronger', () => {
    const loud = { ...path, volume: path.volume.map((volume, i) => (i === 120 || i === 119 ? 400 : volume)) };
    const other = batch({ A: loud }, ['1m'], (asked) => asked.series('A', '1m').useDetector(supportResistance, params));
    expect(other.columns.supportStrength.at(145)).toBeCloseTo(study.columns.supportStrength.at(145) + 0.1, 6);
  });

  test('more touches are stronger', () => {
    expect(study.columns.resistanceStrength.at(145)).toBeGreaterThan(study.columns.supportStrength.at(145));
  });
});

describe('laws', () => {
  const wild = walk(3000, 5);
  const run = batch({ A: wild }, ['1m'], (asked) => ({
    ...asked.series('A', '1m').useDetector(supportResistance, params),
    series: asked.series('A', '1m'),
  }));

  test('figures stay in their ranges and support lies below resistance', () => {
    for (let i = 100; i < 3000; i++) {
      const { columns } = run;
      expect(Math.abs(columns.score.at(i))).toBeLessThanOrEqual(1);
      for (const strength of [columns.supportStrength.at(i), columns.resistanceStrength.at(i), columns.confidence.at(i)]) {
        expect(strength).toBeGreaterThanOrEqual(0);
        expect(strength).toBeLessThanOrEqual(1);
      }
    }
  });

  test('the zones that are worked out anew are those of the columns, and few', () => {
    for (let i = 60; i < 3000; i += 37) {
      const all = levelsAt(params, run.series.use, run.series.bars, i);
      expect(all.length).toBeLessThanOrEqual(params.maxZones);
      const supports = all.filter((level) => level.kind === 'support').map((level) => level.level);
      const best = supports.length === 0 ? Number.NaN : Math.max(...supports);
      expect(best).toBe(run.columns.support.at(i));
    }
  });
});
