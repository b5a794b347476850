import { describe, expect, test } from 'vitest';
import {
  type Broker,
  ExchangeError,
  type ExecutionReport,
  type Fill,
  type RemoteBroker,
} from '../../src/core/execution/broker.ts';
import { type OrderRequest } from '../../src/core/facts/orderRequest.ts';
import type { Fixed } from '../../src/core/money.ts';
import { laterBroker } from '../support/laterBroker.ts';
import { driven } from './driven.ts';

/** The other side of a broker under test: a market that a test can move. */
export type VenueDriver = {
  /** Traded with both directions open; its price is known, and nothing is held, when the test begins. */
  readonly symbol: string;
  /** An order quantity that the venue takes; twice and half of it are taken too. */
  readonly quantity: Fixed;
  /** A price on the tick, `percent` away from where the market began. */
  price(percent: number): Fixed;
  /** Moves the market there, with volume enough for every order, and resolves once the broker has told all that followed. */
  moveTo(percent: number): Promise<void>;
};

export type BrokerUnderTest = { readonly broker: Broker; readonly venue: VenueDriver; close?(): Promise<void> };

/** Each answer in a promise, whatever the broker is like. */
const later = (broker: Broker): RemoteBroker => (broker.answers === 'at once' ? laterBroker(broker) : broker);

/** How the suite reaches the broker: by itself, and as the desk does by the driver for brokers that answer at once, or later. */
const WAYS = {
  'by itself': later,
  'through the driver of its kind': driven,
  'through the gateway': (broker) => driven(later(broker)),
} as const satisfies Readonly<Record<string, (broker: Broker) => RemoteBroker>>;

/** What every broker must do, the simulated one included, and each driver with it. `start` gives a fresh one for each test. */
export function testBroker(name: string, start: () => Promise<BrokerUnderTest>): void {
  for (const [way, reach] of Object.entries(WAYS)) testReached(`${name}, ${way},`, start, reach);
}

function testReached(name: string, start: () => Promise<BrokerUnderTest>, reach: (broker: Broker) => RemoteBroker): void {
  const run = async (body: (context: Context) => Promise<void>): Promise<void> => {
    const given = await start();
    const under = { ...given, broker: reach(given.broker) };
    const news: ExecutionReport[] = [];
    under.broker.onExecution((item) => news.push(item));
    try {
      await body({ ...under, news, ask: requestFor(under.venue) });
    } finally {
      await under.close?.();
    }
  };

  describe(`${name} as a broker`, () => {
    test('a market order is acknowledged, filled, told and held', () =>
      run(async ({ broker, venue, news, ask }) => {
        await broker.place(ask('m1'));
        await venue.moveTo(0);
        expect(summary(news, 'm1')).toEqual(['open', 'trade', 'filled']);
        expect(await broker.order('m1', venue.symbol)).toMatchObject({
          clientId: 'm1',
          status: 'filled',
          filled: venue.quantity,
        });
        expect(await broker.holdings()).toEqual(new Map([[venue.symbol, venue.quantity]]));
        expect(await broker.openOrders()).toEqual([]);
      }));

    test('trades carry order, side, quantity, fee and time, and are asked for by time', () =>
      run(async ({ broker, venue, news, ask }) => {
        await broker.place(ask('m1', { side: 'sell' }));
        await venue.moveTo(0);
        const told = tradesOf(news);
        expect(await broker.trades(0)).toEqual(told);
        expect(sum(told)).toBe(venue.quantity);
        expect(told.every(({ clientId, side, symbol }) => clientId === 'm1' && side === 'sell' && symbol === venue.symbol)).toBe(
          true,
        );
        expect(told.every(({ price, fee, liquidity }) => price > 0n && fee > 0n && liquidity === 'taker')).toBe(true);
        const last = Math.max(...told.map(({ at }) => at));
        expect(await broker.trades(last + 1)).toEqual([]);
        expect(await broker.holdings()).toEqual(new Map([[venue.symbol, -venue.quantity]]));
      }));

    test('fees are taken in the asset that it declares, and it declares the times in force that the desk needs', () =>
      run(async ({ broker, venue, news, ask }) => {
        await broker.place(ask('m1'));
        await venue.moveTo(0);
        const { feeAsset, timeInForce } = broker.capabilities[venue.symbol.includes(':') ? 'perpetual' : 'spot'];
        const taken = tradesOf(news).map(({ feePaid }) => (feePaid === undefined ? 'quote' : 'received'));
        expect(new Set(taken)).toEqual(new Set([feeAsset]));
        expect(timeInForce).toEqual(expect.arrayContaining(['GTC', 'GTX']));
      }));

    test('a limit rests until the market trades through it, and no worse than its price', () =>
      run(async ({ broker, venue, news, ask }) => {
        await broker.place(ask('l1', { kind: 'limit', price: venue.price(-2), postOnly: true }));
        expect((await broker.openOrders()).map(({ clientId }) => clientId)).toEqual(['l1']);
        await venue.moveTo(-1);
        expect(summary(news, 'l1')).toEqual(['open']);
        await venue.moveTo(-3);
        expect(summary(news, 'l1')).toEqual(['open', 'trade', 'filled']);
        expect(tradesOf(news).every(({ price, liquidity }) => price <= venue.price(-2) && liquidity === 'maker')).toBe(true);
      }));

    test('a canceled order is gone and fills no more', () =>
      run(async ({ broker, venue, news, ask }) => {
        await broker.place(ask('l1', { kind: 'limit', price: venue.price(-2), postOnly: true }));
        await broker.cancel('l1', venue.symbol);
        await venue.moveTo(-3);
        expect(summary(news, 'l1')).toEqual(['open', 'canceled']);
        expect(await broker.order('l1', venue.symbol)).toMatchObject({ status: 'canceled', filled: 0n });
        expect(await broker.openOrders()).toEqual([]);
        expect(await broker.holdings()).toEqual(new Map());
      }));

    test('what cannot be canceled is refused', () =>
      run(async ({ broker, venue, ask }) => {
        await expect(broker.cancel('nobody', venue.symbol)).rejects.toMatchObject({ name: 'ExchangeError', kind: 'rejected' });
        await broker.place(ask('m1'));
        await venue.moveTo(0);
        await expect(broker.cancel('m1', venue.symbol)).rejects.toBeInstanceOf(ExchangeError);
        expect(await broker.order('m1', venue.symbol)).toMatchObject({ status: 'filled' });
      }));

    test('a client id that is in use is refused, and its order stays as it was', () =>
      run(async ({ broker, venue, ask }) => {
        const resting = ask('l1', { kind: 'limit', price: venue.price(-2), postOnly: true });
        await broker.place(resting);
        await expect(broker.place(resting)).rejects.toMatchObject({ kind: 'rejected' });
        expect(await broker.openOrders()).toHaveLength(1);
        await venue.moveTo(-3);
        expect(await broker.holdings()).toEqual(new Map([[venue.symbol, venue.quantity]]));
      }));

    test('a refused order leaves no trace', () =>
      run(async ({ broker, venue, news, ask }) => {
        const refused: readonly OrderRequest[] = [
          ask('x', { quantity: 0n }),
          ask('x', { quantity: 1n }),
          ask('x', { kind: 'limit' }),
          { ...ask('x'), symbol: 'NOTHING/NOWHERE' },
        ];
        for (const request of refused) await expect(broker.place(request)).rejects.toMatchObject({ kind: 'rejected' });
        await venue.moveTo(1);
        expect(await broker.order('x', venue.symbol)).toBeUndefined();
        expect(tradesOf(news)).toEqual([]);
        expect(await broker.holdings()).toEqual(new Map());
      }));

    test('a post-only order never takes', () =>
      run(async ({ broker, venue, news, ask }) => {
        // A venue either refuses it or takes it and ends it unfilled.
        const answer = await broker
          .place(ask('p1', { kind: 'limit', price: venue.price(5), postOnly: true }))
          .catch((error: unknown) => error);
        expect(answer === undefined || (answer instanceof ExchangeError && answer.kind === 'rejected')).toBe(true);
        expect(tradesOf(news)).toEqual([]);
        expect(await broker.openOrders()).toEqual([]);
      }));

    test('a stop waits for its trigger, then sells what is held', () =>
      run(async ({ broker, venue, news, ask }) => {
        await broker.place(ask('m1'));
        await venue.moveTo(0);
        await broker.place(ask('s1', { side: 'sell', kind: 'stop', trigger: venue.price(-2), reduceOnly: true }));
        await venue.moveTo(-1);
        expect(await broker.order('s1', venue.symbol)).toMatchObject({ status: 'open', filled: 0n });
        await venue.moveTo(-3);
        expect(summary(news, 's1').filter((word) => word !== 'open')).toEqual(['trade', 'filled']);
        expect(tradesOf(news, 's1').every(({ price }) => price <= venue.price(-2))).toBe(true);
        expect(await broker.holdings()).toEqual(new Map());
      }));

    test('a reduce-only order never flips what is held', () =>
      run(async ({ broker, venue, news, ask }) => {
        await broker.place(ask('m1'));
        await venue.moveTo(0);
        const twice = ask('r1', { side: 'sell', quantity: venue.quantity * 2n, reduceOnly: true });
        // A venue may cut the order to what is held or refuse it whole.
        const answer = await broker.place(twice).catch((error: unknown) => error);
        expect(answer === undefined || (answer instanceof ExchangeError && answer.kind === 'rejected')).toBe(true);
        await venue.moveTo(0);
        expect(sum(tradesOf(news, 'r1')) <= venue.quantity).toBe(true);
        expect((await broker.holdings()).get(venue.symbol) ?? 0n).toBe(venue.quantity - sum(tradesOf(news, 'r1')));
      }));

    test('an order that is not known is no order', () =>
      run(async ({ broker, venue }) => {
        expect(await broker.order('nobody', venue.symbol)).toBeUndefined();
      }));

    test('news comes in the order it happened, also to a listener that answers it', () =>
      run(async ({ broker, venue, news, ask }) => {
        const answers: Promise<void>[] = [];
        broker.onExecution((item) => {
          if (item.kind === 'order' && item.report.status === 'filled' && item.report.clientId === 'm1') {
            answers.push(broker.place(ask('m2', { side: 'sell', reduceOnly: true })));
          }
        });
        await broker.place(ask('m1'));
        await venue.moveTo(0);
        await Promise.all(answers);
        await venue.moveTo(0);
        expect(summary(news)).toEqual(['m1 open', 'm1 trade', 'm1 filled', 'm2 open', 'm2 trade', 'm2 filled']);
        expect(await broker.holdings()).toEqual(new Map());
      }));

    test('what reports say is filled is what the trades told before them add up to', () =>
      run(async ({ broker, venue, news, ask }) => {
        await broker.place(ask('m1'));
        await broker.place(ask('l1', { kind: 'limit', price: venue.price(-2), postOnly: true, quantity: venue.quantity * 2n }));
        await venue.moveTo(-3);
        await broker.place(ask('m2', { side: 'sell', reduceOnly: true, quantity: venue.quantity / 2n }));
        await venue.moveTo(0);
        const mismatched = news.filter(
          (item, i) => item.kind === 'order' && item.report.filled !== sum(tradesOf(news.slice(0, i), item.report.clientId)),
        );
        expect(mismatched).toEqual([]);
        const bought = sum(tradesOf(news).filter(({ side }) => side === 'buy'));
        const sold = sum(tradesOf(news).filter(({ side }) => side === 'sell'));
        expect((await broker.holdings()).get(venue.symbol)).toBe(bought - sold);
        const ids = tradesOf(news).map(({ tradeId }) => tradeId);
        expect(new Set(ids).size).toBe(ids.length);
      }));
  });
}

type Context = Omit<BrokerUnderTest, 'broker'> & {
  readonly broker: RemoteBroker;
  readonly news: readonly ExecutionReport[];
  readonly ask: ReturnType<typeof requestFor>;
};

/** A market buy of the venue's quantity, or what the test makes of it. */
const requestFor =
  ({ symbol, quantity }: VenueDriver) =>
  (clientId: string, changes: Partial<OrderRequest> = {}): OrderRequest => ({
    clientId,
    symbol,
    side: 'buy',
    kind: 'market',
    quantity,
    postOnly: false,
    reduceOnly: false,
    ...changes,
  });

const tradesOf = (news: readonly ExecutionReport[], clientId?: string): Fill[] =>
  news.flatMap((item) =>
    item.kind === 'trade' && (clientId ?? item.trade.clientId) === item.trade.clientId ? [item.trade] : [],
  );

const sum = (trades: readonly Fill[]): Fixed => trades.reduce((total, { quantity }) => total + quantity, 0n);

/** `open`, `trade`, `filled`, ... of one order, or of all with their ids before them; repeated words are told once. */
function summary(news: readonly ExecutionReport[], clientId?: string): string[] {
  const words = news.flatMap((item) => {
    if (item.kind !== 'trade' && item.kind !== 'order') return [];
    const id = item.kind === 'trade' ? item.trade.clientId : item.report.clientId;
    const word = item.kind === 'trade' ? 'trade' : item.report.status;
    if (clientId === undefined) return [`${id} ${word}`];
    return id === clientId ? [word] : [];
  });
  return words.filter((word, i) => word !== words[i - 1]);
}
