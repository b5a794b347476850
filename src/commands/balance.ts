import { z } from 'zod';
import { optional } from '../core/desk/arguments.ts';
import { defineCommand } from '../core/desk/command.ts';
import { exact } from '../core/desk/wire.ts';
import type { Fixed } from '../core/money.ts';
import { currencyOf, ofEquity } from '../core/reply/currency.ts';
import { changeShown, moneyText } from '../core/reply/format.ts';
import { usedOf } from '../core/state/account.ts';
import { choice } from './kinds/choice.ts';

export const balance = defineCommand({
  name: 'balance',
  aliases: ['b', 'wallet'],
  about: 'equity, what is bound and what is free; /balance full is the same',
  args: { full: optional(choice('full', ['full'])) },
  role: 'viewer',
  confidential: true,
  risk: 'none',
  run: async (_args, desk) => {
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
      ],
    };
  },
});
