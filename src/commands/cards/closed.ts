import { z } from 'zod';
import { closedWords } from '../../core/alerts/closed.ts';
import { exact, figure } from '../../core/desk/wire.ts';
import type { DeepReadonly } from '../../core/facts/deepReadonly.ts';
import { at, direction, exitReasons } from '../../core/facts/vocabulary.ts';
import type { Fixed } from '../../core/money.ts';
import { currencyOf, profitText } from '../../core/reply/currency.ts';
import { averageText, moneyText, quantityText, rText, shortName } from '../../core/reply/format.ts';
import type { Notation } from '../../core/reply/notation.ts';
import type { Reply } from '../../core/reply/reply.ts';
import { positionTopic } from '../../core/reply/topics.ts';
import { durationText, type Ms, momentWord, whenText } from '../../core/time.ts';

/** A position that has come to its end. Amounts in quote currency, quantity is all that was entered. */
export const tradeSchema = z.object({
  position: z.number().int(),
  symbol: z.string(),
  direction,
  strategy: z.string(),
  why: z.enum(exitReasons),
  quantity: exact,
  entry: exact,
  exit: exact,
  profit: exact,
  fees: exact,
  funding: exact,
  r: figure,
  risk: exact,
  /** With which the other leg of a pair shares one trade. */
  decision: z.string(),
  openedAt: at,
  closedAt: at,
});

/** How a position ended and what it made; `from` is the equity of the day on which it was opened, `now` when it is told. */
export function closedCard(
  trade: DeepReadonly<z.infer<typeof tradeSchema>>,
  { from, now, ...notation }: Notation & { readonly from: Fixed; readonly now: Ms },
): Reply {
  const tick = notation.market.instrument(trade.symbol)?.tick;
  const average = (price: Fixed): string => averageText(price, tick, trade.quantity, currencyOf(notation));
  return {
    title: `${trade.position} ${shortName(trade.symbol)} ${trade.direction} ${closedWords(trade.why)}`,
    lines: [
      `${profitText(trade.profit, notation, from)} · ${rText(trade.r)}`,
      `${average(trade.entry)} → ${average(trade.exit)} · ${quantityText(trade.quantity)} · ${durationText(trade.closedAt - trade.openedAt)}`,
      `Fees ${moneyText(trade.fees, currencyOf(notation))}, already in it · ${trade.strategy}`,
      `Closed ${whenText(trade.closedAt, now)}`,
    ],
    topic: positionTopic(trade.position),
    buttons: [
      { label: 'Why', line: `/why ${shortName(trade.symbol)} ${momentWord(trade.openedAt)}` },
      { label: 'Today', line: '/profit today' },
    ],
  };
}
