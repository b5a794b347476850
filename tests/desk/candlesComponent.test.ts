import { expect, it } from 'vitest';
import { candlesComponent } from '../../src/desk/candlesComponent.ts';

const NOTE = 'no candle between 2024-01-01 and 2024-01-04 of DOGE/USDT';
const FAULT = 'BTC/USDT 1h: 3 candles are missing';

it.each([
  [[], [], 'ok', 'none dropped, none missing'],
  [[], [NOTE], 'ok', NOTE],
  [[FAULT], [NOTE], 'degraded', `${FAULT}; ${NOTE}`],
])('of %j and the notes %j the candles are %s', (says, notes, state, text) => {
  expect(candlesComponent(says, notes)).toEqual({ name: 'candles', state, says: text });
});
