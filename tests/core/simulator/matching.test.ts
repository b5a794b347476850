import { describe, expect, test } from 'vitest';
import { decimal, fixed } from '../../../src/core/money.ts';
import type { Matching } from '../../../src/core/simulator/matching.ts';
import { MINUTE } from '../../../src/core/time.ts';
import { candle, engine, holding, hour, order, PERP, SPOT, told } from './venue.ts';

const held = (matching: Matching, symbol = PERP): string => decimal(matching.holdings().get(symbol) ?? 0n);

describe('market orders', () => {
  test('fill at once at a price that is fresh', () => {
    const matching = engine();
    matching.open(PERP, hour(0), 100, 1000);
    expect(told(matching.place(order('a'), hour(0)))).toEqual(['a open 0', 'a buy 1 @ 100 taker', 'a filled 1']);
    matching.bar(PERP, hour(1), candle(0, 100, 110, 90, 105));
    expect(told(matching.place(order('b'), hour(1)))).toEqual(['b open 0', 'b buy 1 @ 105 taker', 'b filled 1']);
  });

  test('wait for the next open once the price has aged, and no range or close fills them', () => {
    const matching = engine();
    matching.open(PERP, hour(0), 100, 1000);
    expect(told(matching.place(order('a'), hour(0) + MINUTE))).toEqual(['a open 0']);
    expect(told(matching.bar(PERP, hour(1), candle(0, 100, 110, 90, 105)))).toEqual([]);
    expect(told(matching.open(PERP, hour(1), 104, 1000))).toEqual(['a buy 1 @ 104 taker', 'a filled 1']);
  });

  test('wait for the first price of a symbol that has none', () => {
    const matching = engine();
    expect(told(matching.place(order('a'), hour(0)))).toEqual(['a open 0']);
    expect(told(matching.open(PERP, hour(0), 100, 1000))).toEqual(['a buy 1 @ 100 taker', 'a filled 1']);
  });

  test('pay slippage, rounded to the worse tick', () => {
    const matching = engine({ slippage: 0.0005 });
    matching.open(PERP, hour(0), 100.1, 1000);
    expect(told(matching.place(order('a'), hour(0)))[1]).toBe('a buy 1 @ 100.2 taker');
    expect(told(matching.place(order('b', { side: 'sell' }), hour(0)))[1]).toBe('b sell 1 @ 100 taker');
  });

  test('never fill beyond their price cap: what is left is canceled', () => {
    const matching = engine({ slippage: 0.01 });
    matching.open(PERP, hour(0), 100, 1000);
    expect(told(matching.place(order('a', { price: '101' }), hour(0)))).toContain('a filled 1');
    expect(told(matching.place(order('b', { price: '100.9' }), hour(0)))).toEqual(['b open 0', 'b canceled 0 (slippage)']);
    matching.place(order('c', { price: '102' }), hour(0) + 1);
    expect(told(matching.open(PERP, hour(1), 103, 1000))).toEqual(['c canceled 0 (slippage)']);
  });

  test('go on after the volume ran out at the next open, where the cap still holds', () => {
    const matching = engine();
    matching.open(PERP, hour(0), 100, 6);
    expect(told(matching.place(order('a', { price: '101' }), hour(0)))).toEqual(['a open 0', 'a buy 0.6 @ 100 taker']);
    matching.bar(PERP, hour(1), candle(0, 100, 100, 100, 100, 6));
    expect(told(matching.open(PERP, hour(1), 102, 1000))).toEqual(['a canceled 0.6 (slippage)']);
  });

  test('pay the fee on each notional, rounded up', () => {
    const matching = engine({ fee: 0.0007 });
    matching.open(PERP, hour(0), 33.3, 1000);
    matching.place(order('a', { quantity: '0.333' }), hour(0));
    expect(matching.trades(0).map(({ fee }) => decimal(fee))).toEqual(['0.00776223']);
  });
});

describe('limits', () => {
  const rest = (side: 'buy' | 'sell', price: string, more = {}) =>
    order('l', { kind: 'limit', side, price, postOnly: true, ...more });

  test.each([
    ['buy', '99', 99, []],
    ['buy', '99', 98.9, ['l buy 1 @ 99 maker', 'l filled 1']],
    ['sell', '101', 101, []],
    ['sell', '101', 101.1, ['l sell 1 @ 101 maker', 'l filled 1']],
  ] as const)('a post-only %s at %s with an open at %s', (side, price, open, expected) => {
    const matching = engine();
    matching.open(PERP, hour(0), 100, 1000);
    matching.place(rest(side, price), hour(0) + 1);
    expect(told(matching.open(PERP, hour(1), open, 1000))).toEqual(expected);
  });

  test.each([
    ['buy', '99', candle(0, 100, 100, 99, 100), []],
    ['buy', '99', candle(0, 100, 100, 98.9, 100), ['l buy 1 @ 99 maker', 'l filled 1']],
    ['sell', '101', candle(0, 100, 101, 100, 100), []],
    ['sell', '101', candle(0, 100, 101.1, 100, 100), ['l sell 1 @ 101 maker', 'l filled 1']],
  ] as const)('a post-only %s at %s in a bar', (side, price, bar, expected) => {
    const matching = engine();
    matching.open(PERP, hour(0), 100, 1000);
    matching.place(rest(side, price), hour(0));
    expect(told(matching.bar(PERP, hour(1), bar))).toEqual(expected);
  });

  test('placed while a bar is running are not filled by its range', () => {
    const matching = engine();
    matching.open(PERP, hour(0), 100, 1000);
    matching.place(rest('buy', '99'), hour(0) + MINUTE);
    expect(told(matching.bar(PERP, hour(1), candle(0, 100, 100, 90, 100)))).toEqual([]);
    expect(told(matching.bar(PERP, hour(2), candle(1, 100, 100, 98, 100)))).toEqual(['l buy 1 @ 99 maker', 'l filled 1']);
  });

  test('post-only rests at the last price and is refused beyond it', () => {
    const matching = engine();
    matching.open(PERP, hour(0), 100, 1000);
    expect(() => matching.place(rest('buy', '100.1'), hour(0) + 1)).toThrow('post-only order would take at once');
    expect(() => matching.place(rest('sell', '99.9'), hour(0) + 1)).toThrow('post-only order would take at once');
    expect(told(matching.place(rest('buy', '100'), hour(0)))).toEqual(['l open 0']);
  });

  test('a target that an open jumps over fills at that open', () => {
    const matching = holding('1');
    matching.place(order('t', { kind: 'limit', side: 'sell', price: '105', reduceOnly: true }), hour(0) + 1);
    expect(told(matching.open(PERP, hour(1), 108, 1000))).toEqual(['t sell 1 @ 108 maker', 't filled 1']);
  });

  test('a target inside a bar fills at its price', () => {
    const matching = holding('1');
    matching.place(order('t', { kind: 'limit', side: 'sell', price: '105', reduceOnly: true }), hour(0));
    expect(told(matching.bar(PERP, hour(1), candle(0, 100, 108, 99, 107)))).toEqual(['t sell 1 @ 105 maker', 't filled 1']);
  });

  test('a limit beyond a fresh price takes at it, never worse than the limit', () => {
    const matching = holding('1', { slippage: 0.01 });
    expect(told(matching.place(order('t', { kind: 'limit', side: 'sell', price: '99.5', reduceOnly: true }), hour(0)))).toEqual([
      't open 0',
      't sell 1 @ 99.5 taker',
      't filled 1',
    ]);
  });
});

describe('stops', () => {
  const stop = (trigger: string, more = {}) => order('s', { kind: 'stop', side: 'sell', trigger, reduceOnly: true, ...more });

  test.each([
    ['at the trigger', 98, '98'],
    ['in a gap', 95, '95'],
  ])('an open %s fills there', (_, open, price) => {
    const matching = holding('1');
    matching.place(stop('98'), hour(0) + 1);
    expect(told(matching.open(PERP, hour(1), open, 1000))).toEqual([`s sell 1 @ ${price} taker`, 's filled 1']);
  });

  test('a bar that reaches the trigger fills at it, less slippage', () => {
    const matching = holding('1', { slippage: 0.01 });
    matching.place(stop('98'), hour(0));
    expect(told(matching.bar(PERP, hour(1), candle(0, 100, 101, 98, 100)))).toEqual(['s sell 1 @ 97 taker', 's filled 1']);
  });

  test('a bar that stays above leaves it alone', () => {
    const matching = holding('1');
    matching.place(stop('98'), hour(0));
    expect(told(matching.bar(PERP, hour(1), candle(0, 100, 101, 98.1, 100)))).toEqual([]);
  });

  test('where no open was told the worse of trigger and open is taken', () => {
    const matching = holding('1');
    matching.place(stop('98'), hour(0));
    matching.bar(PERP, hour(1), candle(0, 100, 100, 99, 100));
    expect(told(matching.bar(PERP, hour(2), candle(1, 96, 99, 95, 97)))[0]).toBe('s sell 1 @ 96 taker');
  });

  test("a short's stop mirrors it", () => {
    const matching = holding('-1', { slippage: 0.01 });
    matching.place(stop('102', { side: 'buy' }), hour(0));
    expect(told(matching.bar(PERP, hour(1), candle(0, 100, 102, 99, 100)))[0]).toMatch(/^s buy 1 @ 103.1 taker/);
  });

  test('a stop that is reached when it is placed fills at once', () => {
    const matching = holding('1');
    expect(told(matching.place(stop('100'), hour(0)))).toEqual(['s open 0', 's sell 1 @ 100 taker', 's filled 1']);
  });

  test('the stop comes before the target within one bar', () => {
    const matching = holding('1');
    matching.place(order('t', { kind: 'limit', side: 'sell', price: '105', reduceOnly: true }), hour(0));
    matching.place(stop('98'), hour(0));
    expect(told(matching.bar(PERP, hour(1), candle(0, 100, 110, 97, 109)))).toEqual([
      's sell 1 @ 98 taker',
      's filled 1',
      't canceled 0 (reduce only)',
    ]);
  });

  test('the stop of an entry filled at the open is looked at in that same bar', () => {
    const matching = engine();
    matching.place(order('e'), hour(0));
    expect(told(matching.open(PERP, hour(0), 100, 1000))).toContain('e filled 1');
    matching.place(stop('98'), hour(0));
    expect(told(matching.bar(PERP, hour(1), candle(0, 100, 101, 97, 100)))).toContain('s filled 1');
  });

  test('what the volume leaves of a reached stop goes on at the next open, wherever that is', () => {
    const matching = holding('2');
    matching.place(stop('98', { quantity: '2' }), hour(0) + 1);
    matching.bar(PERP, hour(1), candle(0, 100, 101, 99, 100));
    expect(told(matching.bar(PERP, hour(2), candle(1, 99, 99, 97, 98.5, 5)))).toEqual([
      's sell 0.5 @ 98 taker',
      's open 0.5 (triggered)',
    ]);
    expect(told(matching.open(PERP, hour(2), 120, 1000))).toEqual(['s sell 1.5 @ 120 taker', 's filled 2']);
  });
});

describe('volume', () => {
  test('at most a tenth of a bar is ours over all orders, its open included', () => {
    const matching = engine();
    matching.place(order('a', { quantity: '3' }), hour(0) - 1);
    expect(told(matching.open(PERP, hour(0), 100, 50))).toContain('a filled 3');
    matching.place(order('b', { kind: 'limit', price: '99', quantity: '4' }), hour(0));
    expect(told(matching.bar(PERP, hour(1), candle(0, 100, 100, 98, 99.5, 50)))).toEqual(['b buy 2 @ 99 maker']);
    // Nothing of the bar is left at its close either.
    expect(told(matching.place(order('c'), hour(1)))).toEqual(['c open 0']);
    expect(told(matching.open(PERP, hour(1), 98.5, 50))).toEqual([
      'c buy 1 @ 98.5 taker',
      'c filled 1',
      'b buy 2 @ 99 maker',
      'b filled 4',
    ]);
  });

  test('what is taken at a close counts for the bar that begins there too', () => {
    const matching = engine();
    matching.bar(PERP, hour(1), candle(0, 100, 100, 100, 100, 50));
    expect(told(matching.place(order('a', { quantity: '4' }), hour(1)))).toContain('a filled 4');
    matching.place(order('b', { quantity: '4' }), hour(1));
    expect(matching.order('b')?.filled).toBe(fixed('1'));
    expect(told(matching.open(PERP, hour(1), 100, 60))).toEqual(['b buy 1 @ 100 taker']);
  });

  test('a bar without volume fills nothing', () => {
    const matching = engine();
    matching.open(PERP, hour(0), 100, 0);
    expect(told(matching.place(order('a'), hour(0)))).toEqual(['a open 0']);
  });
});

describe('reduce-only', () => {
  test('is cut to what is held, and canceled when nothing is left', () => {
    const matching = holding('1');
    const news = matching.place(order('x', { side: 'sell', quantity: '3', reduceOnly: true }), hour(0));
    expect(told(news)).toEqual(['x open 0', 'x sell 1 @ 100 taker', 'x canceled 1 (reduce only)']);
    expect(held(matching)).toBe('0');
  });

  test('does nothing for who holds nothing, or holds the other side', () => {
    const matching = holding('-1');
    expect(told(matching.place(order('x', { side: 'sell', reduceOnly: true }), hour(0)))).toEqual([
      'x open 0',
      'x canceled 0 (reduce only)',
    ]);
    expect(held(matching)).toBe('-1');
  });

  test('every sale on spot is one, where orders lock nothing', () => {
    const matching = engine({ spot: 'free' });
    matching.open(SPOT, hour(0), 100, 1000);
    matching.place(order('b', { symbol: SPOT }), hour(0));
    expect(told(matching.place(order('s', { symbol: SPOT, side: 'sell', quantity: '2' }), hour(0)))).toContain(
      's canceled 1 (reduce only)',
    );
    expect(held(matching, SPOT)).toBe('0');
  });
});

describe('refusals', () => {
  const matching = holding('0.06');
  test.each([
    ['unknown symbol', order('x', { symbol: 'NO/USDT' }), 'NO/USDT is not traded here'],
    ['client id used before', order('entry'), 'client id entry was used before'],
    ['step', order('x', { quantity: '1.0005' }), 'quantity 1.0005 is no multiple of the step 0.001'],
    ['nothing', order('x', { quantity: '0' }), 'quantity 0 is no multiple'],
    ['tick', order('x', { kind: 'limit', price: '99.95' }), 'price 99.95 is no multiple of the tick 0.1'],
    ['no price', order('x', { kind: 'limit' }), 'a limit order needs a price'],
    ['no trigger', order('x', { kind: 'stop' }), 'a stop order needs a trigger'],
    ['least notional', order('x', { quantity: '0.049' }), '0.049 at 100 is 4.9 USDT, below the least of 5'],
    ['part of a holding', order('x', { side: 'sell', quantity: '0.04', reduceOnly: true }), 'is 4 USDT, below'],
    ['post-only market', order('x', { postOnly: true }), 'only a limit order can be post-only'],
  ])('%s', (_, request, message) => {
    expect(() => matching.place(request, hour(0))).toThrow(message);
    expect(matching.order('x')).toBeUndefined();
    expect(held(matching)).toBe('0.06');
  });

  test('the exit of a whole holding may be smaller than the least notional', () => {
    const small = holding('0.06');
    small.open(PERP, hour(1), 50, 1000);
    expect(told(small.place(order('x', { side: 'sell', quantity: '0.06', reduceOnly: true }), hour(1)))).toContain(
      'x filled 0.06',
    );
  });

  test('what ended days ago is answered for no more; what rests and what is held stays', () => {
    const old = holding('0.06');
    old.place(order('resting', { kind: 'limit', price: '90' }), hour(1));
    const late = hour(11 * 24);
    old.open(PERP, late, 100, 1000);
    old.place(order('new'), late);
    expect(old.order('entry')).toBeUndefined();
    expect(old.trades(0).map(({ clientId }) => clientId)).toEqual(['new']);
    expect(old.openOrders().map(({ clientId }) => clientId)).toEqual(['resting']);
    expect(held(old)).toBe('1.06');
  });

  test('canceling what is unknown or has ended', () => {
    expect(() => matching.cancel('nobody', hour(0))).toThrow('no order has the client id nobody');
    expect(() => matching.cancel('entry', hour(0))).toThrow('order entry is filled already');
  });

  test('a price that is none changes nothing', () => {
    const fresh = engine();
    for (const price of [Number.NaN, 0, -1, Number.POSITIVE_INFINITY]) {
      expect(() => fresh.open(PERP, hour(0), price, 10)).toThrow('expected a price above zero');
    }
    expect(told(fresh.place(order('a'), hour(0)))).toEqual(['a open 0']);
  });
});

describe('real quotes', () => {
  test('market orders walk the depth and what it leaves waits for the next quote', () => {
    const matching = engine({ slippage: 0.01 });
    const depth = {
      bids: [[99.9, 5]],
      asks: [
        [100, 0.4],
        [100.5, 0.4],
      ],
    } as const;
    matching.quote(PERP, hour(0), 99.9, 100, 100, depth);
    expect(told(matching.place(order('a'), hour(0)))).toEqual(['a open 0', 'a buy 0.4 @ 100 taker', 'a buy 0.4 @ 100.5 taker']);
    expect(told(matching.quote(PERP, hour(0) + 500, 100, 101, 101))).toEqual(['a buy 0.2 @ 102.1 taker', 'a filled 1']);
  });

  test('one quote is not sold twice', () => {
    const matching = engine();
    matching.quote(PERP, hour(0), 99, 100, 100, { bids: [], asks: [[100, 1]] });
    matching.place(order('a'), hour(0));
    expect(told(matching.place(order('b'), hour(0)))).toEqual(['b open 0']);
  });

  test('the depth is walked only to the price cap', () => {
    const matching = engine();
    matching.quote(PERP, hour(0), 99, 100, 100, {
      bids: [],
      asks: [
        [100, 0.4],
        [102, 5],
      ],
    });
    expect(told(matching.place(order('a', { price: '101' }), hour(0)))).toEqual([
      'a open 0',
      'a buy 0.4 @ 100 taker',
      'a canceled 0.4 (slippage)',
    ]);
  });

  test('post-only is judged by the other side, and fills once that has passed it', () => {
    const matching = engine();
    matching.quote(PERP, hour(0), 99, 101, 100);
    expect(() => matching.place(order('x', { kind: 'limit', price: '101', postOnly: true }), hour(0))).toThrow('post-only');
    matching.place(order('l', { kind: 'limit', price: '100.5', postOnly: true }), hour(0));
    expect(told(matching.quote(PERP, hour(0) + 1, 100, 100.5, 100.5))).toEqual([]);
    expect(told(matching.quote(PERP, hour(0) + 2, 100, 100.4, 100.5))).toEqual(['l buy 1 @ 100.5 maker', 'l filled 1']);
  });

  test('a stop watches the last price and sells into the bid', () => {
    const matching = engine();
    matching.quote(PERP, hour(0), 99, 100, 100);
    matching.place(order('e'), hour(0));
    matching.place(order('s', { kind: 'stop', side: 'sell', trigger: '98', reduceOnly: true }), hour(0));
    expect(told(matching.quote(PERP, hour(0) + 1, 97, 99, 98.1))).toEqual([]);
    expect(told(matching.quote(PERP, hour(0) + 2, 97, 99, 98))).toEqual(['s sell 1 @ 97 taker', 's filled 1']);
  });
});

test('a stop that was reached where nothing could be had is still reached after a restart', () => {
  const stop = order('s', { kind: 'stop', side: 'sell', trigger: '98', reduceOnly: true });
  const matching = engine();
  const reached = {
    request: stop,
    placedAt: hour(0),
    status: 'open',
    filled: 0n,
    fills: 0,
    triggered: true,
    at: hour(1),
  } as const;
  matching.restore({ orders: [reached], holdings: new Map([[PERP, fixed('1')]]), markets: [], trades: [], closes: [] });
  expect(told(matching.open(PERP, hour(1), 120, 1000))).toEqual(['s sell 1 @ 120 taker', 's filled 1']);

  const whole = holding('1');
  whole.place(stop, hour(0) + 1);
  whole.bar(PERP, hour(1), candle(0, 100, 100, 100, 100));
  expect(told(whole.bar(PERP, hour(2), candle(1, 99, 99, 97, 97, 0)))).toEqual(['s open 0 (triggered)']);
  expect(told(whole.open(PERP, hour(2), 120, 1000))).toEqual(['s sell 1 @ 120 taker', 's filled 1']);
});

test('a fill is dated in the bar that it belongs to', () => {
  const matching = engine();
  matching.open(PERP, hour(0), 100, 1000);
  matching.place(order('l', { kind: 'limit', price: '99' }), hour(0));
  matching.bar(PERP, hour(1), candle(0, 100, 100, 98, 99));
  matching.place(order('c'), hour(1));
  expect(matching.trades(0).map(({ clientId, at }) => [clientId, at])).toEqual([
    ['l', hour(1) - 1],
    ['c', hour(1)],
  ]);
});

test('trade ids are counted by order, and trades are asked for by time', () => {
  const matching = engine();
  matching.place(order('a', { quantity: '2' }), hour(0) - 1);
  matching.open(PERP, hour(0), 100, 10);
  matching.bar(PERP, hour(1), candle(0, 100, 100, 100, 100, 10));
  matching.open(PERP, hour(1), 100, 10);
  expect(matching.trades(0).map(({ tradeId }) => tradeId)).toEqual(['a-1', 'a-2']);
  expect(matching.trades(hour(1)).map(({ tradeId }) => tradeId)).toEqual(['a-2']);
  expect(matching.trades(hour(1) + 1)).toEqual([]);
  expect(matching.openOrders()).toEqual([]);
});
