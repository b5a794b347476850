import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { DeskEvent } from '../../../src/core/facts/events.ts';
import { decimal, fixed, fromNumber, ONE, toStep, ZERO } from '../../../src/core/money.ts';
import { ofEquity } from '../../../src/core/reply/currency.ts';
import { moneyText, shownParts } from '../../../src/core/reply/format.ts';
import { applyToAccount, createAccount, type MutableAccount } from '../../../src/core/state/account.ts';
import { addedText } from '../../../src/core/state/dayMark.ts';
import { markFrom, openTrades, standingNow, sumsBetween, totalOfParts, tradesBetween } from '../../../src/core/state/span.ts';
import { DAY, HOUR, type Ms } from '../../../src/core/time.ts';
import { end, fill, funded, instant, opened, START } from './story.ts';

/** Histories in ten thousands: the identities of the fold; those of the replies hold over played desks in `tests/commands/sums.test.ts`. */
const RUNS = 10_000;

const COSTS = { fee: 0.001, slippage: 0.0005 };

type Step = { readonly kind: number; readonly which: number; readonly price: number; readonly hours: number };
const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.nat(9),
  which: fc.nat(5),
  price: fc.integer({ min: 50_001, max: 150_001 }),
  hours: fc.integer({ min: 1, max: 9 }),
});

/** An account that entries, pairs, adds, partial exits, fees, funding, transfers and midnights have happened to. */
function live(steps: readonly Step[]): { readonly account: MutableAccount; readonly now: Ms; readonly last: number } {
  const account = createAccount();
  let now = START + 7 * HOUR;
  let last = 100;
  let next = 1;
  const tell = (event: DeskEvent): void => applyToAccount(account, { ...event, at: now });
  tell(funded('100000'));
  const enter = (id: number, price: string, changes: Parameters<typeof opened>[1]): void => {
    tell(opened(id, changes));
    tell(
      fill(id, { purpose: 'entry', side: changes?.direction === 'short' ? 'sell' : 'buy', price, quantity: '3', fee: '0.301' }),
    );
  };
  for (const { kind, which, price: cents, hours } of steps) {
    const before = now;
    now += hours * HOUR;
    const midnight = Math.floor(now / DAY) * DAY;
    if (midnight > before) {
      const at = now;
      now = midnight;
      const { equity, added } = standingNow(account, () => last, COSTS, now);
      tell({ ...instant(now, decimal(equity)), added: addedText(added) });
      now = at;
    }
    last = cents / 1_000;
    const price = `${last}`;
    const held = [...account.positions.values()][which % Math.max(1, account.positions.size)];
    if (kind === 0) enter(next++, price, { direction: which % 2 === 0 ? 'long' : 'short' });
    else if (kind === 1) {
      const pair = { decision: `pair ${next}`, paired: true };
      enter(next++, price, { ...pair, direction: 'long' });
      enter(next++, price, { ...pair, direction: 'short' });
    } else if (kind === 2)
      tell({ type: 'transfer', at: now, id: `${now}`, asset: 'USDT', amount: `${which - 2}.01`, why: 'test' });
    else if (kind === 3)
      tell({
        type: 'funding',
        at: now,
        id: `${now}`,
        symbol: 'BTC/USDT',
        asset: 'USDT',
        rate: 0.0001,
        amount: '-0.017',
        ...(held === undefined ? {} : { position: held.id }),
      });
    else if (held !== undefined) {
      const side = held.direction === 'long' ? 'sell' : 'buy';
      const part = kind === 4 ? fixed('0.7') : held.quantity;
      if (kind === 5)
        tell(fill(held.id, { purpose: 'add', side: side === 'sell' ? 'buy' : 'sell', price, quantity: '1.1', fee: '0.01' }));
      else {
        const quantity = part < held.quantity ? part : held.quantity;
        tell(fill(held.id, { purpose: 'exit', side, price, quantity: decimal(quantity), fee: '0.123' }));
        if (account.positions.get(held.id)?.quantity === ZERO) end(account, held.id, 'command', now);
      }
    }
  }
  return { account, now, last };
}

test(`what each position added adds up to the change of equity, over any days, in ${RUNS} histories`, () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 14 }), fc.nat(3), (steps, back) => {
      const { account, now, last } = live(steps);
      const standing = standingNow(account, () => last, COSTS, now);
      const from = markFrom(account, now - back * DAY) ?? standing;
      const sums = sumsBetween(account, from, standing);
      expect(sums.net).toBe(standing.equity - from.equity - (standing.funded - from.funded));
      expect(totalOfParts(sums.closed) + totalOfParts(sums.open) + sums.elsewhere).toBe(sums.net);
      if (account.positions.size === 0) expect(totalOfParts(sums.open)).toBe(ZERO);
      // All since the beginning: trades that ended, open ones, and funding of no position.
      const [first] = account.marks;
      if (first === undefined) throw new Error('an account begins with a mark');
      const ended = tradesBetween(account, first, standing).reduce((sum, { profit }) => sum + profit, ZERO);
      const open = openTrades(account, standing).reduce((sum, { profit }) => sum + profit, ZERO);
      const all = sumsBetween(account, first, standing);
      expect(ended + open + all.elsewhere).toBe(all.net);
      expect(standing.equity).toBe(account.funded + all.net);
      // Spans side by side are the span of both.
      const between = account.marks.slice(1).map((mark, i) => sumsBetween(account, account.marks[i] ?? first, mark).net);
      const newest = account.marks.at(-1) ?? first;
      expect(between.reduce((sum, net) => sum + net, ZERO) + sumsBetween(account, newest, standing).net).toBe(all.net);
    }),
    { numRuns: RUNS, seed: 1 },
  );
});

test('parts as printed add up to the printed total, and zero stays zero', () => {
  fc.assert(
    fc.property(
      fc.array(fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }), { maxLength: 9 }),
      fc.constantFrom('USDT', 'BTC', 'JPY'),
      (parts, currency) => {
        const all = [...parts, ZERO];
        const total = all.reduce((sum, part) => sum + part, ZERO);
        const shown = shownParts(total, all, currency);
        const unit = currency === 'BTC' ? 10_000n : currency === 'JPY' ? ONE : ONE / 100n;
        expect(shown.reduce((sum, part) => sum + part, ZERO)).toBe(toStep(total, unit, 'nearest'));
        expect(shown.at(-1)).toBe(ZERO);
        for (const [i, part] of shown.entries())
          expect(part - (all[i] ?? ZERO) < unit && (all[i] ?? ZERO) - part < unit).toBe(true);
      },
    ),
    { numRuns: 1_000, seed: 1 },
  );
});

test('the sign of a share never contradicts its amount', () => {
  fc.assert(
    fc.property(fc.double({ min: -1e4, max: 1e4, noNaN: true }), fc.double({ min: 1, max: 1e7, noNaN: true }), (amount, base) => {
      const [money, share] = [moneyText(fromNumber(amount), 'USDT', true), ofEquity(fromNumber(amount), fromNumber(base))];
      const signs = new Set([money[0], share[0]].filter((sign) => sign === '+' || sign === '−'));
      expect(signs.size).toBeLessThan(2);
    }),
    { numRuns: 1_000, seed: 1 },
  );
});
