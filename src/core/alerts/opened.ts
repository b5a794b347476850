import { ON_POSITION } from '../facts/alertData.ts';
import type { EventOf } from '../facts/events.ts';
import { fixed, mul } from '../money.ts';
import { currencyOf, ofEquity } from '../reply/currency.ts';
import { baseOf, moneyText, numberText, priceText, quantityText, shortName } from '../reply/format.ts';
import { onPhone } from '../reply/phone.ts';
import { positionTopic } from '../reply/topics.ts';
import { lossAtStop } from '../state/lossAtStop.ts';
import { defineAlert, type Said } from './alert.ts';
import type { AlertDesk } from './alertDesk.ts';
import { goingOn } from './goingOn.ts';
import { SAMPLE } from './sample.ts';

/** The leg of the same pair that was opened before it; undefined where it is the first, or no pair. */
const otherLeg = (
  { position, decision, paired }: EventOf<'positionOpened'>,
  desk: Pick<AlertDesk, 'state'>,
): number | undefined =>
  paired
    ? [...desk.state().account.positions.values()].find((one) => one.decision === decision && one.id !== position)?.id
    : undefined;

/** A pair is one message: its second leg stands on the card of the first. */
function onCardOf(partner: number, decision: string, desk: Pick<AlertDesk, 'state'>): Pick<Said, 'adds' | 'edits'> {
  const cards = goingOn(decision, desk).adds?.cards ?? [];
  return { adds: { cards: [...cards, positionTopic(partner)], says: 'title' }, edits: true };
}

/** A5: a position has been opened. A pair is one message. */
export const opened = defineAlert({
  name: 'opened',
  about: 'a position has been opened',
  on: 'positionOpened',
  usual: 'info',
  kind: 'trades',
  narrated: true,
  cooldown: 0,
  sample: (at) => ({
    type: 'positionOpened',
    at,
    position: SAMPLE.position,
    symbol: SAMPLE.symbol,
    direction: 'long',
    decision: SAMPLE.decision,
    leg: 0,
    paired: false,
    strategy: 'momentum',
    score: 0.62,
    confidence: 0.71,
    quantity: '0.0237',
    price: '42180.5',
    stop: '41336.9',
    targets: [{ price: '43867.7', share: 1 }],
    leverage: 1,
  }),
  say(event, desk) {
    const tick = desk.market.instrument(event.symbol)?.tick;
    const price = fixed(event.price);
    const quantity = fixed(event.quantity);
    const { direction } = event;
    const partner = otherLeg(event, desk);
    const currency = currencyOf(desk);
    const { execution } = desk.state().settings.values;
    const coarse = event.tick === undefined ? undefined : fixed(event.tick);
    const risk = lossAtStop({ direction, quantity, entry: price, stop: fixed(event.stop), tick: coarse }, execution);
    const targets = event.targets.map((target) => priceText(fixed(target.price), tick)).join(', ');
    return {
      severity: 'info',
      topic: positionTopic(event.position),
      about: { symbol: event.symbol, position: event.position },
      buttons: ON_POSITION,
      picture: { kind: 'candles' },
      thread: true,
      ...(partner === undefined ? goingOn(event.decision, desk) : onCardOf(partner, event.decision, desk)),
      reply: {
        title: `${event.position} ${shortName(event.symbol)} ${direction} opened at ${priceText(price, tick)}`,
        lines: [
          ...onPhone([
            `${quantityText(quantity)} ${baseOf(event.symbol)}`,
            `${moneyText(mul(price, quantity, 'nearest'), currency)} ${currency}`,
            `${numberText(event.leverage, 0)}x`,
            event.strategy,
          ]),
          ...onPhone([`Stop ${priceText(fixed(event.stop), tick)}`, `target ${targets || 'none'}`]),
          ...onPhone([
            `Loss at stop ${moneyText(-risk, currency, true)} (${ofEquity(-risk, desk.equity())})`,
            'a gap can exceed it',
          ]),
        ],
      },
    };
  },
});
