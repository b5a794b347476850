import { z } from 'zod';
import { optional, required } from '../core/desk/arguments.ts';
import { defineCommand } from '../core/desk/command.ts';
import { planManual } from '../core/execution/plan.ts';
import { fromNumber, mul } from '../core/money.ts';
import { shortName } from '../core/reply/format.ts';
import { submitted, submittedReply, submittedSchema } from './cards/submitted.ts';
import { amount as rateKind } from './kinds/figures.ts';
import { symbol as symbolKind } from './kinds/symbol.ts';

/** `/buy` as Freqtrade's users type it, without an amount: the largest position that the limits allow. A rate is refused, never taken for an amount. */
export const forcebuy = defineCommand({
  name: 'forcebuy',
  aliases: ['forceenter'],
  about: 'a long entry by hand as large as the limits allow, through every risk rule',
  args: { symbol: required(symbolKind), rate: optional(rateKind) },
  role: 'trader',
  risk: 'adds',
  run: async ({ symbol, rate }, desk, who) => {
    const name = shortName(symbol);
    if (rate !== undefined) {
      const why = `an entry takes no rate, its card names the worst price; by amount: /buy ${name} 200`;
      return { symbol, ...submitted({ kind: 'refused', why }, desk) };
    }
    const view = desk.risk();
    const amount = mul(view.equity, fromNumber(view.settings.risk.maxPosition), 'down');
    const decision = desk.requestId(`forcebuy ${symbol} ${who.id}`);
    const planned = planManual({ decision, symbol, side: 'buy', amount, measures: desk.study.measures(symbol), view });
    const outcome = 'why' in planned ? { kind: 'refused' as const, why: planned.why } : await desk.submit(planned.plan);
    return { symbol, ...submitted(outcome, desk) };
  },
  result: submittedSchema.extend({ symbol: z.string() }),
  show: (result, notation) => submittedReply(`/forcebuy ${shortName(result.symbol)}`, result, notation),
});
