import { closedWords } from '../../core/alerts/closed.ts';
import type { Read } from '../../core/desk/read.ts';
import { profitText } from '../../core/reply/currency.ts';
import { moneyText, priceText, quantityText, rText, shortName } from '../../core/reply/format.ts';
import type { Reply } from '../../core/reply/reply.ts';
import { positionTopic } from '../../core/reply/topics.ts';
import type { ClosedTrade } from '../../core/state/closedTrade.ts';
import { clockTime, dateOf, durationText, iso } from '../../core/time.ts';

/** How a position ended and what it made. */
export function closedCard(trade: ClosedTrade, desk: Read): Reply {
  const tick = desk.market.instrument(trade.symbol)?.tick;
  return {
    title: `${trade.position} ${shortName(trade.symbol)} ${trade.direction} ${closedWords(trade.why)}`,
    lines: [
      `${profitText(trade.profit, desk)} · ${rText(trade.r)}`,
      `${priceText(trade.entry, tick)} → ${priceText(trade.exit, tick)} · ${quantityText(trade.quantity)} · ${durationText(trade.closedAt - trade.openedAt)}`,
      `Fees ${moneyText(trade.fees)}, already in it · ${trade.strategy}`,
      `Closed ${dateOf(trade.closedAt)} ${clockTime(trade.closedAt)} UTC`,
    ],
    topic: positionTopic(trade.position),
    buttons: [
      { label: 'Why', line: `/why ${shortName(trade.symbol)} ${iso(trade.openedAt)}` },
      { label: 'Today', line: '/profit today' },
    ],
  };
}
