import { z } from 'zod';
import type { Read } from '../../core/desk/read.ts';
import { exact } from '../../core/desk/wire.ts';
import type { DeepReadonly } from '../../core/facts/deepReadonly.ts';
import { ZERO } from '../../core/money.ts';
import { currencyOf, profitText } from '../../core/reply/currency.ts';
import { moneyText, shortName } from '../../core/reply/format.ts';
import type { Notation } from '../../core/reply/notation.ts';
import type { Reply } from '../../core/reply/reply.ts';
import { splitShown } from '../../core/reply/split.ts';
import { today } from '../../core/state/span.ts';
import { factsOf, factsSchema, oldPriceLines, openedFrom, positionLines } from './position.ts';
import { todaySchema } from './today.ts';

/** All that is open. `from` is the equity at 00:00 UTC of the day on which the first of them was opened. */
export const openPositionsSchema = z.object({ equity: exact, from: exact, today: todaySchema, positions: z.array(factsSchema) });
type OpenPositions = DeepReadonly<z.infer<typeof openPositionsSchema>>;

export const openPositions = (desk: Read): OpenPositions => ({
  equity: desk.equity(),
  from: openedFrom(desk),
  today: today(desk),
  positions: [...desk.state().account.positions.values()].map((position) => factsOf(position, desk)),
});

export function openPositionsReply({ from, today: sums, positions: facts }: OpenPositions, notation: Notation): Reply {
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
}
