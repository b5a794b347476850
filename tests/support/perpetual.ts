import type { Instrument } from '../../src/core/market/instrument.ts';
import { fixed } from '../../src/core/money.ts';

/** A perpetual with small steps, for brokers under test. */
export const PERPETUAL: Instrument = {
  symbol: 'BTC/USDT:USDT',
  base: 'BTC',
  quote: 'USDT',
  kind: 'perpetual',
  tick: fixed('0.01'),
  step: fixed('0.001'),
  minQuantity: fixed('0.001'),
  minNotional: fixed('5'),
  maxLeverage: 10,
};
