import { expect, it } from 'vitest';
import { sampleReceipt } from '../../../src/core/alerts/sample.ts';
import { signal } from '../../../src/core/alerts/signal.ts';
import { ONE } from '../../../src/core/money.ts';
import { emptyState } from '../../../src/core/state/state.ts';
import { recordedInstrument } from '../../../src/exchange/recordedInstrument.ts';

const AT = Date.UTC(2024, 0, 2);

it.each([
  [9.4e-7, '0.00000094'],
  [1.8e-9, '0.0000000018'],
  [1.812e-9, '0.000000001812'],
  [43_210.57, '43,210.57'],
  [1e21, '1,000,000,000,000,000,000,000'],
])('a signal at a price of %d is told, the price in its decimals', (price, shown) => {
  const instrument = recordedInstrument('AAA/USDT', [price]);
  const desk = {
    market: {
      kind: 'bars' as const,
      instruments: () => [instrument],
      instrument: () => instrument,
      quote: () => undefined,
      bars: () => undefined,
    },
    label: '',
    state: emptyState,
    equity: () => ONE,
    now: () => AT,
  };
  const receipt = { ...sampleReceipt(AT), price };
  const told = signal.tell({ type: 'signal', at: AT, symbol: 'AAA/USDT', side: 'buy', decision: 'd1', receipt }, desk);
  expect(told?.reply.title).toBe(`BUY AAA · ${shown}`);
});
