import { z } from 'zod';
import { planNotional } from '../../core/approval/quorum.ts';
import type { ArgumentKind } from '../../core/desk/arguments.ts';
import type { Read } from '../../core/desk/read.ts';
import type { Plan } from '../../core/facts/plan.ts';
import { currencyOf } from '../../core/reply/currency.ts';
import { moneyText, shortName } from '../../core/reply/format.ts';
import { type Proposal, waiting } from '../../core/state/proposals.ts';

/** `A3 short LTC 2,760`: whole units of the currency. */
function cardLabel(id: string, plan: Plan, desk: Read): string {
  const legs = plan.legs.map(({ side, symbol }) => `${side === 'buy' ? 'long' : 'short'} ${shortName(symbol)}`).join(' and ');
  const worth = moneyText(planNotional(plan), currencyOf(desk)).replace(/\.\d+$/, '');
  return `${id} ${legs} ${worth}`;
}

/** A proposal by its id. */
export const proposal: ArgumentKind<Proposal, string> = {
  name: 'a proposal id',
  example: 'A12',
  schema: z.string(),
  json: ({ id }) => id,
  parse(text, desk) {
    const found = desk.state().proposals.get(text.toUpperCase());
    if (found !== undefined) return { value: found };
    const number = Number(/^A(\d+)$/i.exec(text)?.[1]);
    if (number >= 1 && number <= desk.state().numbers.proposal)
      return { wrong: `${text.toUpperCase()} ended days ago`, expected: 'What became of it is in the log: /audit' };
    const open = waiting(desk.state().proposals, desk.now()).map(({ id }) => id);
    return {
      wrong: `There is no proposal ${text}`,
      expected: open.length === 0 ? 'None is waiting' : `Waiting: ${open.join(', ')}`,
    };
  },
  choices: (desk) => ({
    asks: 'Which card?',
    all: waiting(desk.state().proposals, desk.now()).map(({ id, plan }) => ({ word: id, label: cardLabel(id, plan, desk) })),
    none: 'No card waits for an answer',
  }),
  complete: (prefix, desk) =>
    waiting(desk.state().proposals, desk.now())
      .map(({ id }) => id)
      .filter((id) => id.startsWith(prefix.toUpperCase())),
};
