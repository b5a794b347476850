import type { Candle } from '../../src/core/market/candles.ts';
import { DAY, lengthOf, type Ms, type Timeframe } from '../../src/core/time.ts';
import { type ExchangeOptions, openExchange, type PublicExchange } from '../../src/exchange/ccxt.ts';
import { type ManualClock, manualClock } from '../venue/manualClock.ts';
import { openVenue, type Venue } from '../venue/venue.ts';

/** 00:00:30 UTC: half a minute into a candle. */
export const START: Ms = Date.UTC(2024, 5, 1, 12, 0, 30);
/** Open of the candle that is running at START. */
export const RUNNING: Ms = START - 30_000;

export const candle = (time: Ms, close: number, volume = 10): Candle => ({
  time,
  open: close - 1,
  high: close + 2,
  low: close - 2,
  close,
  volume,
});

/** `count` candles up to and with the one that opens at `newest`, each closing one higher than the last. */
export const history = (newest: Ms, count: number, timeframe: Timeframe, from = 100): Candle[] =>
  Array.from({ length: count }, (_, i) => candle(newest - (count - 1 - i) * lengthOf(timeframe), from + i));

/**
 * A loopback exchange with two USDT pairs and things that are left out, seen through the real ccxt on a manual clock. Silence
 * does not count, because messages take real time and the manual clock does not wait for them.
 */
export async function market(options: Partial<ExchangeOptions> = {}): Promise<{
  venue: Venue;
  clock: ManualClock;
  exchange: PublicExchange;
  close: () => Promise<void>;
}> {
  const clock = manualClock(START);
  const venue = await openVenue(
    [
      { base: 'BTC', quote: 'USDT', tick: '0.01000000', lot: '0.00001000' },
      { base: 'ETH', quote: 'USDT', tick: '0.01000000', lot: '0.00010000' },
      { base: 'ETH', quote: 'BTC', tick: '0.00001000', lot: '0.00010000' },
      { base: 'OLD', quote: 'USDT', tick: '0.01000000', lot: '1.00000000', status: 'BREAK' },
      { base: 'DUST', quote: 'USDT', tick: '0.0000000000001', lot: '1.00000000' },
    ],
    () => clock.now(),
  );
  const exchange = await openExchange('binance', {
    clock,
    route: venue.route,
    random: () => 0,
    timings: { silence: 1000 * DAY },
    ...options,
  });
  return {
    venue,
    clock,
    exchange,
    async close() {
      exchange.close();
      await venue.close();
    },
  };
}
