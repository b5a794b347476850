import { z } from 'zod';
import { required } from '../core/desk/arguments.ts';
import { defineCommand } from '../core/desk/command.ts';
import { planManual } from '../core/execution/plan.ts';
import { decimal } from '../core/money.ts';
import { shortName } from '../core/reply/format.ts';
import { beyondAccount } from './cards/slip.ts';
import { submitted, submittedReply, submittedSchema } from './cards/submitted.ts';
import { orderAmount as amountKind } from './kinds/figures.ts';
import { symbol as symbolKind } from './kinds/symbol.ts';

/** A long entry by hand: cleared by the same rules as any other and handed to the authority in force. */
export const buy = defineCommand({
  name: 'buy',
  aliases: [],
  about: 'a long entry by hand for an amount of quote currency, through every risk rule',
  args: { symbol: required(symbolKind), amount: required(amountKind) },
  role: 'trader',
  risk: 'adds',
  run: async ({ symbol, amount }, desk, who) => {
    const slip = beyondAccount(amount, desk);
    if (slip !== undefined) return { symbol, ...submitted(slip, desk) };
    const decision = desk.requestId(`buy ${symbol} ${decimal(amount)} ${who.id}`);
    const planned = planManual({
      decision,
      symbol,
      side: 'buy',
      amount,
      measures: desk.study.measures(symbol),
      view: desk.risk(),
    });
    const outcome = 'why' in planned ? { kind: 'refused' as const, ...planned } : await desk.submit(planned.plan);
    return { symbol, ...submitted(outcome, desk) };
  },
  result: submittedSchema.extend({ symbol: z.string() }),
  show: (result, notation) => submittedReply(`/buy ${shortName(result.symbol)}`, result, notation),
});
