import type { CandleColumns } from '../core/market/candles.ts';
import { MINUTE, type Ms } from '../core/time.ts';
import { chance } from './seeded.ts';
import { COINS, LISTINGS, type Listing, symbolOf } from './syntheticListings.ts';
import { BARS_AN_HOUR, dayShape, jumping, marketMood, reverting, swing } from './syntheticMood.ts';

/** Length of the synthetic market's candles. */
export const SYNTHETIC_STEP: Ms = 5 * MINUTE;

type Writer = {
  /** Writes the next candle, whose open is `time`, into a row of the columns. */
  write(columns: CandleColumns, row: number, time: Ms): void;
  /** Lets the next candle pass; the one written after it opens at a wrong price. */
  pass(): void;
};

/** Draws that a candle takes besides its close: one for each extreme, and a normal for its volume. */
const DRAWS_A_CANDLE = 2 + 4;

/** How one listing trades about its coin's fair log price: rounding, range within the bar, volume. */
function trading(listing: Listing, seed: number, price: number, fair: { level: number; heat: number }): Writer {
  const draw = chance(seed, symbolOf(listing));
  const basis = reverting(draw, listing.kind === 'spot' ? 0.00005 : 0.0003, 3);
  const ticks = 10 ** listing.priceDecimals;
  const lots = 10 ** listing.quantityDecimals;
  const turnover = listing.turnover / (24 * BARS_AN_HOUR);
  let last = Math.round(price * ticks) / ticks;
  const write = (columns: CandleColumns, row: number, time: Ms): void => {
    const open = last;
    const target = price * Math.exp(fair.level + basis(1));
    const close = Math.max(1, Math.round(target * ticks)) / ticks;
    // Extremes of a Brownian bridge from open to close: what a price does between two looks at it.
    const move = Math.log(close / open);
    const spread = 0.0017 * fair.heat;
    const reach = (): number => Math.sqrt(move * move - 2 * spread * spread * Math.log(draw.uniform()));
    const top = Math.sqrt(open * close);
    const high = Math.round(top * Math.exp(reach() / 2) * ticks) / ticks;
    const low = Math.max(1, Math.round(top * Math.exp(-reach() / 2) * ticks)) / ticks;
    const burst = Math.min(12, 0.55 + 0.5 * (Math.abs(move) / 0.0018) ** 1.3);
    const busy = dayShape(time / SYNTHETIC_STEP) * burst * Math.exp(0.35 * draw.normal());
    columns.time[row] = time;
    columns.open[row] = open;
    columns.high[row] = Math.max(high, open, close);
    columns.low[row] = Math.min(low, open, close);
    columns.close[row] = close;
    columns.volume[row] = Math.max(1, Math.round(((turnover * busy) / close) * lots)) / lots;
    last = close;
  };
  const pass = (): void => {
    basis(1);
    draw.skip(DRAWS_A_CANDLE);
  };
  return { write, pass };
}

/**
 * The synthetic market as a process in time: each call of `next` writes one candle of every listing, in the order of LISTINGS, and the
 * sequence depends on the seed alone. Coins share a market factor; LTC and BCH share another, and what is their own comes back, so
 * that ETH with BTC and LTC with BCH are cointegrated; a perpetual stays within a few basis points of its coin. `pass` goes by a
 * candle at a tenth of the work; the next one has its close and volume right, and those after it everything.
 */
export function syntheticMarket(seed: number): {
  next(columns: readonly CandleColumns[], row: number, time: Ms): void;
  pass(time: Ms): void;
} {
  const mood = marketMood(seed);
  const oldDraw = chance(seed, 'old coins');
  const old = reverting(oldDraw, 0.0055, 480);
  const coins = COINS.map((coin) => {
    const draw = chance(seed, coin.name);
    const fair = { level: 0, heat: 1 };
    const own = reverting(draw, coin.own.volatility, coin.own.halfLife);
    const jump = jumping(draw, coin.jumps, 0.012);
    const wave = swing(draw, coin.swing.size, coin.swing.period);
    const at = { waves: 0 };
    const advance = (level: number, heat: number, oldMood: number): void => {
      at.waves += wave(heat);
      fair.level = coin.beta * level + coin.old * oldMood + own(heat, jump()) + at.waves;
      fair.heat = heat * (1 + 10 * coin.own.volatility * Math.sqrt(coin.beta));
    };
    const writers = LISTINGS.filter((listing) => listing.coin === coin.name).map((listing) => ({
      at: LISTINGS.indexOf(listing),
      ...trading(listing, seed, coin.price, fair),
    }));
    return { advance, writers };
  });
  return {
    next(columns, row, time) {
      const { level, heat } = mood(time / SYNTHETIC_STEP);
      const oldMood = old(heat);
      for (const { advance, writers } of coins) {
        advance(level, heat, oldMood);
        for (const { at, write } of writers) {
          const target = columns[at];
          if (target !== undefined) write(target, row, time);
        }
      }
    },
    pass(time) {
      const { level, heat } = mood(time / SYNTHETIC_STEP);
      const oldMood = old(heat);
      for (const { advance, writers } of coins) {
        advance(level, heat, oldMood);
        for (const writer of writers) writer.pass();
      }
    },
  };
}
