import { expect, test } from 'vitest';
import { emptyState } from '../../../src/core/state/state.ts';
import { createStudy } from '../../../src/core/study/graph.ts';
import { createMarket } from '../../../src/core/study/market.ts';
import { MINUTE } from '../../../src/core/time.ts';
import { isStaleDue } from '../../../src/core/trader/stale.ts';
import { PERPETUAL } from '../../support/perpetual.ts';

test.each([
  ['that is watched is told after three candles of silence', [PERPETUAL.symbol], 14 * MINUTE, false],
  ['that is watched is told then', [PERPETUAL.symbol], 15 * MINUTE, true],
  ['that nobody watches is not', [], 60 * MINUTE, false],
])('among quotes a symbol that nobody holds and %s', (_, universe, at, due) => {
  const market = createMarket({ study: createStudy(), timeframes: ['5m'], kind: 'quotes' });
  market.add(PERPETUAL, '5m');
  market.setQuote(PERPETUAL.symbol, { at: 0, bid: 99.9, ask: 100, last: 100 });
  const state = { ...emptyState(), universe };
  expect(isStaleDue({ market, recorder: { state } }, at)).toBe(due);
});
