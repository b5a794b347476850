import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DeskEvent, EventOf } from '../../../src/core/facts/events.ts';
import { decimal, type Fixed, fixed, ONE } from '../../../src/core/money.ts';
import { type Account, dayStartOf, equityOf } from '../../../src/core/state/account.ts';
import { GROSS } from '../../../src/core/state/exitEstimate.ts';
import { fill, funded, instant, opened, tell } from './story.ts';

type Told = EventOf<'fill'>;

/** Prices and quantities with up to 12 decimals, so that every rounding is met. */
const amount = fc.bigInt({ min: 1n, max: 10n ** 17n });
const step = fc.record({
  enlarge: fc.boolean(),
  price: amount,
  quantity: amount,
  fee: fc.bigInt({ min: 0n, max: 10n ** 12n }),
  share: fc.nat(100),
});
const life = fc.record({ short: fc.boolean(), steps: fc.array(step, { minLength: 1, maxLength: 12 }), flat: fc.boolean() });

/** Fills of one position that never sell more than is held, ending flat where asked. */
function fillsOf(id: number, { short, steps, flat }: typeof life extends fc.Arbitrary<infer T> ? T : never): Told[] {
  const symbol = `S${id}/USDT`;
  let open = 0n;
  const fills: Told[] = [];
  const add = (enlarge: boolean, price: Fixed, quantity: Fixed, fee: Fixed): void => {
    open += enlarge ? quantity : -quantity;
    const purpose = enlarge ? (fills.length === 0 ? 'entry' : 'add') : 'exit';
    const side = enlarge !== short ? 'buy' : 'sell';
    const tradeId = `${id}-${fills.length}`;
    fills.push(
      fill(id, { symbol, purpose, side, tradeId, price: decimal(price), quantity: decimal(quantity), fee: decimal(fee) }),
    );
  };
  for (const { enlarge, price, quantity, fee, share } of steps) {
    const out = (open * BigInt(share)) / 100n;
    if (enlarge || open === 0n) add(true, price, quantity, fee);
    else if (out > 0n) add(false, price, out, fee);
  }
  if (flat && open > 0n) add(false, ONE, open, 7n);
  return fills;
}

const openings = (lives: readonly { short: boolean }[]): DeskEvent[] =>
  lives.map(({ short }, id) => opened(id, { symbol: `S${id}/USDT`, direction: short ? 'short' : 'long' }));

/** Rounds a fraction to the nearest whole, halves away from zero: written from the definition, sharing no code with the ledger. */
const nearest = (over: bigint, under: bigint): bigint => {
  const sign = over < 0n ? -1n : 1n;
  return sign * ((2n * sign * over + under) / (2n * under));
};

/** The books done again by cash flow: what came in less what went out, and what the open rest has cost. */
function recompute(fills: readonly Told[], short: boolean) {
  let cash = 0n;
  let fees = 0n;
  let open = 0n;
  let cost = 0n;
  for (const told of fills) {
    const quantity = fixed(told.quantity);
    const worth = nearest(fixed(told.price) * quantity, ONE);
    cash += told.side === 'sell' ? worth : -worth;
    fees += fixed(told.fee);
    const enlarges = (told.side === 'sell') === short;
    // The cost kept is what is not released: total less its rounded share.
    if (enlarges) cost += worth;
    else cost -= quantity === open ? cost : nearest(cost * quantity, open);
    open += enlarges ? quantity : -quantity;
  }
  // All cash is either gain already made or bound in the open rest.
  const realised = short ? cash - cost : cash + cost;
  return { open, cost, fees, realised };
}

const summary = (account: Account) => ({
  balance: account.balance,
  fees: account.fees,
  positions: [...account.positions.values()].map(({ quantity, cost, realised, fees }) => ({ quantity, cost, realised, fees })),
});

describe('the ledger', () => {
  test('agrees with the books done again from the fills, to the last digit', () => {
    fc.assert(
      fc.property(fc.array(life, { minLength: 1, maxLength: 4 }), (lives) => {
        const fills = lives.map((each, id) => fillsOf(id, each));
        const account = tell(funded('1000'), ...openings(lives), ...fills.flat());
        const again = lives.map(({ short }, id) => recompute(fills[id] ?? [], short));
        expect(summary(account)).toEqual({
          balance: again.reduce((sum, { realised, fees }) => sum + realised - fees, fixed('1000')),
          fees: again.reduce((sum, { fees }) => sum + fees, 0n),
          positions: again.map(({ open, cost, realised, fees }) => ({ quantity: open, cost, realised, fees })),
        });
      }),
      { numRuns: 500 },
    );
  });

  test('a flat position keeps no crumb of cost, and its result is its cash', () => {
    fc.assert(
      fc.property(life, (each) => {
        const fills = fillsOf(0, { ...each, flat: true });
        const account = tell(...openings([each]), ...fills);
        const cash = fills.reduce((sum, { side, price, quantity, fee }) => {
          const worth = nearest(fixed(price) * fixed(quantity), ONE);
          return sum + (side === 'sell' ? worth : -worth) - fixed(fee);
        }, 0n);
        expect(account.positions.get(0)?.cost).toBe(0n);
        expect(account.balance).toBe(cash);
      }),
    );
  });

  test('duplicates change nothing, wherever they come', () => {
    fc.assert(
      fc.property(fc.array(life, { minLength: 1, maxLength: 3 }), fc.array(fc.nat(), { maxLength: 20 }), (lives, picks) => {
        const fills = lives.flatMap((each, id) => fillsOf(id, each));
        const doubled = [...fills];
        for (const pick of picks) {
          const from = pick % doubled.length;
          const again = doubled[from];
          if (again !== undefined) doubled.splice(from + 1 + (pick % (doubled.length - from)), 0, again);
        }
        expect(summary(tell(...openings(lives), ...doubled))).toEqual(summary(tell(...openings(lives), ...fills)));
      }),
    );
  });

  test('fills in any order give the same quantities, fees and equity, and the same result once flat', () => {
    fc.assert(
      fc.property(
        life,
        fc.array(fc.nat(), { minLength: 14, maxLength: 14 }),
        fc.integer({ min: 1, max: 100_000 }),
        (each, keys, mark) => {
          const fills = fillsOf(0, each);
          const key = (i: number): number => keys[i] ?? 0;
          const shuffled = fills
            .map((told, i) => ({ told, i }))
            .sort((a, b) => key(a.i) - key(b.i))
            .map(({ told }) => told);
          const straight = tell(...openings([each]), ...fills);
          const mixed = tell(...openings([each]), ...shuffled);
          const [a, b] = [straight.positions.get(0), mixed.positions.get(0)];
          expect([b?.quantity, b?.entered, b?.exited, b?.fees]).toEqual([a?.quantity, a?.entered, a?.exited, a?.fees]);
          expect(equityOf(mixed, () => mark, GROSS)).toBe(equityOf(straight, () => mark, GROSS));
          const flat = tell(...openings([each]), ...fillsOf(0, { ...each, flat: true }));
          const rest = fillsOf(0, { ...each, flat: true }).slice(fills.length);
          expect(tell(...openings([each]), ...shuffled, ...rest).balance).toBe(flat.balance);
        },
      ),
    );
  });

  test('fills that were dropped and fetched again later, in any number of answers, give the same account', () => {
    fc.assert(
      fc.property(life, fc.array(fc.boolean(), { minLength: 14, maxLength: 14 }), (each, dropped) => {
        const fills = fillsOf(0, { ...each, flat: true });
        const heard = fills.filter((_, i) => dropped[i] !== true);
        const account = tell(...openings([each]), ...heard, ...fills);
        const whole = tell(...openings([each]), ...fills);
        expect(account.balance).toBe(whole.balance);
        expect(account.trades).toEqual(whole.trades);
        expect(account.positions.get(0)?.quantity).toBe(0n);
        expect(account.positions.get(0)?.cost).toBe(0n);
      }),
    );
  });
});

/** Anything that befalls an account without an order: the same id is the same thing told again. */
const befalling = fc.array(
  fc.record({
    kind: fc.constantFrom('funding', 'transfer', 'liquidation'),
    amount: fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }).filter((value) => value !== 0n),
    share: fc.nat({ max: 100 }),
  }),
  { maxLength: 12 },
);
const HELD = 10n ** 15n;
const perpetual = 'P/USDT:USDT';

/** As events on one perpetual of which HELD was bought at 1; together never more is liquidated than was bought. */
function events(list: typeof befalling extends fc.Arbitrary<infer T> ? T : never): DeskEvent[] {
  return list.map(({ kind, amount, share }, i): DeskEvent => {
    if (kind === 'transfer') return { type: 'transfer', at: i, id: `m${i}`, asset: 'USDT', amount: decimal(amount), why: 'test' };
    if (kind === 'funding')
      return {
        type: 'funding',
        at: i,
        id: `f${i}`,
        position: 0,
        symbol: perpetual,
        asset: 'USDT',
        rate: 0.0001,
        amount: decimal(amount),
      };
    const quantity = decimal((HELD * BigInt(share)) / 1_200n);
    const price = decimal(amount < 0n ? -amount : amount);
    return {
      type: 'liquidation',
      at: i,
      tradeId: `l${i}`,
      position: 0,
      symbol: perpetual,
      side: 'sell',
      price,
      quantity,
      fee: '0.5',
      says: '',
    };
  });
}
const holding = [
  funded('1000'),
  opened(0, { symbol: perpetual }),
  fill(0, { symbol: perpetual, purpose: 'entry', price: '1', quantity: decimal(HELD), tradeId: 'in' }),
];
const sumOf = (told: readonly DeskEvent[], type: 'funding' | 'transfer'): Fixed =>
  told.reduce((sum, event) => (event.type === type ? sum + fixed(event.amount) : sum), 0n);

describe('what befalls an account', () => {
  test('is booked once, in whatever order and however often it is told', () => {
    fc.assert(
      fc.property(befalling, fc.array(fc.nat(), { minLength: 12, maxLength: 12 }), (list, keys) => {
        const told = events(list);
        const mixed = [...told.toSorted((a, b) => (keys[a.at] ?? 0) - (keys[b.at] ?? 0)), ...told];
        const [once, often] = [tell(...holding, ...told), tell(...holding, ...mixed)];
        expect(equityOf(often, () => 1, GROSS)).toBe(equityOf(once, () => 1, GROSS));
        expect(often.positions.get(0)?.quantity).toBe(once.positions.get(0)?.quantity);
        expect(often.positions.get(0)?.funding).toBe(sumOf(told, 'funding'));
      }),
    );
  });

  test('funding is part of the result; deposits and withdrawals are neither profit nor drawdown (invariant 15)', () => {
    fc.assert(
      fc.property(befalling, (list) => {
        const told = events(list);
        const account = tell(...holding, instant(0, '900'), ...told);
        const moved = sumOf(told, 'transfer');
        expect(account.peak - account.equity).toBe(fixed('100'));
        expect(account.equity).toBe(fixed('900') + moved);
        expect(dayStartOf(account, 0)).toBe(fixed('900') + moved);
        const [position] = account.positions.values();
        const result = (position?.realised ?? 0n) - (position?.fees ?? 0n) + (position?.funding ?? 0n);
        expect(account.balance).toBe(fixed('1000') + moved + result);
      }),
    );
  });

  test('a perpetual moves only what it settles in: all of the balance, to the last digit', () => {
    fc.assert(
      fc.property(befalling, (list) => {
        const account = tell(...holding, ...events(list));
        expect(account.balances.get('USDT') ?? 0n).toBe(account.balance);
        expect(account.balances.has('P')).toBe(false);
      }),
    );
  });

  test('spot moves both assets: what is held, and the balance less what that has cost', () => {
    fc.assert(
      fc.property(fc.array(life, { minLength: 1, maxLength: 4 }), (lives) => {
        const long = lives.map((each) => ({ ...each, short: false }));
        const account = tell(funded('1000'), ...openings(long), ...long.flatMap((each, id) => fillsOf(id, each)));
        const positions = [...account.positions.values()];
        for (const { id, quantity } of positions) expect(account.balances.get(`S${id}`) ?? 0n).toBe(quantity);
        const cost = positions.reduce((sum, position) => sum + position.cost, 0n);
        expect(account.balances.get('USDT') ?? 0n).toBe(account.balance - cost);
      }),
    );
  });

  test('a fee taken in the coins leaves fewer of them, and one in a third asset is paid from that', () => {
    const bought = { purpose: 'entry' as const, price: '100', quantity: '2' };
    const inCoins = tell(
      funded('1000'),
      opened(0),
      fill(0, { ...bought, fee: '0.2', feePaid: { asset: 'BTC', amount: '0.002' } }),
    );
    expect(inCoins.positions.get(0)?.quantity).toBe(fixed('1.998'));
    expect([...inCoins.balances]).toEqual([
      ['USDT', fixed('800')],
      ['BTC', fixed('1.998')],
    ]);
    expect(equityOf(inCoins, () => 100, GROSS)).toBe(fixed('999.8'));
    const inThird = tell(
      funded('1000'),
      opened(0),
      fill(0, { ...bought, fee: '0.2', feePaid: { asset: 'BNB', amount: '0.0004' } }),
    );
    expect(inThird.positions.get(0)?.quantity).toBe(fixed('2'));
    expect(inThird.balances.get('BNB')).toBe(-fixed('0.0004'));
  });
});
