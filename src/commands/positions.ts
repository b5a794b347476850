import { z } from 'zod';
import { defineCommand } from '../core/desk/command.ts';
import { exact } from '../core/desk/wire.ts';
import { ZERO } from '../core/money.ts';
import { currencyOf, profitText } from '../core/reply/currency.ts';
import { moneyText, shortName, shownParts } from '../core/reply/format.ts';
import { todaysSums, totalOfParts } from '../core/state/span.ts';
import { factsOf, factsSchema, oldPriceLines, openedFrom, positionLines } from './cards/position.ts';

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
    today: totalOfParts(todaysSums(desk).open),
    positions: [...desk.state().account.positions.values()].map((position) => factsOf(position, desk)),
  }),
  /** `from` is the equity at 00:00 UTC of the day on which the first of them was opened; `today` what they have added since 00:00. */
  result: z.object({ equity: exact, from: exact, today: exact, positions: z.array(factsSchema) }),
  show: ({ from, today, positions: facts }, notation) => {
    const total = facts.reduce((sum, one) => sum + one.profit, ZERO);
    const currency = currencyOf(notation);
    const shown = shownParts(
      total,
      facts.map((one) => one.profit),
      currency,
    );
    return facts.length === 0
      ? {
          title: 'No open position',
          lines: ['/whynot says what keeps entries away'],
          buttons: [{ label: 'Why not', line: '/whynot' }],
        }
      : {
          title: `${facts.length} open · ${profitText(total, notation, from)}`,
          lines: [
            `Since 00:00 UTC ${moneyText(today, currency, true)}`,
            ...facts.flatMap((one, i) => positionLines(one, notation, shown[i])),
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
