import { numberText, priceText, shortName } from '../figures.ts';
import { fromNumber } from '../money.ts';
import { HOUR } from '../time.ts';
import { defineAlert, isOfInterest } from './alert.ts';

/** A3: support or resistance approached, touched, broken or retested; told only for symbols that are held or watched. */
export const level = defineAlert({
  name: 'level',
  about: 'a support or resistance of a held or watched symbol is reached or broken',
  on: 'level',
  cooldown: 4 * HOUR,
  say(event, desk) {
    if (!isOfInterest(desk.state(), event.symbol)) return undefined;
    const tick = desk.market.instrument(event.symbol)?.tick;
    return {
      severity: 'info',
      topic: `level ${event.symbol} ${event.timeframe} ${event.kind} ${event.what}`,
      reply: {
        title: `${shortName(event.symbol)}: ${event.kind} ${priceText(fromNumber(event.price), tick)} ${event.what}`,
        lines: [`${event.timeframe}, strength ${numberText(event.strength, 2)}, ${event.touches} touches`],
      },
    };
  },
});
