import { pairSpread } from '../../../../src/core/indicators/pairSpread.ts';
import type { CandleColumns } from '../../../../src/core/market/candles.ts';
import { candlesThrough } from '../../candlePaths.ts';
import { drawnLater } from '../candles.ts';
import type { Case } from '../compare.ts';
import { REGTEST_CANDLES, regtest } from '../regtest.ts';
import { quotesIn, STOCK_CANDLES, stockIndicators } from '../stockIndicators.ts';
import { TALIB_CANDLES, talib } from '../talib.ts';

const OTHER = quotesIn('compare.csv');

/** Candles whose logarithmic returns are these values as fractions of the first: correlation knows no unit. */
function returning(values: Float64Array): CandleColumns {
  let sum = 0;
  return candlesThrough([1, ...values.map((value) => Math.exp((sum += value / (values[0] ?? 1) - 1)))]);
}

/** Candles whose logarithmic closes are the returns of these. */
const loggedReturns = ({ close }: CandleColumns): CandleColumns =>
  candlesThrough([...close].map((price, bar) => Math.exp(price / (close[bar - 1] ?? price) - 1)));

const between = (a: Float64Array, b: Float64Array) => ({ candles: returning(a), partner: returning(b) });
const highsAndLows = ({ high, low }: CandleColumns) => between(high, low);
const correlation = (n: number) => ({ partner: 'B', lookback: n + 1 });

/** What a pair's spread says, of series that others measure. A return more is a bar later. */
export const pairs: readonly Case[] = [
  ...drawnLater(talib('CORREL', pairSpread, correlation(30), { correlation: 'output' }, highsAndLows(TALIB_CANDLES)), 1),
  ...drawnLater(regtest('per_hl CORREL 20', pairSpread, correlation(20), ['correlation'], highsAndLows(REGTEST_CANDLES)), 1),
  ...drawnLater(
    stockIndicators(
      'corr',
      pairSpread,
      correlation(20),
      { correlation: 'correlation' },
      between(STOCK_CANDLES.close, OTHER.close),
    ),
    1,
  ),
  ...stockIndicators(
    'beta',
    pairSpread,
    { partner: 'B', lookback: 50 },
    { hedge: 'beta' },
    {
      candles: loggedReturns(OTHER),
      partner: loggedReturns(STOCK_CANDLES),
      from: 50,
      why: 'it leaves out the first bar, which has no return',
    },
  ),
];
