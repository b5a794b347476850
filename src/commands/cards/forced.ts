import { z } from 'zod';
import { optional, required } from '../../core/desk/arguments.ts';
import { type Command, defineCommand } from '../../core/desk/command.ts';
import { planManual } from '../../core/execution/plan.ts';
import { fromNumber, mul } from '../../core/money.ts';
import { shortName } from '../../core/reply/format.ts';
import { price as rateKind } from '../kinds/figures.ts';
import { symbol as symbolKind } from '../kinds/symbol.ts';
import { spotShort } from './slip.ts';
import { submitted, submittedReply, submittedSchema } from './submitted.ts';

type Forced = {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly about: string;
  readonly side: 'buy' | 'sell';
};

/**
 * `/buy` and `/sell` as Freqtrade's users type them, without an amount: the largest position that the limits allow. Their second word is
 * a rate there: it is refused, never taken for an amount.
 */
export const defineForced = ({ name, aliases, about, side }: Forced): Command =>
  defineCommand({
    name,
    aliases,
    about,
    args: { symbol: required(symbolKind), rate: optional(rateKind) },
    role: 'trader',
    risk: 'adds',
    run: async ({ symbol, rate }, desk, who) => {
      if (rate !== undefined) {
        const why = 'An entry takes no rate: its card names the worst price';
        const expected = `/${name} ${shortName(symbol)}, or an amount: /${side} ${shortName(symbol)} 200`;
        return { symbol, ...submitted({ kind: 'refused', why, expected }, desk) };
      }
      const spot = side === 'sell' ? spotShort(symbol, name, desk) : undefined;
      if (spot !== undefined) return { symbol, ...submitted(spot, desk) };
      const view = desk.risk();
      const amount = mul(view.equity, fromNumber(view.settings.risk.maxPosition), 'down');
      const decision = desk.requestId(`${name} ${symbol} ${who.id}`);
      const planned = planManual({ decision, symbol, side, amount, measures: desk.study.measures(symbol), view });
      const outcome = 'why' in planned ? { kind: 'refused' as const, ...planned } : await desk.submit(planned.plan);
      return { symbol, ...submitted(outcome, desk) };
    },
    result: submittedSchema.extend({ symbol: z.string() }),
    show: (result, notation) => submittedReply(`/${name} ${shortName(result.symbol)}`, result, notation),
  });
