import type { Settings } from '../facts/settings.ts';
import { pointOrThousands } from '../figure.ts';
import type { Instrument } from '../market/instrument.ts';
import { decimal, div, type Fixed, fromNumber, mul, mulDiv, ONE, toStep, ZERO } from '../money.ts';
import type { RiskView } from '../risk/rule.ts';
import { quantityFor } from '../risk/sizing.ts';
import type { ExitCosts } from '../state/exitCosts.ts';
import { plannedLoss, quantityLosing } from '../state/lossAtStop.ts';
import type { Direction } from '../state/position.ts';

/** How large an order is to be, in the unit that a person thinks in. */
export type OrderSize =
  /** Quote currency. */
  | { readonly unit: 'quote'; readonly amount: Fixed }
  /** Base currency, by its name. */
  | { readonly unit: 'base'; readonly amount: Fixed; readonly base: string }
  /** Multiples of what is risked: of the account's risk a trade, or of what an open position has put at risk. */
  | { readonly unit: 'R'; readonly amount: Fixed }
  /** A fraction of the account's equity. */
  | { readonly unit: 'equity'; readonly amount: Fixed };

/** One R of the account: what it risks a trade, quote currency. */
export const accountR = (equity: Fixed, { perTrade }: Pick<Settings['risk'], 'perTrade'>): Fixed =>
  mul(equity, fromNumber(perTrade, 'down'), 'floor');

/** What an order enters at, and where it is given up. */
export type Footed = {
  readonly instrument: Instrument;
  readonly direction: Direction;
  readonly price: Fixed;
  readonly stop: Fixed;
  /** What one R is worth, quote currency. */
  readonly r: Fixed;
  readonly equity: Fixed;
  readonly costs: ExitCosts;
};

/** All of an order that hangs on the account; one R is the account's where none is given. */
export const footedIn = (
  at: Pick<Footed, 'instrument' | 'direction' | 'price' | 'stop'> & { readonly r?: Fixed },
  { equity, settings }: Pick<RiskView, 'equity' | 'settings'>,
): Footed => ({ ...at, r: at.r ?? accountR(equity, settings.risk), equity, costs: settings.execution });

const stopped = ({ direction, price, stop, instrument }: Footed) => ({ direction, entry: price, stop, tick: instrument.tick });

/** Base quantity of a size, rounded down to the step; 0 for an amount of another coin. */
export function quantityOf(size: OrderSize, at: Footed): Fixed {
  const onStep = (quantity: Fixed): Fixed => toStep(quantity, at.instrument.step, 'down');
  switch (size.unit) {
    case 'quote':
      return quantityFor(size.amount, at.price, at.instrument);
    case 'equity':
      return quantityFor(mul(at.equity, size.amount, 'down'), at.price, at.instrument);
    case 'base':
      return size.base === at.instrument.base ? onStep(size.amount) : ZERO;
    case 'R':
      return onStep(quantityLosing(mul(at.r, size.amount, 'down'), stopped(at), at.costs));
  }
}

/** A base quantity in a unit, rounded up or down to so many decimals. */
function inUnit(quantity: Fixed, unit: OrderSize['unit'], at: Footed, decimals: number, rounding: 'up' | 'down'): Fixed {
  const digit = ONE / 10n ** BigInt(decimals);
  const worth = mul(quantity, at.price, rounding);
  switch (unit) {
    case 'quote':
      return toStep(worth, digit, rounding);
    case 'equity':
      return at.equity <= ZERO ? ZERO : toStep(div(worth, at.equity, rounding), digit, rounding);
    case 'base':
      return quantity;
    case 'R':
      return at.r <= ZERO
        ? ZERO
        : toStep(div(plannedLoss({ ...stopped(at), quantity }, at.costs), at.r, rounding), digit, rounding);
  }
}

/** Decimals to try, the shortest first; a fraction is shown in per cent, two less. */
const DECIMALS = [2, 3, 4, 5, 6, 8, 10, 12] as const;

/** Decimal text whose point can part no thousands. */
function undoubted(amount: Fixed): string {
  const text = decimal(amount);
  return pointOrThousands(text)?.point ?? text;
}

/** A size as it is typed: `0.5R`, `0.5%`, `200`, `0.02 BTC`. */
export function sizeWord(size: OrderSize): string {
  switch (size.unit) {
    case 'quote':
      return undoubted(size.amount);
    case 'base':
      return `${undoubted(size.amount)} ${size.base}`;
    case 'R':
      return `${decimal(size.amount)}R`;
    case 'equity':
      return `${decimal(mulDiv(size.amount, 100n, 1n, 'down'))}%`;
  }
}

/**
 * About the size of a quantity in the unit that somebody used, as short as it can be written so that it `passes`: rounded down from the
 * most there can be, up from the least. Undefined where none does.
 */
export function sizeNear(
  quantity: Fixed,
  unit: OrderSize['unit'],
  at: Footed,
  rounding: 'up' | 'down',
  passes: (size: OrderSize) => boolean,
): OrderSize | undefined {
  const { base } = at.instrument;
  const tried = DECIMALS.map((decimals): OrderSize => {
    const amount = inUnit(quantity, unit, at, decimals, rounding);
    return unit === 'base' ? { unit, amount, base } : { unit, amount };
  });
  const exact: OrderSize = { unit: 'base', amount: quantity, base };
  return [...tried, exact].find((size) => size.amount > ZERO && passes(size));
}
