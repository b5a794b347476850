import { z } from 'zod';
import { type ArgumentKind, optional, required } from '../../core/desk/arguments.ts';
import { type Command, defineCommand } from '../../core/desk/command.ts';
import type { OrderSize } from '../../core/execution/orderSize.ts';
import { fromNumber } from '../../core/money.ts';
import { shortName } from '../../core/reply/format.ts';
import { size as sizeKind } from '../kinds/size.ts';
import { symbol as symbolKind } from '../kinds/symbol.ts';
import { enter, enterMost } from './entry.ts';
import { symbolsToEnter } from './entryChoices.ts';
import { submitted, submittedReply, submittedSchema } from './submitted.ts';

type Forced = {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly about: string;
  readonly side: 'buy' | 'sell';
};

/** What a bare number is taken for here: neither a price nor an amount can be told from it. */
const rateKind: ArgumentKind<OrderSize, string> = { ...sizeKind, name: 'an amount with its unit, such as 0.5R', example: '0.5R' };

/**
 * `/buy` and `/sell` as Freqtrade's users type them, without an amount: the largest position that the limits allow. Their second word is
 * a rate there: a bare number is refused, never taken for an amount; one with its unit is an amount.
 */
export const defineForced = ({ name, aliases, about, side }: Forced): Command =>
  defineCommand({
    name,
    aliases,
    about,
    args: { symbol: required(symbolKind), amount: optional(rateKind) },
    choices: { symbol: (_given, desk) => symbolsToEnter(side, desk) },
    role: 'trader',
    risk: 'adds',
    run: async ({ symbol, amount }, desk, who) => {
      if (amount?.unit === 'quote') {
        const why = 'An entry takes no rate: its card names the worst price';
        const expected = `/${name} ${shortName(symbol)}, or an amount: /${side} ${shortName(symbol)} 200`;
        return { symbol, ...submitted({ kind: 'refused', why, expected }, desk) };
      }
      const most = fromNumber(desk.state().settings.values.risk.maxPosition);
      // The rules cut the largest position to what there is room for; an amount is had whole or not at all.
      if (amount === undefined)
        return enterMost({ command: name, side, symbol, size: { unit: 'equity', amount: most } }, desk, who);
      return enter({ command: name, side, symbol, size: amount }, desk, who);
    },
    result: submittedSchema.extend({ symbol: z.string() }),
    show: (result, notation) => submittedReply(`/${name} ${shortName(result.symbol)}`, result, notation),
  });
