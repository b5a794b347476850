import { z } from 'zod';
import { optional, required } from '../core/desk/arguments.ts';
import { defineCommand } from '../core/desk/command.ts';
import type { Read } from '../core/desk/read.ts';
import { exact } from '../core/desk/wire.ts';
import { decimal, type Fixed, fromNumber, mul, toStep, ZERO } from '../core/money.ts';
import { currencyOf } from '../core/reply/currency.ts';
import { moneyText, quantityText, shortName } from '../core/reply/format.ts';
import { belowMinimum } from '../core/risk/sizing.ts';
import type { Position } from '../core/state/position.ts';
import { reductionLines } from './cards/position.ts';
import { share as shareKind } from './kinds/figures.ts';
import { position as positionKind } from './kinds/position.ts';

const HALF = 0.5;

/** What is not on its way out already. */
const leftOf = ({ id, quantity }: Position, desk: Read): Fixed => quantity - (desk.state().exits.get(id)?.quantity ?? ZERO);

/** The quantity to take off, of what is not on its way out already; text says why there is none. */
function partOf(position: Position, share: number, desk: Read): Fixed | string {
  const instrument = desk.market.instrument(position.symbol);
  const last = desk.market.quote(position.symbol)?.last;
  if (instrument === undefined || last === undefined) return 'It has no price now';
  if (position.paired) return 'It is one leg of a pair: less of it would be no hedge';
  const held = leftOf(position, desk);
  if (held <= ZERO) return 'All of it is on its way out already';
  const part = toStep(mul(held, fromNumber(share), 'down'), instrument.step, 'down');
  return part === position.quantity ? part : (belowMinimum(instrument, part, fromNumber(last)) ?? part);
}

export const reduce = defineCommand({
  name: 'reduce',
  aliases: ['scaleout'],
  about: 'takes part of a position off at market, half unless said',
  args: { position: required(positionKind), share: optional(shareKind) },
  role: 'trader',
  risk: 'reduces',
  confirm({ position: chosen, share }, desk) {
    const part = partOf(chosen, share ?? HALF, desk);
    if (typeof part === 'string') return undefined;
    return { title: `Reduce ${chosen.id} ${shortName(chosen.symbol)}?`, lines: reductionLines(chosen, part, desk) };
  },
  confirms: ({ position: chosen }, desk) => `${chosen.id} ${leftOf(chosen, desk)}`,
  run: async ({ position: chosen, share }, desk) => {
    const part = partOf(chosen, share ?? HALF, desk);
    if (typeof part !== 'string') {
      await desk.act({
        type: 'exitAsked',
        position: chosen.id,
        symbol: chosen.symbol,
        quantity: decimal(part),
        why: 'command',
      });
    }
    const left = desk.state().account.positions.get(chosen.id);
    return {
      id: chosen.id,
      symbol: chosen.symbol,
      asked: typeof part === 'string' ? ZERO : part,
      refused: typeof part === 'string' ? part : undefined,
      left: left?.quantity ?? ZERO,
      realised: (left?.realised ?? chosen.realised) - chosen.realised,
      filled: left?.quantity !== chosen.quantity,
    };
  },
  result: z.object({
    id: z.number().int(),
    symbol: z.string(),
    /** Base currency. */
    asked: exact,
    refused: z.string().optional(),
    left: exact,
    /** Quote currency, before fees. */
    realised: exact,
    filled: z.boolean(),
  }),
  show: (at, notation) =>
    at.refused !== undefined
      ? {
          title: `${at.id} ${shortName(at.symbol)} is not reduced`,
          lines: [at.refused, 'Expected a part that the exchange takes, or the whole', `Example: /close ${at.id}`],
          outcome: 'refused',
        }
      : {
          title: `${at.id} ${shortName(at.symbol)}: ${quantityText(at.asked)} ${at.filled ? 'taken off' : 'on the way out'}`,
          lines: [
            at.filled
              ? `${moneyText(at.realised, currencyOf(notation), true)} before fees · ${quantityText(at.left)} left, stop and targets resized`
              : 'Fills at the next known price; the stop stays until then',
          ],
        },
});
