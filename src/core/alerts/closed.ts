import { moneyText, priceText, quantityText, rText, shareText, shortName } from '../figures.ts';
import { fixed, toNumber } from '../money.ts';
import { durationText, HOUR } from '../time.ts';
import { defineAlert } from './alert.ts';
import { SAMPLE } from './sample.ts';

/** A5: a position has been closed, with its reason and result. */
export const closed = defineAlert({
  name: 'closed',
  about: 'a position has been closed, with its reason and result',
  on: 'positionClosed',
  usual: 'info',
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
    const profit = fixed(event.profit);
    const equity = toNumber(desk.equity());
    return {
      severity: event.why === 'stop' || event.why === 'unprotected' || event.why === 'panic' ? 'warning' : 'info',
      topic: `closed ${event.position}`,
      reply: {
        title: `${event.position} ${shortName(event.symbol)} closed by ${event.why}`,
        lines: [
          `${moneyText(profit, true)} (${shareText(equity === 0 ? 0 : toNumber(profit) / equity, true)}) · ${rText(event.r)}`,
          `${priceText(fixed(event.entry), tick)} → ${priceText(fixed(event.exit), tick)} · ${quantityText(fixed(event.quantity))} · ${durationText(event.at - event.openedAt)}`,
          `Fees ${moneyText(fixed(event.fees))} · ${desk.state().account.lossesInRow} ${desk.state().account.lossesInRow === 1 ? 'loss' : 'losses'} in a row`,
        ],
      },
    };
  },
});
