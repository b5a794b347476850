import type { EventOf } from '../facts/events.ts';
import { fixed } from '../money.ts';
import { currencyOf, profitText } from '../reply/currency.ts';
import { averageText, baseOf, moneyText, quantityText, rText, shortName } from '../reply/format.ts';
import { onPhone } from '../reply/phone.ts';
import { splitShown } from '../reply/split.ts';
import { positionTopic } from '../reply/topics.ts';
import { equityFrom, today } from '../state/span.ts';
import { durationText, HOUR } from '../time.ts';
import { defineAlert } from './alert.ts';
import { goingOn } from './goingOn.ts';
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

const fundingText = ({ funding }: EventOf<'positionClosed'>, currency: string): string =>
  funding === undefined ? '' : ` and funding ${moneyText(fixed(funding), currency, true)}`;

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
    const { account } = desk.state();
    const { lossesInRow } = account;
    const average = (price: string): string => averageText(fixed(price), tick, fixed(event.quantity), currency);
    const currency = currencyOf(desk);
    const { closed } = splitShown(today(desk), currency);
    return {
      severity: severityOf(event.why),
      topic: `closed ${event.position}`,
      about: { symbol: event.symbol, position: event.position },
      buttons: ['why', 'chart', 'position', 'today'],
      picture: { kind: 'candles' },
      follows: positionTopic(event.position),
      ends: { cards: [positionTopic(event.position)], says: 'titleAndResult' },
      thread: true,
      ...goingOn(event.decision, desk, 'titleAndResult'),
      reply: {
        title: `${event.position} ${shortName(event.symbol)} ${event.direction} ${closedWords(event.why)}`,
        lines: [
          `${profitText(fixed(event.profit), desk, equityFrom(account, event.openedAt))} · ${rText(event.r)}`,
          ...onPhone([
            `${average(event.entry)} → ${average(event.exit)}`,
            `${quantityText(fixed(event.quantity))} ${baseOf(event.symbol)}`,
            durationText(event.at - event.openedAt),
          ]),
          ...onPhone([
            `Fees ${moneyText(fixed(event.fees), currency)}${fundingText(event, currency)}, already in it`,
            event.strategy,
          ]),
          ...onPhone([
            `Today (UTC) ${moneyText(closed, currency, true)} closed`,
            `${lossesInRow} ${lossesInRow === 1 ? 'loss' : 'losses'} in a row`,
          ]),
        ],
      },
    };
  },
});
