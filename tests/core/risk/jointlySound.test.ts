import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Settings, settingsSchema } from '../../../src/core/facts/settings.ts';
import { unsound } from '../../../src/core/risk/soundSettings.ts';

type Given = {
  readonly perTrade: number;
  readonly stop: number;
  readonly leverage: number;
  readonly maxLeverage: number;
  readonly stopMethod?: 'fixed' | 'atr';
};

const settings = ({ perTrade, stop, leverage, maxLeverage, stopMethod = 'fixed' }: Given): Settings =>
  settingsSchema.parse({ risk: { perTrade, leverage, maxLeverage }, exits: { stop, stopMethod } });

const USUAL: Given = { perTrade: 0.02, stop: 0.02, leverage: 1, maxLeverage: 10 };

describe('leverage, stop and risk together', () => {
  it('a stop beyond which most of the margin is gone is refused, whichever of the two is changed', () => {
    const given = settings({ ...USUAL, stop: 0.06, leverage: 10 });
    const wrong = 'at 10x a stop of 6 % costs 60 % of the margin; the exchange liquidates near it';
    expect(unsound(given, 'risk.leverage')).toEqual([
      { path: 'risk.leverage', wrong, expected: 'at most 8.3x, or exits.stop at most 5 %' },
    ]);
    expect(unsound(given, 'exits.stop')).toEqual([
      { path: 'exits.stop', wrong, expected: 'at most 5 %, or risk.leverage at most 8.3x' },
    ]);
  });

  it('a risk is refused that no position may be large enough for', () => {
    expect(unsound(settings({ ...USUAL, perTrade: 0.1, stop: 0.005, leverage: 2 }), 'risk.perTrade')).toEqual([
      {
        path: 'risk.perTrade',
        wrong: '10 % lost at a stop of 0.5 % takes 12.5 times the equity; risk.maxLeverage is 10x',
        expected: 'at most 8 %, or exits.stop at least 0.7 %, or risk.maxLeverage at least 12.5x',
      },
    ]);
  });

  it('at 1x, as on spot, it says what such a stop can lose, and offers no leverage', () => {
    expect(unsound(settings({ ...USUAL, perTrade: 0.1, stop: 0.005 }), 'exits.stop')).toEqual([
      {
        path: 'exits.stop',
        wrong: '10 % lost at a stop of 0.5 % takes 12.5 times the equity; risk.maxLeverage is 10x',
        expected: 'at least 0.7 %, or risk.perTrade at most 8 % (at 1x the equity loses 0.8 %)',
      },
    ]);
  });

  it('a lower maximum of the leverage is never refused by it', () => {
    const given = settings({ ...USUAL, stop: 0.01, maxLeverage: 1 });
    expect(unsound(given, 'risk.maxLeverage')).toEqual([]);
    expect(unsound(given, 'risk.perTrade').map(({ expected }) => expected)).toEqual([
      'at most 1.3 % (at 1x the equity loses 1.3 %), or exits.stop at least 1.7 %',
    ]);
  });

  it('says nothing of a stop that follows the market, and nothing of what is out of its own range twice', () => {
    expect(unsound(settings({ ...USUAL, perTrade: 0.1, stop: 0.005, stopMethod: 'atr' }))).toEqual([]);
    expect(unsound(settings({ ...USUAL, perTrade: 0.9 })).map(({ path }) => path)).toEqual(['risk.perTrade']);
  });

  it('what it says would pass does', () => {
    const share = (most: number) => fc.integer({ min: 30, max: most }).map((part) => part / 10_000);
    const given = fc.record({
      perTrade: share(1_000),
      stop: share(5_000),
      leverage: fc.integer({ min: 1, max: 100 }),
      maxLeverage: fc.constant(100),
    });
    fc.assert(
      fc.property(
        fc.oneof(
          given,
          given.map((one) => ({ ...one, leverage: 1, maxLeverage: 2 })),
        ),
        (one) => {
          for (const asked of ['risk.perTrade', 'risk.leverage', 'exits.stop', 'risk.maxLeverage']) {
            for (const { path, expected } of unsound(settings(one), asked)) {
              const [, figure, unit] = /^at (?:least|most) ([\d.]+)( %|x)/.exec(expected) ?? [];
              const value = Number(figure) / (unit === 'x' ? 1 : 100);
              const name = path.split('.')[1] ?? '';
              expect(unsound(settings({ ...one, [name]: value }), path).filter((left) => left.path === path)).toEqual([]);
            }
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});
