import { numberText, shortName } from '../reply/format.ts';
import { HOUR } from '../time.ts';
import { defineAlert, isWorthTelling } from './alert.ts';
import { SAMPLE } from './sample.ts';

/** A2: a new divergence; told for symbols that are watched, and for those held when it is clear. */
export const divergence = defineAlert({
  name: 'divergence',
  about: 'a new divergence of a symbol that is held or watched',
  on: 'divergence',
  usual: 'info',
  kind: 'signals',
  frequent: true,
  cooldown: 4 * HOUR,
  sample: (at) => ({
    type: 'divergence',
    at,
    symbol: SAMPLE.symbol,
    timeframe: '1h',
    indicator: 'rsi',
    kind: 'regular',
    side: 'bullish',
    strength: 0.8,
    from: at - 9 * HOUR,
    to: at - HOUR,
  }),
  say(event, desk) {
    if (!isWorthTelling(desk.state(), event.symbol, event.strength)) return undefined;
    return {
      severity: 'info',
      topic: `divergence ${event.symbol} ${event.timeframe} ${event.side}`,
      about: { symbol: event.symbol },
      buttons: ['why', 'chart'],
      picture: { kind: 'candles' },
      reply: {
        title: `${shortName(event.symbol)}: ${event.kind} ${event.side} divergence`,
        lines: [`${event.indicator.toUpperCase()} on ${event.timeframe}, strength ${numberText(event.strength, 2)}`],
      },
    };
  },
});
