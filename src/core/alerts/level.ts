import { fromNumber } from '../money.ts';
import { numberText, priceText, shortName } from '../reply/format.ts';
import { HOUR } from '../time.ts';
import { defineAlert, isWorthTelling } from './alert.ts';
import { SAMPLE } from './sample.ts';

/**
 * A3: support or resistance approached, touched, broken or retested; told for symbols that are watched, and for those held when it is
 * clear.
 */
export const level = defineAlert({
  name: 'level',
  about: 'a support or resistance of a held or watched symbol is reached or broken',
  on: 'level',
  usual: 'info',
  kind: 'signals',
  frequent: true,
  cooldown: 4 * HOUR,
  sample: (at) => ({
    type: 'level',
    at,
    symbol: SAMPLE.symbol,
    timeframe: '1h',
    what: 'broken',
    kind: 'resistance',
    price: 42_500,
    strength: 0.7,
    touches: 4,
  }),
  say(event, desk) {
    if (!isWorthTelling(desk.state(), event.symbol, event.strength)) return undefined;
    const tick = desk.market.instrument(event.symbol)?.tick;
    return {
      severity: 'info',
      topic: `level ${event.symbol} ${event.timeframe} ${event.kind} ${event.what}`,
      about: { symbol: event.symbol },
      buttons: ['why', 'chart'],
      picture: { kind: 'candles' },
      reply: {
        title: `${shortName(event.symbol)}: ${event.kind} ${priceText(fromNumber(event.price), tick)} ${event.what}`,
        lines: [`${event.timeframe}, strength ${numberText(event.strength, 2)}, ${event.touches} touches`],
      },
    };
  },
});
