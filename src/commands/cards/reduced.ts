import { z } from 'zod';
import type { OwnDesk } from '../../core/desk/ownDesk.ts';
import type { Read } from '../../core/desk/read.ts';
import { exact } from '../../core/desk/wire.ts';
import type { DeepReadonly } from '../../core/facts/deepReadonly.ts';
import { decimal, ZERO } from '../../core/money.ts';
import { currencyOf } from '../../core/reply/currency.ts';
import { moneyText, quantityText, shortName } from '../../core/reply/format.ts';
import type { Notation } from '../../core/reply/notation.ts';
import type { Reply } from '../../core/reply/reply.ts';
import type { Position } from '../../core/state/position.ts';
import type { PositionPart } from '../kinds/part.ts';
import { isWhole, partOf } from './part.ts';
import { reductionLines } from './position.ts';

export const reducedSchema = z.object({
  id: z.number().int(),
  symbol: z.string(),
  /** Base currency. */
  asked: exact,
  refused: z.object({ why: z.string(), expected: z.string().optional(), passing: z.string().optional() }).optional(),
  left: exact,
  /** Quote currency, before fees. */
  realised: exact,
  filled: z.boolean(),
});
export type Reduced = DeepReadonly<z.infer<typeof reducedSchema>>;

/** What is asked before it: the whole of a position is, a part of it is taken at once. */
export function reductionQuestion(position: Position, part: PositionPart, desk: Read): Reply | undefined {
  const quantity = partOf(position, part, desk);
  if (typeof quantity !== 'bigint' || !isWhole(position, quantity)) return undefined;
  return { title: `Close ${position.id} ${shortName(position.symbol)}?`, lines: reductionLines(position, quantity, desk) };
}

/** Takes a part of a position off at market. */
export async function reduced(position: Position, wanted: PositionPart, desk: OwnDesk): Promise<Reduced> {
  const part = partOf(position, wanted, desk);
  const refused = typeof part === 'bigint' ? undefined : part;
  const asked = typeof part === 'bigint' ? part : ZERO;
  const { id, symbol } = position;
  if (refused === undefined)
    await desk.act({ type: 'exitAsked', position: id, symbol, quantity: decimal(asked), why: 'command' });
  const left = desk.state().account.positions.get(id);
  return {
    id,
    symbol,
    asked,
    refused,
    left: left?.quantity ?? ZERO,
    realised: (left?.realised ?? position.realised) - position.realised,
    filled: left?.quantity !== position.quantity,
  };
}

export const reducedReply = (command: string, at: Reduced, notation: Notation): Reply =>
  at.refused !== undefined
    ? {
        title: `${at.id} ${shortName(at.symbol)} is not reduced`,
        lines: [
          at.refused.why,
          at.refused.expected ?? 'Expected a part that the exchange takes, or the whole',
          `Example: ${at.refused.passing === undefined ? `/close ${at.id}` : `/${command} ${at.id} ${at.refused.passing}`}`,
        ],
        outcome: 'refused',
      }
    : {
        title: `${at.id} ${shortName(at.symbol)}: ${quantityText(at.asked)} ${at.filled ? 'taken off' : 'on the way out'}`,
        lines: [
          at.filled
            ? `${moneyText(at.realised, currencyOf(notation), true)} before fees · ${quantityText(at.left)} left, stop and targets resized`
            : 'Fills at the next known price; the stop stays until then',
        ],
      };
