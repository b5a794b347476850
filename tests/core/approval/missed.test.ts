import { describe, expect, it } from 'vitest';
import { type Missed, missed } from '../../../src/core/approval/missed.ts';
import type { Leg } from '../../../src/core/facts/plan.ts';
import { createBars } from '../../../src/core/market/bars.ts';
import { decimal } from '../../../src/core/money.ts';
import { HOUR } from '../../../src/core/time.ts';

const FROM = 10 * HOUR;
const long: Leg = {
  symbol: 'AAA/USDT',
  side: 'buy',
  quantity: '10',
  price: '100',
  stop: '98',
  targets: [{ price: '104', share: 1 }],
  leverage: 1,
  tactic: 'maker',
};
const short: Leg = { ...long, side: 'sell', stop: '102', targets: [{ price: '96', share: 1 }] };

type Prices = readonly [open: number, high: number, low: number, close: number];

/** Hourly bars of which the first opens when the proposal has ended; `hours` says when the others do. */
function after(prices: readonly Prices[], hours: readonly number[] = prices.map((_, i) => i)) {
  const bars = createBars('AAA/USDT', '1h');
  bars.push({ time: FROM - HOUR, open: 100, high: 200, low: 1, close: 100, volume: 1 });
  for (const [i, [open, high, low, close]] of prices.entries())
    bars.push({ time: FROM + (hours[i] ?? 0) * HOUR, open, high, low, close, volume: 1 });
  return bars;
}

const follow = (leg: Leg, prices: readonly Prices[], hours?: readonly number[]): Missed =>
  missed({ leg, bars: after(prices, hours), from: FROM, band: 0.005, costs: { fee: 0.001, slippage: 0 } });

const told = (would: Missed): string =>
  would.kind === 'made' ? `${would.end} ${decimal(would.profit)} ${would.r.toFixed(4)}` : `${would.kind}: ${would.why}`;

/** Touched at 100, neither stop nor target. */
const TOUCH: Prices = [100.2, 100.5, 99.8, 100.1];

describe('what an order would have made', () => {
  // 10 at 100: the fee in is 1; at 104 the fee out is 1.04, at 98 it is 0.98; the risk is 20 and both.
  it.each([
    ['a long at its target', long, [TOUCH, [100.1, 104.5, 99.9, 104.2]], 'target 37.96 1.7270'],
    ['a long at its stop', long, [TOUCH, [100.1, 100.4, 97.5, 97.9]], 'stop -21.98 -1.0000'],
    ['the stop before the target in one bar', long, [TOUCH, [100.1, 105, 97.9, 104]], 'stop -21.98 -1.0000'],
    ['a stop that is jumped over, at the open behind it', long, [TOUCH, [97, 97.2, 96.5, 97]], 'stop -31.97 -1.4545'],
    ['a short at its target', short, [TOUCH, [100, 100.2, 95.5, 96]], 'target 38.04 1.7275'],
    ['a short at its stop', short, [TOUCH, [100, 102.5, 99, 101]], 'stop -22.02 -1.0000'],
    ['a short whose stop is jumped over', short, [TOUCH, [103, 103.5, 102.6, 103]], 'stop -32.03 -1.4546'],
    ['in the bar of the entry the stop', long, [[100.2, 100.4, 97.9, 98]], 'stop -21.98 -1.0000'],
    ['in the bar of the entry no target', long, [[100.2, 104.5, 99.9, 101]], 'open 7.99 0.3635'],
    ['what is still open at the last close', long, [TOUCH, [100.1, 101.5, 99.9, 101]], 'open 7.99 0.3635'],
    ['an entry that comes later', long, [[100.4, 100.6, 100.1, 100.3], TOUCH, [100.1, 104.5, 100, 104]], 'target 37.96 1.7270'],
    [
      'none where the price has left the band',
      long,
      [[100.6, 101, 100.5, 100.9], TOUCH],
      'not entered: the price had left the band',
    ],
    [
      'none where it left it later',
      long,
      [
        [100.3, 100.9, 100.2, 100.9],
        [100.9, 101, 99, 100],
      ],
      'not entered: the price had left the band',
    ],
    ['none yet', long, [[100.4, 100.6, 100.1, 100.3]], 'not entered: the price has not come to it yet'],
  ] as const)('%s', (_, leg, prices, says) => expect(told(follow(leg, prices))).toBe(says));

  it('target by target, each with its own fee', () => {
    const halves: Leg = {
      ...long,
      targets: [
        { price: '102', share: 0.5 },
        { price: '104', share: 0.5 },
      ],
    };
    // 5 x 2 - 0.51 at the first; then the stop: 5 x -2 - 0.49; and the fee in.
    expect(told(follow(halves, [TOUCH, [100.1, 102.5, 99.9, 102], [102, 102.2, 97.9, 98]]))).toBe('stop -2 -0.0910');
    expect(told(follow(halves, [TOUCH, [100.1, 104.5, 99.9, 104]]))).toBe('target 27.97 1.2725');
  });

  it('is not known without candles, behind a hole, or where they begin too late', () => {
    const given = { leg: long, from: FROM, band: 0.005, costs: { fee: 0.001, slippage: 0 } };
    expect(told(missed({ ...given, bars: undefined }))).toBe('unknown: there are no candles of it');
    expect(told(missed({ ...given, bars: after([]) }))).toBe('unknown: no candle has closed since');
    expect(told(follow(long, [TOUCH, [100.1, 104.5, 99.9, 104]], [0, 2]))).toBe('unknown: candles are missing in between');
    expect(told(follow(long, [TOUCH], [1]))).toBe('unknown: its candles do not reach back so far');
  });

  it('is known where a hole lies behind its end', () => {
    expect(told(follow(long, [TOUCH, [100.1, 104.5, 99.9, 104], TOUCH], [0, 1, 5]))).toBe('target 37.96 1.7270');
  });

  it('knows nothing of a bar that was running when the proposal ended', () => {
    const bars = after([[100.2, 100.5, 99.8, 100.4]]);
    // 10 x 0.4 less the fees 1 and 1.004.
    expect(told(missed({ leg: long, bars, from: FROM - 1, band: 0.005, costs: { fee: 0.001, slippage: 0 } }))).toBe(
      'open 1.996 0.0908',
    );
  });
});
