import type { EventOf } from '../facts/events.ts';
import { fixed, ZERO } from '../money.ts';
import { profitText } from '../reply/currency.ts';
import { baseOf, moneyText, priceText, quantityText, rText, shortName } from '../reply/format.ts';
import { positionTopic } from '../reply/topics.ts';
import { durationText, HOUR, utcDay } from '../time.ts';
import { defineAlert } from './alert.ts';
import { SAMPLE } from './sample.ts';

type Why = EventOf<'positionClosed'>['why'];

/** Reasons that read well after "by". */
const BY: readonly Why[] = ['stop', 'trailing stop', 'target', 'command', 'panic', 'liquidation'];

/** `closed by stop`, `closed (spread closed)`. */
export const closedWords = (why: Why): string => (BY.includes(why) ? `closed by ${why}` : `closed (${why})`);

/** That an exchange has closed by force nobody may sleep through (fault row 23). */
function severityOf(why: Why): 'info' | 'warning' | 'critical' {
  if (why === 'liquidation') return 'critical';
  return why === 'stop' || why === 'unprotected' || why === 'panic' ? 'warning' : 'info';
}

const fundingText = ({ funding }: EventOf<'positionClosed'>): string =>
  funding === undefined ? '' : ` and funding ${moneyText(fixed(funding), true)}`;

/** A5: a position has been closed, with its reason and result. */
export const closed = defineAlert({
  name: 'closed',
  about: 'a position has been closed, with its reason and result',
  on: 'positionClosed',
  usual: 'info',
  kind: 'trades',
  narrated: true,
  cooldown: 0,
  sample: (at) => ({
    type: 'positionClosed',
    at,
    position: SAMPLE.position,
    symbol: SAMPLE.symbol,
    direction: 'long',
    strategy: 'momentum',
    why: 'target',
    quantity: '0.0237',
    entry: '42180.5',
    exit: '43867.7',
    profit: '37.95',
    fees: '2.04',
    r: 1.9,
    openedAt: at - 5 * HOUR,
  }),
  say(event, desk) {
    const tick = desk.market.instrument(event.symbol)?.tick;
    const { closed: trades, lossesInRow } = desk.state().account;
    const today = trades.filter(({ closedAt }) => closedAt >= utcDay(event.at)).reduce((sum, { profit }) => sum + profit, ZERO);
    return {
      severity: severityOf(event.why),
      topic: `closed ${event.position}`,
      about: { symbol: event.symbol, position: event.position },
      buttons: ['why', 'chart', 'position', 'today'],
      picture: { kind: 'candles' },
      follows: positionTopic(event.position),
      ends: { cards: [positionTopic(event.position)], says: 'titleAndResult' },
      thread: true,
      reply: {
        title: `${event.position} ${shortName(event.symbol)} ${event.direction} ${closedWords(event.why)}`,
        lines: [
          `${profitText(fixed(event.profit), desk)} · ${rText(event.r)}`,
          `${priceText(fixed(event.entry), tick)} → ${priceText(fixed(event.exit), tick)} · ${quantityText(fixed(event.quantity))} ${baseOf(event.symbol)} · ${durationText(event.at - event.openedAt)}`,
          `Fees ${moneyText(fixed(event.fees))}${fundingText(event)}, already in it · ${event.strategy}`,
          `Today (UTC) ${moneyText(today, true)} closed · ${lossesInRow} ${lossesInRow === 1 ? 'loss' : 'losses'} in a row`,
        ],
      },
    };
  },
});
