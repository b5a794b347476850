import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ExchangeError, type ExecutionReport, type Fill } from '../../../src/core/execution/broker.ts';
import { type OrderRequest } from '../../../src/core/facts/orderRequest.ts';
import { type Fixed, fixed, fromNumber } from '../../../src/core/money.ts';
import type { Matching } from '../../../src/core/simulator/matching.ts';
import type { RestoredOrder } from '../../../src/core/simulator/restored.ts';
import { MINUTE, type Ms } from '../../../src/core/time.ts';
import { candle, engine, hour, PERP, SPOT } from './venue.ts';

const SYMBOLS: readonly string[] = [PERP, SPOT];
const tick = fixed('0.1');
const step = fixed('0.001');

const action = fc.record({
  cancel: fc.option(fc.nat(30), { nil: undefined, freq: 6 }),
  spot: fc.boolean(),
  sell: fc.boolean(),
  kind: fc.constantFrom('market', 'limit', 'stop'),
  steps: fc.integer({ min: 60, max: 4000 }),
  ticks: fc.integer({ min: 900, max: 1100 }),
  postOnly: fc.boolean(),
  reduceOnly: fc.boolean(),
});
const bar = fc.record({
  prices: fc.array(fc.integer({ min: 930, max: 1070 }), { minLength: 4, maxLength: 4 }),
  volume: fc.integer({ min: 0, max: 40 }),
  /** Whether the bar's open is told when it begins. */
  opened: fc.boolean(),
});
const hours = fc.array(
  fc.record({
    bars: fc.tuple(bar, bar),
    atOpen: fc.array(action, { maxLength: 3 }),
    inside: fc.array(action, { maxLength: 2 }),
    atClose: fc.array(action, { maxLength: 2 }),
  }),
  { minLength: 1, maxLength: 12 },
);

type Hours = typeof hours extends fc.Arbitrary<infer T> ? T : never;
type Action = Hours[number]['inside'][number];
type Phase = 'open' | 'opened' | 'inside' | 'bar' | 'close';
type Watch = (news: readonly ExecutionReport[], n: number, phase: Phase) => void;

const requestOf = (clientId: string, a: Action): OrderRequest => ({
  clientId,
  symbol: a.spot ? SPOT : PERP,
  side: a.sell ? 'sell' : 'buy',
  kind: a.kind,
  quantity: BigInt(a.steps) * step,
  ...(a.kind === 'limit' || (a.kind === 'market' && a.postOnly) ? { price: BigInt(a.ticks) * tick } : {}),
  ...(a.kind === 'stop' ? { trigger: BigInt(a.ticks) * tick } : {}),
  postOnly: a.kind === 'limit' && a.postOnly,
  reduceOnly: a.reduceOnly,
});

/** The action behind a client id of `play`: phase, hour, place in the list. */
function askedBy(script: Hours, clientId: string): Action {
  const [phase = '', n = '', i = ''] = clientId.split('-');
  const now = script[Number(n)];
  const list = phase === 'opened' ? now?.atOpen : phase === 'inside' ? now?.inside : now?.atClose;
  const asked = list?.[Number(i)];
  if (asked === undefined) throw new Error(`nothing in the script is called ${clientId}`);
  return asked;
}

const candleOf = (n: number, { prices, volume }: Hours[number]['bars'][number]) => {
  const [open = 0, close = 0] = prices;
  return candle(n, open / 10, Math.max(...prices) / 10, Math.min(...prices) / 10, close / 10, volume);
};

/** Plays hours [from, to) of a script, told to `watch` call by call; refused orders leave no news. */
function play(matching: Matching, script: Hours, watch: Watch, from = 0, to = script.length): void {
  const act = (actions: readonly Action[], n: number, phase: Phase, at: Ms): void => {
    for (const [i, a] of actions.entries()) {
      try {
        if (a.cancel === undefined) watch(matching.place(requestOf(`${phase}-${n}-${i}`, a), at), n, phase);
        else watch(matching.cancel(`inside-${a.cancel % script.length}-0`, at), n, phase);
      } catch (error) {
        if (!(error instanceof ExchangeError)) throw error;
      }
    }
  };
  for (let n = from; n < to; n++) {
    const now = script[n];
    if (now === undefined) continue;
    for (const [i, symbol] of SYMBOLS.entries()) {
      const next = now.bars[i];
      if (next === undefined || !next.opened) continue;
      const { open, volume } = candleOf(n, next);
      watch(matching.open(symbol, hour(n), open, volume), n, 'open');
    }
    act(now.atOpen, n, 'opened', hour(n));
    act(now.inside, n, 'inside', hour(n) + MINUTE);
    for (const [i, symbol] of SYMBOLS.entries()) {
      const closing = now.bars[i];
      if (closing !== undefined) watch(matching.bar(symbol, hour(n + 1), candleOf(n, closing)), n, 'bar');
    }
    act(now.atClose, n, 'close', hour(n + 1));
  }
}

const tradesOf = (news: readonly ExecutionReport[]): Fill[] =>
  news.flatMap((item) => (item.kind === 'trade' ? [item.trade] : []));
const signed = (trade: Fill): Fixed => (trade.side === 'buy' ? trade.quantity : -trade.quantity);
const options = { slippage: 0.0005 };

describe('whatever is asked of the engine', () => {
  test('holdings are the sum of the trades, and an order fills between nothing and its quantity', () => {
    fc.assert(
      fc.property(hours, (script) => {
        const matching = engine(options);
        const held = new Map<string, Fixed>();
        const filled = new Map<string, Fixed>();
        const ids: string[] = [];
        const wrong: string[] = [];
        play(matching, script, (news) => {
          for (const item of news) {
            if (item.kind === 'order') {
              const { clientId, filled: said } = item.report;
              if (said !== (filled.get(clientId) ?? 0n)) wrong.push(`${clientId} says ${said}`);
              continue;
            }
            if (item.kind !== 'trade') continue;
            const { trade } = item;
            if (trade.quantity <= 0n || trade.quantity % step !== 0n || trade.price % tick !== 0n)
              wrong.push(`${trade.tradeId} is off the grid`);
            ids.push(trade.tradeId);
            held.set(trade.symbol, (held.get(trade.symbol) ?? 0n) + signed(trade));
            filled.set(trade.clientId, (filled.get(trade.clientId) ?? 0n) + trade.quantity);
          }
        });
        for (const [clientId, sum] of filled) {
          if (matching.order(clientId)?.filled !== sum || sum > BigInt(askedBy(script, clientId).steps) * step)
            wrong.push(`${clientId} filled ${sum}`);
        }
        expect(wrong).toEqual([]);
        expect(new Set(ids).size).toBe(ids.length);
        expect(new Map([...held].filter(([, quantity]) => quantity !== 0n))).toEqual(matching.holdings());
      }),
    );
  });

  test('never more than a tenth of a bar is ours, its closing fills counted in it and in the next', () => {
    fc.assert(
      fc.property(hours, (script) => {
        const within = new Map<string, Fixed>();
        const closing = new Map<string, Fixed>();
        play(engine(options), script, (news, n, phase) => {
          for (const { symbol, quantity } of tradesOf(news)) {
            const known = script[n]?.bars[SYMBOLS.indexOf(symbol)]?.opened === true;
            // Where no open was told, the price that is fresh at the start of a bar is still the last one's close.
            const atClose = phase === 'close' ? n : phase === 'opened' && !known ? n - 1 : undefined;
            const sums = atClose === undefined ? within : closing;
            sums.set(`${symbol} ${atClose ?? n}`, (sums.get(`${symbol} ${atClose ?? n}`) ?? 0n) + quantity);
          }
        });
        const wrong = script.flatMap((now, n) =>
          SYMBOLS.filter((symbol, i) => {
            const most = fromNumber(now.bars[i]?.volume ?? 0) / 10n;
            const inside = within.get(`${symbol} ${n}`) ?? 0n;
            const before = closing.get(`${symbol} ${n - 1}`) ?? 0n;
            return inside + (closing.get(`${symbol} ${n}`) ?? 0n) > most || (inside > 0n && inside + before > most);
          }).map((symbol) => `${symbol} in bar ${n}`),
        );
        expect(wrong).toEqual([]);
      }),
    );
  });

  test('reduce-only orders and spot sales never enlarge or flip a holding', () => {
    fc.assert(
      fc.property(hours, (script) => {
        const held = new Map<string, Fixed>();
        const wrong: string[] = [];
        play(engine(options), script, (news) => {
          for (const trade of tradesOf(news)) {
            const before = held.get(trade.symbol) ?? 0n;
            const after = before + signed(trade);
            held.set(trade.symbol, after);
            const asked = askedBy(script, trade.clientId);
            if (!asked.reduceOnly && !(asked.spot && asked.sell)) continue;
            const reduced = before > 0n ? after >= 0n && after < before : after <= 0n && after > before;
            if (!reduced) wrong.push(`${trade.tradeId}: ${before} to ${after}`);
          }
        });
        expect(wrong).toEqual([]);
        expect((held.get(SPOT) ?? 0n) >= 0n).toBe(true);
      }),
    );
  });

  test("a long's stop sells at or below the lower of its trigger and the bar's open, less slippage", () => {
    fc.assert(
      fc.property(hours, (script) => {
        const wrong: string[] = [];
        play(engine(options), script, (news, n, phase) => {
          if (phase !== 'bar') return;
          for (const trade of tradesOf(news)) {
            const asked = askedBy(script, trade.clientId);
            if (asked.kind !== 'stop' || !asked.sell) continue;
            const open = script[n]?.bars[SYMBOLS.indexOf(trade.symbol)]?.prices[0] ?? 0;
            const worst = BigInt(Math.min(asked.ticks, open)) * tick;
            const least = (worst * 9_995n) / 10_000n - tick;
            if (trade.price > worst || trade.price < least) wrong.push(`${trade.tradeId} at ${trade.price}, not ${worst}`);
          }
        });
        expect(wrong).toEqual([]);
      }),
    );
  });
});

test('an engine rebuilt from the news behaves as one that was never stopped', () => {
  fc.assert(
    fc.property(hours, fc.nat(11), (script, cut) => {
      const k = cut % script.length;
      const whole = engine(options);
      const orders = new Map<string, RestoredOrder>();
      const trades: Fill[] = [];
      const holdings = new Map<string, Fixed>();
      const fold = (item: ExecutionReport): void => {
        if (item.kind === 'order') {
          const { clientId, status, filled, at, reason } = item.report;
          const request = requestOf(clientId, askedBy(script, clientId));
          const before = orders.get(clientId);
          const triggered = (before?.triggered ?? false) || reason === 'triggered';
          const placedAt = before?.placedAt ?? at;
          orders.set(clientId, {
            request,
            placedAt,
            status,
            filled,
            fills: before?.fills ?? 0,
            triggered,
            at,
            ...(reason === undefined ? {} : { reason }),
          });
          return;
        }
        if (item.kind !== 'trade') return;
        const { trade } = item;
        const order = orders.get(trade.clientId);
        if (order === undefined) throw new Error(`trade before its order: ${trade.tradeId}`);
        orders.set(trade.clientId, { ...order, filled: order.filled + trade.quantity, fills: order.fills + 1, at: trade.at });
        trades.push(trade);
        holdings.set(trade.symbol, (holdings.get(trade.symbol) ?? 0n) + signed(trade));
      };
      // Stopped just before hour k, in a market that tells every open.
      const told: Hours = script.map((now) => ({
        ...now,
        bars: [
          { ...now.bars[0], opened: true },
          { ...now.bars[1], opened: true },
        ],
      }));
      play(whole, told, (news) => news.forEach(fold), 0, k);
      const opens = SYMBOLS.map((symbol, i) => {
        const bar = told[k]?.bars[i];
        const { open, volume } = bar === undefined ? { open: 1, volume: 0 } : candleOf(k, bar);
        whole.open(symbol, hour(k), open, volume).forEach(fold);
        const taken = trades.filter((trade) => trade.symbol === symbol && trade.at >= hour(k));
        return { symbol, at: hour(k), price: open, volume, taken: taken.reduce((sum, { quantity }) => sum + quantity, 0n) };
      });

      const again = engine(options);
      again.restore({ orders: [...orders.values()], holdings, trades, markets: opens, closes: [] });
      expect(again.openOrders()).toEqual(whole.openOrders());
      expect(again.holdings()).toEqual(whole.holdings());
      expect(again.trades(0)).toEqual(whole.trades(0));
      for (const clientId of orders.keys()) expect(again.order(clientId)).toEqual(whole.order(clientId));

      const unopened = ([first, second]: Hours[number]['bars']): Hours[number]['bars'] => [
        { ...first, opened: false },
        { ...second, opened: false },
      ];
      const rest = told.map((now, n) => (n === k ? { ...now, bars: unopened(now.bars) } : now));
      const after = (matching: Matching): ExecutionReport[] => {
        const all: ExecutionReport[] = [];
        play(matching, rest, (news) => all.push(...news), k);
        return all;
      };
      expect(after(again)).toEqual(after(whole));
    }),
    { numRuns: 300 },
  );
});
