import { z } from 'zod';
import { defineCommand } from '../core/desk/command.ts';
import { exact } from '../core/desk/wire.ts';
import { ZERO } from '../core/money.ts';
import { currencyOf, profitText } from '../core/reply/currency.ts';
import { moneyText, shortName } from '../core/reply/format.ts';
import { splitShown } from '../core/reply/split.ts';
import { today } from '../core/state/span.ts';
import { factsOf, factsSchema, oldPriceLines, openedFrom, positionLines } from './cards/position.ts';
import { todaySchema } from './cards/today.ts';

export const positions = defineCommand({
  name: 'positions',
  aliases: ['p', 'open'],
  about: 'every open position with its stop and result',
  args: {},
  role: 'viewer',
  risk: 'none',
  run: async (_args, desk) => ({
    equity: desk.equity(),
    from: openedFrom(desk),
    today: today(desk),
    positions: [...desk.state().account.positions.values()].map((position) => factsOf(position, desk)),
  }),
  /** `from` is the equity at 00:00 UTC of the day on which the first of them was opened. */
  result: z.object({ equity: exact, from: exact, today: todaySchema, positions: z.array(factsSchema) }),
  show: ({ from, today: sums, positions: facts }, notation) => {
    const currency = currencyOf(notation);
    const total = facts.reduce((sum, one) => sum + one.printed, ZERO);
    const { open } = splitShown(sums, currency);
    return facts.length === 0
      ? {
          title: 'No open position',
          lines: ['/whynot says what keeps entries away'],
          buttons: [{ label: 'Why not', line: '/whynot' }],
        }
      : {
          title: `${facts.length} open · ${profitText(total, notation, from)}`,
          lines: [
            ...(open === total ? [] : [`Since 00:00 UTC ${moneyText(open, currency, true)}`]),
            ...facts.flatMap((one) => positionLines(one, notation)),
            ...oldPriceLines(facts),
          ],
          // More than three are reached by /position.
          buttons: [
            ...facts.slice(0, 3).map((one) => ({ label: `${one.id} ${shortName(one.symbol)}`, line: `/position ${one.id}` })),
            { label: 'Refresh', line: '/positions' },
          ],
        };
  },
});
