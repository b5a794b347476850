import { z } from 'zod';
import { defineCommand } from '../core/desk/command.ts';
import { exact } from '../core/desk/wire.ts';
import { currencyOf, ofEquity } from '../core/reply/currency.ts';
import { moneyText } from '../core/reply/format.ts';
import { usedOf } from '../core/state/account.ts';

export const balance = defineCommand({
  name: 'balance',
  aliases: ['b', 'wallet'],
  about: 'equity, what is bound and what is free',
  args: {},
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
      peak: account.peak,
      fees: account.fees,
    };
  },
  /** Quote currency. */
  result: z.object({
    equity: exact,
    balance: exact,
    unrealised: exact,
    bound: exact,
    free: exact,
    peak: exact,
    fees: exact,
  }),
  show: (at, notation) => ({
    title: `Equity ${moneyText(at.equity)} ${currencyOf(notation)}`,
    lines: [
      `Balance ${moneyText(at.balance)} · open ${moneyText(at.unrealised, true)} (${ofEquity(at.unrealised, at.equity)})`,
      `Bound ${moneyText(at.bound)} · free ${moneyText(at.free)}`,
      `Peak ${moneyText(at.peak)} · fees so far ${moneyText(at.fees)}`,
    ],
  }),
});
