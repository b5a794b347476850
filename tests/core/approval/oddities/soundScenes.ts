import { boolean, constantFrom, double, integer, record, sample } from 'fast-check';
import { fixed } from '../../../../src/core/money.ts';
import { HOUR, MINUTE } from '../../../../src/core/time.ts';
import { NOW, receiptOf, type Scene, sound, trade } from './planted.ts';

const SYMBOL = 'LINK/USDT:USDT';

/** Scenes in which all is as it should be, of many prices, sizes, sides, spreads and pasts; the same for the same seed. */
export const soundScenes = (count: number, seed: number): readonly Scene[] =>
  sample(
    record({
      price: integer({ min: 2_000, max: 5_000_000 }),
      stop: double({ min: 0.01, max: 0.05, noNaN: true }),
      reward: double({ min: 1.5, max: 4, noNaN: true }),
      notional: double({ min: 500, max: 1_800, noNaN: true }),
      side: constantFrom('buy', 'sell'),
      spread: double({ min: 0.00001, max: 0.0008, noNaN: true }),
      moved: double({ min: -0.004, max: 0.004, noNaN: true }),
      age: integer({ min: 0, max: 4_000 }),
      correlation: double({ min: -0.5, max: 0.7, noNaN: true }),
      closed: integer({ min: 61, max: 5_000 }),
      lost: boolean(),
    }),
    { numRuns: count, seed },
  ).map((card) => {
    const price = card.price / 100;
    const away = card.side === 'buy' ? 1 : -1;
    const last = price * (1 + card.moved);
    const half = (last * card.spread) / 2;
    return {
      plan: sound({
        symbol: SYMBOL,
        side: card.side,
        quantity: (card.notional / price).toFixed(3),
        price: price.toFixed(2),
        stop: (price * (1 - away * card.stop)).toFixed(2),
        targets: [{ price: (price * (1 + away * (card.stop * card.reward + 0.003))).toFixed(2), share: 1 }],
      }),
      receipt: receiptOf({
        alignment: {
          value: 1,
          frames: [
            { timeframe: '1h', score: 0.6 * away },
            { timeframe: '4h', score: 0.4 * away },
          ],
        },
      }),
      view: {
        age: card.age,
        prices: { [SYMBOL]: last },
        quote: () => ({ at: NOW, bid: last - half, ask: last + half, last, depth: 1e9 }),
        correlation: () => card.correlation,
        instrument: { fundingEvery: 8 * HOUR },
      },
      state: ({ account }) =>
        void account.closed.push(
          trade({ symbol: SYMBOL, profit: fixed(card.lost ? '-20' : '20'), closedAt: NOW - card.closed * MINUTE }),
        ),
    };
  });
