import type { CandleColumns } from '../market/candles.ts';
import type { Ms } from '../time.ts';

/** What a picture shows, as plain data that can cross into a worker; `src/charts` draws it. */
export type Picture = CandlePicture | EquityPicture | QrPicture;

/** Candles with all that a trader looks for on them. Prices are plain numbers. */
export type CandlePicture = {
  readonly kind: 'candles';
  /** `LINK · 1h`. */
  readonly title: string;
  /** The mode's label, first in every picture as in every message. */
  readonly label: string;
  /** Smallest step of the price: its decimals are shown. */
  readonly tick: number;
  /** Oldest first, at most a few hundred. */
  readonly candles: CandleColumns;
  readonly zones: readonly { readonly low: number; readonly high: number; readonly kind: 'support' | 'resistance' }[];
  /** Lines between two points, such as the swings of a divergence. */
  readonly lines: readonly {
    readonly name: string;
    readonly side: 'bullish' | 'bearish';
    readonly from: { readonly at: Ms; readonly price: number };
    readonly to: { readonly at: Ms; readonly price: number };
  }[];
  /** Prices that go across. */
  readonly prices: readonly { readonly name: 'entry' | 'stop' | 'target' | 'exit'; readonly price: number }[];
  /** What was done, where and when. */
  readonly marks: readonly { readonly at: Ms; readonly price: number; readonly side: 'buy' | 'sell' }[];
};

/** Equity over time with its drawdown below. */
export type EquityPicture = {
  readonly kind: 'equity';
  readonly title: string;
  readonly label: string;
  /** Of the equity, such as USDT. */
  readonly currency: string;
  /** Oldest first; the drawdown is a fraction of the peak, 0 or below. */
  readonly points: readonly { readonly at: Ms; readonly equity: number; readonly drawdown: number }[];
};

/** A text as a QR code, for a phone's camera. */
export type QrPicture = {
  readonly kind: 'qr';
  readonly title: string;
  readonly label: string;
  readonly text: string;
};
