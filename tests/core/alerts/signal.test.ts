import { expect, it } from 'vitest';
import { sampleReceipt } from '../../../src/core/alerts/sample.ts';
import { signal } from '../../../src/core/alerts/signal.ts';
import type { DeskEvent } from '../../../src/core/facts/events.ts';
import { settingsSchema } from '../../../src/core/facts/settings.ts';
import type { MarketView } from '../../../src/core/market/marketView.ts';
import { ONE } from '../../../src/core/money.ts';
import { evolve } from '../../../src/core/state/evolve.ts';
import { emptyState } from '../../../src/core/state/state.ts';
import { recordedInstrument } from '../../../src/exchange/recordedInstrument.ts';

const AT = Date.UTC(2024, 0, 2);

const sampleMarket = (symbol: string, price: number): MarketView => {
  const instrument = recordedInstrument(symbol, [price]);
  return {
    kind: 'bars',
    instruments: () => [instrument],
    instrument: (asked) => (asked === symbol ? instrument : undefined),
    quote: () => undefined,
    bars: () => undefined,
  };
};

it.each([
  [9.4e-7, '0.00000094'],
  [1.8e-9, '0.0000000018'],
  [1.812e-9, '0.000000001812'],
  [43_210.57, '43,210.57'],
  [1e21, '1,000,000,000,000,000,000,000'],
])('a signal at a price of %d is told, the price in its decimals', (price, shown) => {
  const desk = { market: sampleMarket('AAA/USDT', price), label: '', state: emptyState, equity: () => ONE, now: () => AT };
  const receipt = { ...sampleReceipt(AT), price };
  const told = signal.tell({ type: 'signal', at: AT, symbol: 'AAA/USDT', side: 'buy', decision: 'd1', receipt }, desk);
  expect(told?.reply.title).toBe(`BUY AAA · ${shown}`);
});

const HELD: DeskEvent = {
  type: 'positionOpened',
  at: AT,
  position: 1,
  symbol: 'AAA/USDT',
  direction: 'long',
  decision: 'd0',
  leg: 0,
  paired: false,
  strategy: 'momentum',
  score: 0.5,
  confidence: 0.6,
  quantity: '1',
  price: '100',
  stop: '98',
  targets: [],
  leverage: 1,
};

it.each([
  ['a sell on spot of what nobody holds', 'AAA/USDT', 'sell', [], false, false],
  ['the same where that is set', 'AAA/USDT', 'sell', [], true, true],
  ['a sell on spot of what is held', 'AAA/USDT', 'sell', [HELD], false, true],
  ['a buy on spot', 'AAA/USDT', 'buy', [], false, true],
  ['a sell on a perpetual', 'AAA/USDT:USDT', 'sell', [], false, true],
] as const)('%s', (_, symbol, side, events, tellIdle, isTold) => {
  const state = emptyState();
  for (const event of events) evolve(state, event);
  state.settings.values = settingsSchema.parse({ signal: { tellIdle } });
  const desk = { market: sampleMarket(symbol, 100), label: '', state: () => state, equity: () => ONE, now: () => AT };
  const told = signal.tell({ type: 'signal', at: AT, symbol, side, decision: 'd1', receipt: sampleReceipt(AT) }, desk);
  expect(told !== undefined).toBe(isTold);
});
