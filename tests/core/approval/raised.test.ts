import { describe, expect, it } from 'vitest';
import { raisedLimits } from '../../../src/core/approval/raised.ts';
import { type Settings, settingsSchema } from '../../../src/core/facts/settings.ts';

const usual = settingsSchema.parse({});
const risk = (change: Partial<Settings['risk']>): Settings => ({ ...usual, risk: { ...usual.risk, ...change } });

describe('a limit is raised', () => {
  it.each([
    ['risk.perTrade', { perTrade: 0.021 }],
    ['risk.maxPosition', { maxPosition: 0.2 }],
    ['risk.maxOpenPositions', { maxOpenPositions: 4 }],
    ['risk.maxDailyLoss', { maxDailyLoss: 0.06 }],
    ['risk.maxDrawdown', { maxDrawdown: 0.2 }],
    ['risk.maxSectorExposure', { maxSectorExposure: 0.4 }],
    ['risk.maxCorrelation', { maxCorrelation: 0.9 }],
    ['risk.maxConsecutiveLosses', { maxConsecutiveLosses: 7 }],
    ['risk.leverage', { leverage: 2 }],
    ['risk.maxLeverage', { maxLeverage: 11 }],
    ['risk.maxKelly', { maxKelly: 0.3 }],
  ])('%s, by more and not by less', (name, change) => {
    expect(raisedLimits(usual, risk(change))).toEqual([name]);
    expect(raisedLimits(risk(change), usual)).toEqual([]);
  });

  it('where it is taken away, and not where there is one now', () => {
    expect(raisedLimits(risk({ maxNotional: 1_000 }), usual)).toEqual(['risk.maxNotional']);
    expect(raisedLimits(usual, risk({ maxNotional: 1_000 }))).toEqual([]);
    expect(raisedLimits(risk({ maxNotional: 1_000 }), risk({ maxNotional: 1_001 }))).toEqual(['risk.maxNotional']);
  });

  it('where Kelly no longer holds it down', () => {
    expect(raisedLimits(risk({ kelly: true }), usual)).toEqual(['risk.kelly']);
    expect(raisedLimits(usual, risk({ kelly: true }))).toEqual([]);
  });

  it('for every number under risk', () => {
    for (const [name, value] of Object.entries(usual.risk)) {
      if (typeof value !== 'number') continue;
      expect(raisedLimits(usual, { ...usual, risk: { ...usual.risk, [name]: value * 1.01 } })).toEqual([`risk.${name}`]);
    }
  });
});
