import { z } from 'zod';
import { optional } from '../core/desk/arguments.ts';
import { defineCommand } from '../core/desk/command.ts';
import { exact } from '../core/desk/wire.ts';
import { direction } from '../core/facts/vocabulary.ts';
import { div, type Fixed, fromNumber, ZERO } from '../core/money.ts';
import { currencyOf, ofEquity } from '../core/reply/currency.ts';
import { asShown, changeShown, moneyText, quantityText, shortName, shownParts } from '../core/reply/format.ts';
import { usedOf } from '../core/state/account.ts';
import { choice } from './kinds/choice.ts';

type Asset = { readonly symbol: string; readonly direction: string; readonly quantity: Fixed; readonly bound: Fixed };

/** What funds are bound by, a line each; they add up to what is bound. */
function assetLines(assets: readonly Asset[], bound: Fixed, currency: string): readonly string[] {
  if (assets.length === 0) return [`Nothing is held but ${currency}`];
  const shown = shownParts(
    asShown(bound, currency),
    assets.map((one) => one.bound),
    currency,
  );
  return assets.map(
    ({ symbol, direction: way, quantity }, i) =>
      `${shortName(symbol)} ${way} ${quantityText(quantity)} · binds ${moneyText(shown[i] ?? ZERO, currency)}`,
  );
}

export const balance = defineCommand({
  name: 'balance',
  aliases: ['b', 'wallet'],
  about: 'equity, what is bound and what is free; full says by what',
  args: { full: optional(choice('full', ['full'])) },
  role: 'viewer',
  confidential: true,
  risk: 'none',
  run: async ({ full }, desk) => {
    const { account } = desk.state();
    const equity = desk.equity();
    return {
      equity,
      balance: account.balance,
      unrealised: equity - account.balance,
      bound: usedOf(account),
      free: desk.risk().free,
      peak: desk.risk().peak,
      fees: account.fees,
      ...(full === undefined
        ? {}
        : {
            assets: [...account.positions.values()].map(({ symbol, direction: way, quantity, cost, leverage }) => ({
              symbol,
              direction: way,
              quantity,
              bound: div(cost, fromNumber(leverage), 'up'),
            })),
          }),
    };
  },
  /** Quote currency. `unrealised` is net of what leaving would cost: with the balance it is the equity. */
  result: z.object({
    equity: exact,
    balance: exact,
    unrealised: exact,
    bound: exact,
    free: exact,
    peak: exact,
    fees: exact,
    /** By what funds are bound, where that was asked for; quantities in base currency. */
    assets: z.array(z.object({ symbol: z.string(), direction, quantity: exact, bound: exact })).optional(),
  }),
  show: (at, notation) => {
    const currency = currencyOf(notation);
    const money = (amount: Fixed): string => moneyText(amount, currency);
    const leaving = changeShown(at.balance, at.unrealised, currency);
    return {
      title: `Equity ${money(at.equity)} ${currency}`,
      lines: [
        `Balance ${money(at.balance)} · leaving now ${moneyText(leaving, currency, true)} (${ofEquity(leaving, at.equity)})`,
        `Bound ${money(at.bound)} · free ${money(at.free)}`,
        `Peak ${money(at.peak)} · fees so far ${money(at.fees)}`,
        ...(at.assets === undefined ? [] : assetLines(at.assets, at.bound, currency)),
      ],
    };
  },
});
