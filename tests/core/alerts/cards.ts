import type { CardFacts } from '../../../src/core/alerts/card.ts';
import type { Weighing } from '../../../src/core/alerts/planLines.ts';
import { fixed } from '../../../src/core/money.ts';
import { HOUR, MINUTE } from '../../../src/core/time.ts';
import { receiptOf } from '../approval/oddities/planted.ts';
import { instrument, leg, planOf } from '../risk/fixtures.ts';

export const NOW = Date.UTC(2024, 5, 1, 14, 1);
/** A market in which everything has this tick, fees of 0.1 % and half of that as the usual slippage. */
export const desk = (tick = '0.01'): Weighing => ({
  market: {
    instrument: (symbol) => instrument(symbol, { tick: fixed(tick) }),
    instruments: () => [instrument('LINK/USDT')],
    quote: () => undefined,
  },
  equity: () => fixed('10000'),
  execution: () => ({ fee: 0.001, slippage: 0.0005, maxSlippage: 0.01 }),
});

/** LINK bought for 1,021. */
export const facts = (changes: Partial<CardFacts> = {}): CardFacts => ({
  id: 'A12',
  plan: planOf([
    leg({ quantity: '68.9', price: '14.82', stop: '14.45', targets: [{ price: '15.56', share: 1 }], symbol: 'LINK/USDT' }),
  ]),
  receipt: receiptOf(),
  odd: [],
  by: 'desk',
  people: undefined,
  answerBy: NOW + 5 * MINUTE,
  now: NOW,
  ...changes,
});

export const FLAGGED: CardFacts = facts({
  odd: [
    { name: 'size', says: '3× usual size' },
    { name: 'wide spread', says: 'wide spread' },
  ],
});

export const PAIR: CardFacts = facts({
  receipt: undefined,
  plan: planOf(
    [
      leg({ symbol: 'ETH/USDT:USDT', quantity: '0.1', price: '2400', stop: '2304', targets: [] }),
      leg({ symbol: 'BTC/USDT:USDT', side: 'sell', quantity: '0.01', price: '42000', stop: '43680', targets: [] }),
    ],
    { kind: 'pair', strategy: 'pairs', spread: { z: 2.3, halfLife: 9 * HOUR } },
  ),
});
