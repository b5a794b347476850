import { expect, test } from 'vitest';
import { data } from '../../../src/core/alerts/data.ts';
import { ONE } from '../../../src/core/money.ts';
import { emptyState } from '../../../src/core/state/state.ts';

const AT = Date.UTC(2024, 0, 2);

test('the second fault of a kind in a series is counted, and nobody is told anew', () => {
  const market = {
    kind: 'bars',
    instruments: () => [],
    instrument: () => undefined,
    quote: () => undefined,
    bars: () => undefined,
  } as const;
  const desk = { market, label: '', state: emptyState, equity: () => ONE, now: () => AT };
  const gap = {
    type: 'data',
    at: AT,
    symbol: 'AAA/USDT',
    timeframe: '5m',
    problem: 'gap',
    count: 2,
    says: 'two are missing',
  } as const;
  expect(data.tell(gap, desk)).toMatchObject({
    reply: { title: 'AAA/USDT 5m: candles are missing', lines: ['two are missing'] },
  });
  expect(data.tell({ ...gap, again: true }, desk)).toBeUndefined();
});
