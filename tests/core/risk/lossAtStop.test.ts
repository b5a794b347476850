import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planLines } from '../../../src/core/alerts/planLines.ts';
import { settingsSchema } from '../../../src/core/facts/settings.ts';
import { abs, decimal, fixed, fromNumber, min, mul, ONE, toNumber } from '../../../src/core/money.ts';
import { moneyText } from '../../../src/core/reply/format.ts';
import { fractionOf, riskOf } from '../../../src/core/risk/exposure.ts';
import { riskPerTrade } from '../../../src/core/risk/rules/riskPerTrade.ts';
import { size } from '../../../src/core/risk/sizing.ts';
import { againstUs } from '../../../src/core/simulator/book.ts';
import { applyToAccount, createAccount, equityOf } from '../../../src/core/state/account.ts';
import { isCoarse } from '../../../src/core/state/exitCosts.ts';
import { lossFrom } from '../../../src/core/state/exitEstimate.ts';
import { lossAtStop } from '../../../src/core/state/lossAtStop.ts';
import { end, fill, funded, opened } from '../state/story.ts';
import { instrument, leg, planOf, viewOf } from './fixtures.ts';

/**
 * A price of 1 to 100,000 on a tick that may be finer or coarser than the slippage, a stop up to half of it away, and what trading
 * costs.
 */
const plans = fc.record({
  long: fc.boolean(),
  cents: fc.integer({ min: 100, max: 10_000_000 }),
  tick: fc.constantFrom(1, 10, 100, 1000),
  away: fc.double({ min: 0.01, max: 0.5, noNaN: true }),
  mark: fc.double({ min: 0.8, max: 1.2, noNaN: true }),
  units: fc.integer({ min: 1, max: 1_000_000 }),
  fee: fc.integer({ min: 0, max: 50 }).map((tenth) => tenth / 10_000),
  slippage: fc.integer({ min: 0, max: 50 }).map((tenth) => tenth / 10_000),
});
type Drawn = typeof plans extends fc.Arbitrary<infer T> ? T : never;

const CENT = fixed('0.01');

function drawn({ long, cents: price, tick: width, away, units, fee, slippage }: Drawn) {
  const tick = BigInt(width) * CENT;
  // A stop is a tick away at least, and has one below it.
  const ticks = Math.max(3, Math.round(price / width));
  const far = Math.max(1, Math.round(ticks * away));
  const entry = BigInt(ticks) * tick;
  const stop = BigInt(long ? ticks - far : ticks + far) * tick;
  const coarse = isCoarse(tick, min(entry, stop), { slippage });
  return {
    direction: long ? ('long' as const) : ('short' as const),
    entry,
    stop,
    tick,
    /** As a leg of it says it. */
    said: coarse ? { tick: decimal(tick) } : {},
    /** Where it is entered: a tick worse on a coarse one. */
    entered: !coarse ? entry : long ? entry + tick : entry - tick,
    quantity: BigInt(units) * fixed('0.001'),
    costs: { fee, slippage },
    /** Where a stop usually fills: on a coarse tick as the simulator fills it, on a fine one within a tick of that. */
    filled: isCoarse(tick, stop, { slippage })
      ? againstUs(instrument('BTC/USDT', { tick }), long ? 'sell' : 'buy', stop, fromNumber(slippage))
      : mul(stop, long ? ONE - fromNumber(slippage) : ONE + fromNumber(slippage), 'nearest'),
  };
}

const feeOf = (price: bigint, quantity: bigint, fee: number): bigint =>
  mul(mul(price, quantity, 'nearest'), fromNumber(fee), 'nearest');

/** Some last digits of money. */
const ROUNDING = fixed('0.000001');

/** An account that has entered as drawn. */
function entered({ direction, entered: price, stop, said, quantity, costs }: ReturnType<typeof drawn>) {
  const account = createAccount();
  const events = [
    funded('1000000000'),
    opened(1, { direction, price: decimal(price), quantity: decimal(quantity), stop: decimal(stop), ...said }),
    fill(1, {
      purpose: 'entry',
      side: direction === 'long' ? 'buy' : 'sell',
      price: decimal(price),
      quantity: decimal(quantity),
      fee: decimal(feeOf(price, quantity, costs.fee)),
    }),
  ];
  for (const event of events) applyToAccount(account, event, costs);
  return account;
}

describe('the loss at the stop', () => {
  it('is what a plain stop costs, −1.00 R, and what the card says, however coarse the tick', () => {
    fc.assert(
      fc.property(plans, (input) => {
        const plan = drawn(input);
        const { direction, entry, stop, said, quantity, costs, filled } = plan;
        const loss = lossAtStop({ ...plan, entry: plan.entered }, costs);
        const account = entered(plan);
        const out = fill(1, {
          purpose: 'stop',
          side: direction === 'long' ? 'sell' : 'buy',
          price: decimal(filled),
          quantity: decimal(quantity),
          fee: decimal(feeOf(filled, quantity, costs.fee)),
        });
        applyToAccount(account, out, costs);
        const closed = end(account, 1, 'stop');
        expect(toNumber(abs(fixed(closed.profit) + loss))).toBeLessThan(toNumber(ROUNDING));
        expect(closed.r).toBeCloseTo(-1, 5);

        const side = direction === 'long' ? 'buy' : 'sell';
        const one = leg({ side, quantity: decimal(quantity), price: decimal(entry), stop: decimal(stop), ...said });
        const view = viewOf();
        const market = {
          instrument: () => instrument(one.symbol),
          instruments: () => [instrument(one.symbol)],
          quote: () => ({ last: toNumber(entry) }),
        };
        const lines = planLines(planOf([one]), {
          market,
          equity: () => view.equity,
          execution: () => ({ ...costs, maxSlippage: 0.01 }),
        });
        expect(lines.find((line) => line.startsWith('Loss at stop'))).toContain(
          `Loss at stop ${moneyText(-loss, 'USDT', true)} (`,
        );
      }),
    );
  });

  it('is what equity loses from any mark on, with what was gained or lost before', () => {
    fc.assert(
      fc.property(plans, (input) => {
        const plan = drawn(input);
        const account = entered(plan);
        const position = account.positions.get(1);
        if (position === undefined) throw new RangeError('position 1 is open');
        const mark = mul(plan.entered, fromNumber(input.mark), 'nearest');
        const before = equityOf(account, () => toNumber(mark), plan.costs);
        const left = before - lossFrom(position, fromNumber(toNumber(mark)), plan.costs);
        const begun = fixed('1000000000');
        expect(toNumber(abs(begun - left - position.risk))).toBeLessThan(toNumber(ROUNDING));
      }),
    );
  });

  it('is never more than the risk per trade for a size that the desk chooses, and the rule lets it pass', () => {
    const { risk } = settingsSchema.parse({ risk: { maxPosition: 1 } });
    fc.assert(
      fc.property(plans, fc.integer({ min: 100, max: 1_000_000 }), (input, equity) => {
        const { direction, entry, stop, tick, said, costs } = drawn(input);
        const side = direction === 'long' ? 'buy' : 'sell';
        const settings = settingsSchema.parse({ risk: { maxPosition: 1 }, execution: costs });
        const view = { ...viewOf({ equity: String(equity) }), settings };
        const sized = size({
          instrument: instrument('LINK/USDT', { tick }),
          equity: view.equity,
          price: entry,
          stop,
          score: 1,
          confidence: 1,
          risk,
          costs,
        });
        if ('why' in sized) return;
        const one = leg({ side, quantity: decimal(sized.quantity), price: decimal(entry), stop: decimal(stop), ...said });
        const most = fractionOf(view.equity, risk.perTrade);
        expect(riskOf(one, costs) <= most).toBe(true);
        expect(riskPerTrade.check(planOf([one]), view).kind).toBe('pass');
        // One step more would lose more, or another cap has bound.
        const more = riskOf(one, costs, sized.quantity + instrument('LINK/USDT').step);
        expect(more > most || sized.capped).toBe(true);
      }),
    );
  });
});
