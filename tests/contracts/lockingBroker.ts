import { describe, expect, test } from 'vitest';
import { ExchangeError, type ExecutionReport } from '../../src/core/execution/broker.ts';
import type { OrderRequest } from '../../src/core/facts/orderRequest.ts';
import type { BrokerUnderTest } from './broker.ts';
import { driven } from './driven.ts';

/**
 * What every broker must do, reached through its driver, on a venue where an order at rest locks what it sells; beside testBroker, on a spot symbol. Whether the
 * venue offers order lists is its own capability, and either way it is held to its word.
 */
export function testLockingBroker(name: string, start: () => Promise<BrokerUnderTest>): void {
  /** With the venue's quantity bought and held. */
  const run = async (body: (context: Context) => Promise<void>): Promise<void> => {
    const { broker: door, venue, close } = await start();
    const broker = driven(door);
    const news: ExecutionReport[] = [];
    broker.onExecution((item) => news.push(item));
    const sell = (clientId: string, changes: Partial<OrderRequest>): OrderRequest => ({
      clientId,
      symbol: venue.symbol,
      side: 'sell',
      kind: 'market',
      quantity: venue.quantity,
      postOnly: false,
      reduceOnly: true,
      ...changes,
    });
    try {
      await broker.place({ ...sell('bought', {}), side: 'buy', reduceOnly: false });
      await venue.moveTo(0);
      await body({ broker, venue, news, sell });
    } finally {
      await close?.();
    }
  };
  const resting = async ({ broker }: Context): Promise<readonly string[]> =>
    (await broker.openOrders()).map(({ clientId }) => clientId).toSorted();
  const stop = ({ venue, sell }: Context, clientId: string, changes: Partial<OrderRequest> = {}): OrderRequest =>
    sell(clientId, { kind: 'stop', trigger: venue.price(-2), ...changes });

  describe(`${name} as a broker that locks`, () => {
    test('it says that orders lock the balance', () =>
      run(async ({ broker }) => expect(broker.capabilities.spot.locksBalance).toBe(true)));

    test('what an order at rest would sell nothing else sells, until that order is gone', () =>
      run(async (context) => {
        const { broker, venue, sell } = context;
        await broker.place(stop(context, 's1'));
        expect(await refusal(() => broker.place(sell('t1', { kind: 'limit', price: venue.price(4) })))).toBe('rejected');
        expect(await refusal(() => broker.place(sell('x1', {})))).toBe('rejected');
        expect(await refusal(() => broker.place(stop(context, 's2', { trigger: venue.price(-1) })))).toBe('rejected');
        expect(await resting(context)).toEqual(['s1']);
        await broker.cancel('s1', venue.symbol);
        await broker.place(sell('x2', {}));
        await venue.moveTo(0);
        expect(await broker.holdings()).toEqual(new Map());
      }));

    test('what no order stands for can be sold', () =>
      run(async (context) => {
        const { broker, venue, sell } = context;
        const half = venue.quantity / 2n;
        await broker.place(stop(context, 's1', { quantity: half }));
        await broker.place(sell('x1', { quantity: half }));
        await venue.moveTo(0);
        expect(await broker.holdings()).toEqual(new Map([[venue.symbol, half]]));
        expect(await resting(context)).toEqual(['s1']);
      }));

    test('more than is held cannot be sold', () =>
      run(async ({ broker, venue, sell }) => {
        expect(await refusal(() => broker.place(sell('x1', { quantity: venue.quantity * 2n, reduceOnly: false })))).toBe(
          'rejected',
        );
        expect(await broker.holdings()).toEqual(new Map([[venue.symbol, venue.quantity]]));
      }));

    test('a list rests as two orders on the same coins; the target ends the stop', () =>
      listed(async (context) => {
        const { broker, venue, news } = context;
        expect(await resting(context)).toEqual(['s1', 't1']);
        expect(await refusal(() => broker.place(context.sell('x1', {})))).toBe('rejected');
        await venue.moveTo(5);
        expect(await resting(context)).toEqual([]);
        expect(await broker.order('t1', venue.symbol)).toMatchObject({ status: 'filled', filled: venue.quantity });
        expect(await broker.order('s1', venue.symbol)).toMatchObject({ status: 'canceled', filled: 0n });
        expect(sold(news)).toEqual(['t1']);
        expect(await broker.holdings()).toEqual(new Map());
      }));

    test('the stop of a list ends its target', () =>
      listed(async (context) => {
        const { broker, venue, news } = context;
        await venue.moveTo(-3);
        expect(await resting(context)).toEqual([]);
        expect(await broker.order('t1', venue.symbol)).toMatchObject({ status: 'canceled', filled: 0n });
        expect(sold(news)).toEqual(['s1']);
        expect(await broker.holdings()).toEqual(new Map());
      }));

    test.each(['s1', 't1'])('canceling one of a list, %s, cancels both and frees the coins', (id) =>
      listed(async (context) => {
        const { broker, venue, sell } = context;
        await broker.cancel(id, venue.symbol);
        expect(await resting(context)).toEqual([]);
        await broker.place(sell('x1', {}));
        await venue.moveTo(0);
        expect(await broker.holdings()).toEqual(new Map());
      }),
    );

    test('a list that the market does not stand between is refused whole', () =>
      run(async (context) => {
        const { broker, venue } = context;
        const list = stop(context, 's1', { target: { clientId: 't1', price: venue.price(-1) } });
        expect(await refusal(() => broker.place(list))).toBe('rejected');
        expect(await broker.order('s1', venue.symbol)).toBeUndefined();
        expect(await broker.order('t1', venue.symbol)).toBeUndefined();
        expect(await resting(context)).toEqual([]);
      }));
  });

  /** With a stop at -2 % and a target at 4 % resting as one list; where the venue has none, it refuses it and that is all. */
  const listed = (body: (context: Context) => Promise<void>): Promise<void> =>
    run(async (context) => {
      const { broker, venue } = context;
      const list = stop(context, 's1', { target: { clientId: 't1', price: venue.price(4) } });
      if (!broker.capabilities.spot.orderLists) {
        expect(await refusal(() => broker.place(list))).toBe('rejected');
        expect(await resting(context)).toEqual([]);
        return;
      }
      await broker.place(list);
      await body(context);
    });
}

type Context = Pick<BrokerUnderTest, 'broker' | 'venue'> & {
  readonly news: readonly ExecutionReport[];
  sell(clientId: string, changes: Partial<OrderRequest>): OrderRequest;
};

/** The kind of the error with which a request is refused; `taken` when it is not. */
async function refusal(request: () => unknown): Promise<string> {
  try {
    await request();
    return 'taken';
  } catch (error) {
    return error instanceof ExchangeError ? error.kind : 'thrown';
  }
}

/** Client ids of the orders that sold something, each once. */
const sold = (news: readonly ExecutionReport[]): readonly string[] => [
  ...new Set(news.flatMap((item) => (item.kind === 'trade' && item.trade.side === 'sell' ? [item.trade.clientId] : []))),
];
