import { z } from 'zod';
import { defineCommand } from '../core/desk/command.ts';
import { exact } from '../core/desk/wire.ts';
import { currencyOf } from '../core/reply/currency.ts';
import { moneyText } from '../core/reply/format.ts';
import { usedOf } from '../core/state/account.ts';

export const count = defineCommand({
  name: 'count',
  aliases: [],
  about: 'how many positions are open, of how many, and what they bind',
  args: {},
  role: 'viewer',
  risk: 'none',
  run: async (_args, desk) => {
    const { account, entries, settings } = desk.state();
    return {
      open: account.positions.size,
      reserved: entries.size,
      slots: settings.values.risk.maxOpenPositions,
      bound: usedOf(account),
    };
  },
  /** `bound` in quote currency. */
  result: z.object({ open: z.number().int(), reserved: z.number().int(), slots: z.number().int(), bound: exact }),
  show: ({ open, reserved, slots, bound }, notation) => ({
    title: `${open} of ${slots} open${reserved > 0 ? `, ${reserved} reserved` : ''}`,
    lines: [`Bound ${moneyText(bound, currencyOf(notation))} ${currencyOf(notation)}`],
  }),
});
