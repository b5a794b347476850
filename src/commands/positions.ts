import { defineCommand } from '../core/desk/command.ts';
import { ZERO } from '../core/money.ts';
import { profitText } from '../core/reply/currency.ts';
import { shortName } from '../core/reply/format.ts';
import { factsOf, positionLines } from './cards/position.ts';

export const positions = defineCommand({
  name: 'positions',
  aliases: ['p', 'open'],
  about: 'every open position with its stop and result',
  args: {},
  role: 'viewer',
  risk: 'none',
  run: async (_args, desk) => [...desk.state().account.positions.values()].map((position) => factsOf(position, desk)),
  show: (facts, desk) =>
    facts.length === 0
      ? {
          title: 'No open position',
          lines: ['/whynot says what keeps entries away'],
          buttons: [{ label: 'Why not', line: '/whynot' }],
        }
      : {
          title: `${facts.length} open · ${profitText(
            facts.reduce((sum, one) => sum + one.profit, ZERO),
            desk,
          )}`,
          lines: facts.flatMap((one) => positionLines(one, desk)),
          // More than three are reached by /position.
          buttons: [
            ...facts.slice(0, 3).map((one) => ({ label: `${one.id} ${shortName(one.symbol)}`, line: `/position ${one.id}` })),
            { label: 'Refresh', line: '/positions' },
          ],
        },
});
