import { expect, it } from 'vitest';
import { fixed, fromNumber } from '../../src/core/money.ts';
import { createMatching } from '../../src/core/simulator/matching.ts';
import { paperBroker } from '../../src/core/simulator/paperBroker.ts';
import { createStudy } from '../../src/core/study/graph.ts';
import { createMarket } from '../../src/core/study/market.ts';
import { SECOND } from '../../src/core/time.ts';
import type { OrderBook } from '../../src/exchange/ccxt/markets.ts';
import { paperQuotes } from '../../src/live/paperQuotes.ts';
import { PERPETUAL } from '../support/perpetual.ts';
import { manualClock } from '../venue/manualClock.ts';

const SYMBOL = PERPETUAL.symbol;

/** A paper broker on quotes whose order book never answers, with one quote heard at second 0. */
function withoutBook() {
  const clock = manualClock(0);
  const market = createMarket({ study: createStudy(), timeframes: ['5m'], kind: 'quotes' });
  market.add(PERPETUAL, '5m');
  const broker = paperBroker(createMatching({ instruments: [PERPETUAL], fee: 0, slippage: 0.001, maxVolumeShare: 1 }), () =>
    clock.now(),
  );
  const prices: number[] = [];
  broker.onExecution((report) => {
    if (report.kind === 'trade') prices.push(Number(report.trade.price) / Number(fixed('1')));
  });
  const quotes = paperQuotes({
    market,
    broker,
    clock,
    book: () => new Promise<OrderBook>(() => undefined),
    isMarketOrder: () => true,
    pulse: () => Promise.resolve(),
    failed(error) {
      throw error;
    },
  });
  quotes.take(SYMBOL, { at: 0, bid: 99.9, ask: 100, last: 100 });
  const buy = (): void => {
    broker.place({
      clientId: 'a',
      symbol: SYMBOL,
      side: 'buy',
      kind: 'market',
      quantity: fixed('1'),
      price: fromNumber(105),
      postOnly: false,
      reduceOnly: false,
    });
  };
  /** Time passes, and what was promised meanwhile is kept. */
  const wait = async (seconds: number): Promise<void> => {
    clock.advance(seconds * SECOND);
    await new Promise(setImmediate);
  };
  return { buy, wait, prices, quotes };
}

it('a market order without a book takes the quote that still stands, with slippage', async () => {
  const { buy, wait, prices } = withoutBook();
  buy();
  await wait(2);
  expect(prices).toEqual([100.1]);
});

it('invariant 12: a stale quote fills no market order; the next quote does', async () => {
  const { buy, wait, prices, quotes } = withoutBook();
  await wait(10);
  buy();
  await wait(2);
  expect(prices).toEqual([]);
  quotes.take(SYMBOL, { at: 12 * SECOND, bid: 101.9, ask: 102, last: 102 });
  expect(prices).toEqual([102.11]);
});
