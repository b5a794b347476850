import { describe, expect, it } from 'vitest';
import { settingsSchema } from '../../../src/core/facts/settings.ts';
import { fixed } from '../../../src/core/money.ts';
import { type HaltInput, haltsDue } from '../../../src/core/risk/halts.ts';
import { DAY, HOUR, MINUTE, parseInstant } from '../../../src/core/time.ts';

const day = parseInstant('2024-06-01') ?? 0;
const now = day + 17 * HOUR;
const calm: HaltInput = {
  now,
  risk: settingsSchema.parse({}).risk,
  equity: fixed('10000'),
  peak: fixed('10000'),
  dayStart: fixed('10000'),
  currency: 'USDT',
  openRisk: () => 0n,
  lossesInRow: 0,
  lastClosedAt: undefined,
  dataAge: 0,
  maxDataAge: MINUTE,
  skew: undefined,
  unknown: [],
  active: new Map(),
  told: new Map([
    ['daily loss', 1],
    ['drawdown', 1],
  ]),
};
const told = { 'daily loss': 1, drawdown: 1 };
const events = (changes: Partial<HaltInput>) => haltsDue({ ...calm, told: new Map(Object.entries(told)), ...changes });
const halts = (changes: Partial<HaltInput>) => events(changes).filter(({ type }) => type !== 'riskUsed');
const standing = (name: string, until?: number) => new Map([[name, { until }]]);
const order = (since: number) => [{ clientId: 'cs1', symbol: 'BTC/USDT', since }];

describe('halts', () => {
  it.each<[string, Partial<HaltInput>, object | undefined]>([
    ['calm', {}, undefined],
    ['drawdown a cent inside', { equity: fixed('8500.01'), dayStart: fixed('8500.01') }, undefined],
    [
      'drawdown at the limit, ends by an admin',
      { equity: fixed('8500'), dayStart: fixed('8500') },
      { halt: 'drawdown', ends: 'when an admin lifts it with /resume' },
    ],
    ['daily loss a cent inside', { equity: fixed('9500.01') }, undefined],
    [
      'daily loss at the limit, ends at midnight',
      { equity: fixed('9500') },
      { halt: 'daily loss', ends: 'at 00:00 UTC', until: day + DAY },
    ],
    ['no start of the day yet', { equity: fixed('9500'), dayStart: undefined }, undefined],
    ['five losses in a row', { lossesInRow: 5, lastClosedAt: now }, undefined],
    ['six, the last one today', { lossesInRow: 6, lastClosedAt: day }, { halt: 'consecutive losses', until: day + DAY }],
    ['six, the last one yesterday', { lossesInRow: 6, lastClosedAt: day - 1 }, undefined],
    ['data at the limit', { dataAge: MINUTE }, undefined],
    ['data older', { dataAge: MINUTE + 1 }, { halt: 'stale data', ends: 'when market data arrive again' }],
    ['clock at 500 ms', { skew: -500 }, undefined],
    ['clock past it, either way', { skew: -501 }, { halt: 'clock skew', ends: 'when the clock is within 500 ms again' }],
    ['unknown order, still asked about', { unknown: order(now - MINUTE) }, undefined],
    [
      'unknown order for longer',
      { unknown: order(now - MINUTE - 1) },
      { halt: 'unknown order', ends: 'when an admin lifts it with /resume' },
    ],
  ])('%s', (_says, changes, expected) => {
    expect(halts(changes)).toMatchObject(expected === undefined ? [] : [{ type: 'halted', ...expected }]);
    // Only a halt that names its time has one: a term on the others would lift them unseen.
    for (const halt of halts(changes)) expect('until' in halt).toBe(expected !== undefined && 'until' in expected);
  });

  it('says what it blocks, what goes on and when it ends', () => {
    expect(halts({ equity: fixed('9500') })[0]).toEqual({
      type: 'halted',
      at: now,
      halt: 'daily loss',
      blocks: 'new entries and additions',
      ends: 'at 00:00 UTC',
      until: day + DAY,
      says: 'Today has lost 500.00 of 500.00 (5 %). No new entries or additions; stops, targets and exits go on. Ends at 00:00 UTC.',
    });
  });

  it('halts once, and again when the term of the old halt has passed', () => {
    const loss = { equity: fixed('9500') };
    expect(halts({ ...loss, active: standing('daily loss', day + DAY) })).toEqual([]);
    expect(halts({ ...loss, active: standing('daily loss', now) })).toHaveLength(1);
  });

  it.each(['stale data', 'clock skew'])('lifts %s on recovery', (halt) => {
    expect(halts({ active: standing(halt) })).toEqual([expect.objectContaining({ type: 'haltLifted', halt, who: 'desk' })]);
  });

  it.each(['drawdown', 'unknown order', 'daily loss', 'consecutive losses'])('never lifts %s by itself', (halt) => {
    expect(halts({ active: standing(halt) })).toEqual([]);
  });
});

describe('warnings of use', () => {
  const used = (changes: Partial<HaltInput>) =>
    events({ told: new Map(), ...changes }).flatMap((event) =>
      event.type === 'riskUsed' ? [[event.limit, event.level, event.says]] : [],
    );

  it.each<[string, Partial<HaltInput>, unknown[]]>([
    ['below half', { equity: fixed('9750.01'), peak: fixed('9800') }, []],
    [
      'half of the day',
      { equity: fixed('9750'), openRisk: () => fixed('100') },
      [['daily loss', 0.5, '50 % of the daily loss limit used: −250.00 of −500.00; all stops hit: −350.00, inside the limit']],
    ],
    [
      'the highest level only, and that once',
      { equity: fixed('9620'), openRisk: () => fixed('200'), told: new Map([['daily loss', 0.5]]) },
      [['daily loss', 0.75, '76 % of the daily loss limit used: −380.00 of −500.00; all stops hit: −580.00, outside the limit']],
    ],
    ['told already', { equity: fixed('9620'), told: new Map([['daily loss', 0.75]]) }, []],
    ['fallen a little: not told again', { equity: fixed('9700'), told: new Map([['daily loss', 0.75]]) }, []],
    [
      'fallen below a quarter: armed again',
      { equity: fixed('9900'), told: new Map([['daily loss', 0.75]]) },
      [['daily loss', 0, '20 % of the daily loss limit used: −100.00 of −500.00']],
    ],
    [
      'both limits',
      { equity: fixed('8500') },
      [
        [
          'daily loss',
          1,
          '300 % of the daily loss limit used: −1,500.00 of −500.00; all stops hit: −1,500.00, outside the limit',
        ],
        ['drawdown', 1, '100 % of the drawdown limit used: −1,500.00 of −1,500.00; all stops hit: −1,500.00, outside the limit'],
      ],
    ],
  ])('%s', (_says, changes, expected) => {
    expect(used(changes)).toEqual(expected);
  });
});
