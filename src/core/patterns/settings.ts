/** What of a candle is measured: its body (open to close), its range (high to low), or both its shadows together. */
export type CandlePart = 'body' | 'range' | 'shadows';

/** A size to hold a candle against: `factor` times the mean part of the `period` candles before it, its own where that is 0. */
type Setting = { readonly of: CandlePart; readonly period: number; readonly factor: number };

/**
 * TA-Lib's default candle settings (TA_CandleDefaultSettings in ta_global.c). By them a candle is long, short or a doji only
 * beside the market's own recent candles. TA-Lib's eleventh, BodyVeryLong, is missing: none of its patterns reads it.
 */
export const SETTINGS = {
  /** A body longer than this is long. */
  bodyLong: { of: 'body', period: 10, factor: 1 },
  /** A body shorter than this is short. */
  bodyShort: { of: 'body', period: 10, factor: 1 },
  /** A body no longer than this is a doji's. */
  bodyDoji: { of: 'range', period: 10, factor: 0.1 },
  /** A shadow longer than this, the candle's own body, is long. */
  shadowLong: { of: 'body', period: 0, factor: 1 },
  /** A shadow longer than this, twice the candle's own body, is very long. */
  shadowVeryLong: { of: 'body', period: 0, factor: 2 },
  /** A shadow shorter than this is short: half of what the two shadows of a candle measure together, so the mean of one. */
  shadowShort: { of: 'shadows', period: 10, factor: 0.5 },
  /** A shadow shorter than this is as good as none. */
  shadowVeryShort: { of: 'range', period: 10, factor: 0.1 },
  /** Prices no further apart than this are near each other. */
  near: { of: 'range', period: 5, factor: 0.2 },
  /** Sizes further apart than this are far from each other. */
  far: { of: 'range', period: 5, factor: 0.6 },
  /** Prices no further apart than this are equal. */
  equal: { of: 'range', period: 5, factor: 0.05 },
} as const satisfies Record<string, Setting>;

/** A size by name. */
export type Size = keyof typeof SETTINGS;
