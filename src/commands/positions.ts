import { defineCommand } from '../core/command.ts';
import { baseOf, moneyText } from '../core/figures.ts';
import { ZERO } from '../core/money.ts';
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
      ? { title: 'No open position', lines: ['/whynot says what keeps entries away'] }
      : {
          title: `${facts.length} open · ${moneyText(
            facts.reduce((sum, one) => sum + one.profit, ZERO),
            true,
          )} USDT`,
          lines: facts.flatMap((one) => positionLines(one, desk)),
          buttons: facts.slice(0, 4).map((one) => ({ label: `${one.id} ${baseOf(one.symbol)}`, line: `/position ${one.id}` })),
        },
});
