import type { Choices } from '../../core/desk/arguments.ts';
import type { Read } from '../../core/desk/read.ts';
import { fitted, isWhole } from '../../core/execution/fitting.ts';
import type { enteredAt, planManual } from '../../core/execution/manualPlan.ts';
import { type OrderSize, quantityOf, sizeWord } from '../../core/execution/orderSize.ts';
import { fixed, mul } from '../../core/money.ts';
import { currencyOf } from '../../core/reply/currency.ts';
import { moneyText, shortName } from '../../core/reply/format.ts';
import { symbolsAhead } from '../kinds/symbol.ts';

const R_PARTS: readonly (readonly [string, string])[] = [
  ['¼R', '0.25'],
  ['½R', '0.5'],
  ['1R', '1'],
];
const PER_CENTS: readonly (readonly [string, string])[] = [
  ['2.5 %', '0.025'],
  ['5 %', '0.05'],
  ['10 %', '0.1'],
];

/** The sizes that could be had now, as they are offered: parts of R, or the most there is of it, and parts of the equity. */
export function sizeChoices(
  { asks, none, usual }: { readonly asks: string; readonly none: string; readonly usual: OrderSize },
  planOf: (size: OrderSize) => ReturnType<typeof planManual>,
  at: Exclude<ReturnType<typeof enteredAt>, { why: string }>,
  desk: Read,
): Choices {
  const view = desk.risk();
  const currency = currencyOf(desk);
  const offer = (name: string, size: OrderSize) => ({
    word: sizeWord(size),
    label: `${name} · ${moneyText(mul(quantityOf(size, at), at.price, 'nearest'), currency)}`,
  });
  const parts = (all: typeof R_PARTS, unit: 'R' | 'equity') =>
    all
      .map(([name, amount]) => ({ name, size: { unit, amount: fixed(amount) } }))
      .filter(({ size }) => isWhole(planOf(size), view))
      .map(({ name, size }) => offer(name, size));
  const rs = parts(R_PARTS, 'R');
  const whole = fitted(usual, planOf, at, view);
  const most = 'plan' in whole ? undefined : whole.passing;
  return {
    asks,
    all: [
      ...rs,
      ...(most === undefined || rs.length === R_PARTS.length ? [] : [offer(`${sizeWord(most)}, the most`, most)]),
      ...parts(PER_CENTS, 'equity'),
    ],
    none,
  };
}

/** The symbols that people most likely mean to enter on: to one that is held that way it is added. */
export function symbolsToEnter(side: 'buy' | 'sell', desk: Read): Choices {
  const held = [...desk.state().account.positions.values()];
  const way = side === 'buy' ? 'long' : 'short';
  const own = held
    .filter(({ direction }) => direction === way)
    .map(({ id, symbol }) => ({ word: shortName(symbol), label: `${shortName(symbol)} · add to ${id}`, line: `/add ${id}` }));
  const taken = new Set(held.map(({ symbol }) => shortName(symbol)));
  const open = new Set(
    desk.market
      .instruments()
      .filter(({ kind }) => side === 'buy' || kind === 'perpetual')
      .map(({ symbol }) => shortName(symbol)),
  );
  return {
    asks: `${side === 'buy' ? 'Buy' : 'Sell'} which symbol?`,
    all: [...own, ...symbolsAhead(desk, (name) => open.has(name) && !taken.has(name))].slice(0, 8),
    none: 'No symbol here can be sold short',
  };
}
