import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type EventOf } from '../../../src/core/facts/events.ts';
import { orderStatuses } from '../../../src/core/facts/vocabulary.ts';
import { fixed } from '../../../src/core/money.ts';
import {
  applyToOrders,
  canBecome,
  isWorking,
  noOrders,
  ORDER_LIFE,
  OrderLifeError,
  type Orders,
} from '../../../src/core/state/orders.ts';

const intent: EventOf<'intent'> = {
  type: 'intent',
  at: 1,
  clientId: 'a',
  decision: 'd',
  leg: '0.maker',
  purpose: 'entry',
  symbol: 'BTC/USDT',
  side: 'buy',
  kind: 'limit',
  quantity: '10',
  price: '100',
  postOnly: true,
  reduceOnly: false,
  why: 'entry',
};

const status = (to: EventOf<'order'>['status']): EventOf<'order'> => ({
  type: 'order',
  at: 2,
  clientId: 'a',
  symbol: 'BTC/USDT',
  purpose: 'entry',
  status: to,
  filled: '0',
  says: '',
});

const fill = (quantity: string): EventOf<'fill'> => ({
  type: 'fill',
  at: 3,
  clientId: 'a',
  tradeId: quantity,
  position: 1,
  symbol: 'BTC/USDT',
  purpose: 'entry',
  side: 'buy',
  price: '100',
  quantity,
  fee: '0',
  liquidity: 'maker',
});

const placed = (): Orders => {
  const orders = noOrders();
  applyToOrders(orders, intent);
  return orders;
};

describe('the life of an order', () => {
  it('leaves unknown by evidence alone, and never comes back to intended', () => {
    expect(ORDER_LIFE.unknown).toEqual(['open', 'filled', 'canceled', 'rejected', 'abandoned']);
    for (const from of orderStatuses) expect(canBecome(from, 'intended')).toBe(false);
  });

  it('counts a fill that comes after the cancel was acknowledged (fault row 19) and one that arrives late (row 11)', () => {
    expect(canBecome('canceled', 'filled')).toBe(true);
    expect(canBecome('abandoned', 'open')).toBe(true);
    expect(ORDER_LIFE.filled).toEqual([]);
    expect(ORDER_LIFE.rejected).toEqual([]);
  });

  it('accepts what the table allows, keeps the working view in step with it, and refuses everything else (invariant 3)', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...orderStatuses), { maxLength: 12 }), (steps) => {
        const orders = placed();
        for (const to of steps) {
          const order = orders.all.get('a');
          const from = order?.status ?? 'intended';
          const attempt = (): void => applyToOrders(orders, status(to));
          if (from === to || canBecome(from, to)) attempt();
          else expect(attempt).toThrow(OrderLifeError);
          const now = orders.all.get('a');
          expect(now?.status).toBe(from === to || canBecome(from, to) ? to : from);
          expect(orders.working.has('a')).toBe(now !== undefined && isWorking(now));
        }
      }),
    );
  });

  it('never fills below zero, beyond its quantity, or less than before (invariant 6)', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 6 }), { maxLength: 6 }), (quantities) => {
        const orders = placed();
        let filled = 0n;
        for (const quantity of quantities) {
          const next = filled + fixed(String(quantity));
          const attempt = (): void => applyToOrders(orders, fill(String(quantity)));
          if (next <= fixed('10')) {
            attempt();
            filled = next;
          } else expect(attempt).toThrow('beyond its quantity');
          expect(orders.all.get('a')?.filled).toBe(filled);
        }
      }),
    );
  });

  it('refuses a second intent under one id, and news of an order that was never intended', () => {
    const orders = placed();
    expect(() => applyToOrders(orders, intent)).toThrow('intended twice');
    expect(() => applyToOrders(orders, { ...status('open'), clientId: 'b' })).toThrow('never intended');
  });
});
