import { describe, expect, it } from 'vitest';
import { changes, settingsRisk, settingsStepUp } from '../../../src/core/approval/settingsRisk.ts';
import { leaves } from '../../../src/core/facts/settingLeaves.ts';
import { type Settings, settingsSchema } from '../../../src/core/facts/settings.ts';

type Given = Parameters<typeof settingsSchema.parse>[0];
const usual = settingsSchema.parse({});
const settings = (given: Given): Settings => settingsSchema.parse(given);

/** What allows more in the second column than in the first. */
const LOOSER: readonly (readonly [string, Given, Given])[] = [
  ['risk.perTrade', { risk: { perTrade: 0.01 } }, { risk: { perTrade: 0.02 } }],
  ['risk.maxNotional', { risk: { maxNotional: 1_000 } }, {}],
  ['risk.kelly', { risk: { kelly: true } }, {}],
  ['execution.maxSlippage', {}, { execution: { maxSlippage: 0.02 } }],
  ['approval.twoAbove', { approval: { twoAbove: 1_000 } }, {}],
  ['approval.answerWithin', { approval: { answerWithin: 300_000 } }, { approval: { answerWithin: 600_000 } }],
  ['approval.asks', { approval: { asks: 8 } }, {}],
  ['approval.pairs', {}, { approval: { pairs: true } }],
  ['signal.score', {}, { signal: { score: 0.2 } }],
  ['signal.confidence', {}, { signal: { confidence: 0.4 } }],
  ['signal.alignment', {}, { signal: { alignment: -0.5 } }],
  ['signal.minAgreeing', { signal: { minAgreeing: 3 } }, { signal: { minAgreeing: 2 } }],
  ['signal.minVolume', { signal: { minVolume: 1_000 } }, {}],
  ['signal.minHealth', { signal: { minHealth: 0.5 } }, { signal: { minHealth: 0.4 } }],
  ['signal.regimes', { signal: { regimes: ['trend'] } }, {}],
  ['signal.regimes', { signal: { regimes: ['trend'] } }, { signal: { regimes: ['range', 'trend'] } }],
  ['universe.minAge', { universe: { minAge: 1_000 } }, {}],
  ['universe.top', {}, { universe: { top: 200 } }],
  ['universe.maxSpread', {}, { universe: { maxSpread: 0.01 } }],
  ['exits.stop', {}, { exits: { stop: 0.03 } }],
  ['exits.atrMultiple', {}, { exits: { atrMultiple: 3 } }],
  ['exits.trailing', {}, { exits: { trailing: false } }],
  ['exits.trailingDistance', {}, { exits: { trailingDistance: 0.03 } }],
  ['exits.leastMove', {}, { exits: { leastMove: 0.5 } }],
  ['exits.leastMoveTicks', {}, { exits: { leastMoveTicks: 3 } }],
  ['exits.partial', { exits: { partial: 0.5 } }, {}],
  ['exits.breakEvenAt', {}, { exits: { breakEvenAt: 0 } }],
  ['exits.maxHold', { exits: { maxHold: 1_000 } }, {}],
  ['exits.confidenceDecay', {}, { exits: { confidenceDecay: 0 } }],
  ['authority', { authority: 'advise' }, { authority: 'approve' }],
  ['authorities.momentum', { authority: 'auto', authorities: { momentum: 'advise' } }, { authority: 'auto' }],
  [
    'signal.strategies.rsi.on',
    { signal: { strategies: { rsi: { on: false, weight: 1 } } } },
    { signal: { strategies: { rsi: { on: true, weight: 1 } } } },
  ],
  [
    'signal.strategies.rsi.weight',
    { signal: { strategies: { rsi: { on: true, weight: 1 } } } },
    { signal: { strategies: { rsi: { on: true, weight: 2 } } } },
  ],
];

describe('a change of settings', () => {
  it.each(LOOSER)('of %s adds one way and reduces the other', (path, tight, loose) => {
    expect(changes(settings(tight), settings(loose))).toMatchObject([{ path, risk: 'adds' }]);
    expect(changes(settings(loose), settings(tight))).toMatchObject([{ path, risk: 'reduces' }]);
  });

  it.each([
    ['exits.stopMethod', { exits: { stopMethod: 'atr' } }],
    ['exits.target', { exits: { target: 0.05 } }],
    ['signal.weights.levels', { signal: { weights: { levels: 0.2 } } }],
    ['execution.postOnlyWait', { execution: { postOnlyWait: 1_000 } }],
  ])('of %s, which can be read neither way, adds both ways', (path, given) => {
    expect(changes(usual, settings(given))).toMatchObject([{ path, risk: 'adds' }]);
    expect(changes(settings(given), usual)).toMatchObject([{ path, risk: 'adds' }]);
  });

  it('that only names what is usual is none', () => {
    const named = settings({ authorities: { momentum: 'auto' }, signal: { strategies: { momentum: { on: true, weight: 1 } } } });
    expect(changes(usual, named)).toEqual([]);
    expect(settingsRisk(named, usual)).toBe('none');
  });

  it('of several leaves adds where one does', () => {
    const mixed = settings({ risk: { perTrade: 0.01, maxPosition: 0.2 } });
    expect(settingsRisk(usual, mixed)).toBe('adds');
    expect(settingsRisk(usual, settings({ risk: { perTrade: 0.01, maxPosition: 0.05 } }))).toBe('reduces');
  });

  it('takes a one-time code where it raises a limit or frees the desk, and not where it only leans', () => {
    expect(settingsStepUp(usual, settings({ risk: { perTrade: 0.03 } }))).toBe('it raises a limit, risk.perTrade');
    expect(settingsStepUp(settings({ authority: 'approve' }), usual)).toBe('the desk trades without asking then');
    expect(settingsStepUp(usual, settings({ exits: { stop: 0.03 } }))).toBeUndefined();
    expect(settingsStepUp(usual, settings({ risk: { perTrade: 0.01 } }))).toBeUndefined();
  });

  it('is judged by leaves that there are', () => {
    const known = new Set(leaves(usual).map(([path]) => path));
    const named = LOOSER.map(([path]) => path).filter((path) => !/^(authorities|signal\.strategies)\./.test(path));
    expect(named.filter((path) => !known.has(path))).toEqual([]);
  });
});
