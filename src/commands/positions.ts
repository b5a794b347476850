import { z } from 'zod';
import { defineCommand } from '../core/desk/command.ts';
import { exact } from '../core/desk/wire.ts';
import { ZERO } from '../core/money.ts';
import { profitText } from '../core/reply/currency.ts';
import { shortName } from '../core/reply/format.ts';
import { factsOf, factsSchema, oldPriceLines, positionLines } from './cards/position.ts';

export const positions = defineCommand({
  name: 'positions',
  aliases: ['p', 'open'],
  about: 'every open position with its stop and result',
  args: {},
  role: 'viewer',
  risk: 'none',
  run: async (_args, desk) => ({
    equity: desk.equity(),
    positions: [...desk.state().account.positions.values()].map((position) => factsOf(position, desk)),
  }),
  result: z.object({ equity: exact, positions: z.array(factsSchema) }),
  show: ({ equity, positions: facts }, notation) =>
    facts.length === 0
      ? {
          title: 'No open position',
          lines: ['/whynot says what keeps entries away'],
          buttons: [{ label: 'Why not', line: '/whynot' }],
        }
      : {
          title: `${facts.length} open · ${profitText(
            facts.reduce((sum, one) => sum + one.profit, ZERO),
            { ...notation, equity: () => equity },
          )}`,
          lines: [...facts.flatMap((one) => positionLines(one, notation)), ...oldPriceLines(facts)],
          // More than three are reached by /position.
          buttons: [
            ...facts.slice(0, 3).map((one) => ({ label: `${one.id} ${shortName(one.symbol)}`, line: `/position ${one.id}` })),
            { label: 'Refresh', line: '/positions' },
          ],
        },
});
