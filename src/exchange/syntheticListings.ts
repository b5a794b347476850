import type { Instrument } from '../core/market/instrument.ts';
import { fixed } from '../core/money.ts';

/** A made-up coin: how its log price hangs together with the others. Volatilities are per hour, half-lives in hours. */
export type Coin = {
  readonly name: string;
  /** Price in USDT at the market's beginning. */
  readonly price: number;
  /** Share of the market's moves that it takes. */
  readonly beta: number;
  /** How much it follows the old coins' common mood; LTC and BCH share it, so their difference comes back. */
  readonly old: number;
  /** Its own deviation from all that: the longer the half-life, the more it walks away. */
  readonly own: { readonly volatility: number; readonly halfLife: number };
  /** Its own swings: their size as a fraction of the price, and their period in hours. */
  readonly swing: { readonly size: number; readonly period: number };
  /** Own jumps a day. */
  readonly jumps: number;
};

export const COINS: readonly Coin[] = [
  {
    name: 'BTC',
    price: 42_000,
    beta: 1,
    old: 0,
    own: { volatility: 0.0008, halfLife: 24 },
    swing: { size: 0, period: 8 },
    jumps: 0,
  },
  {
    name: 'ETH',
    price: 2_300,
    beta: 1.1,
    old: 0,
    own: { volatility: 0.0038, halfLife: 10 },
    swing: { size: 0.002, period: 7 },
    jumps: 0.1,
  },
  {
    name: 'SOL',
    price: 98,
    beta: 1.3,
    old: 0,
    own: { volatility: 0.007, halfLife: 480 },
    swing: { size: 0.01, period: 9 },
    jumps: 0.4,
  },
  {
    name: 'LINK',
    price: 14.5,
    beta: 1.1,
    old: 0,
    own: { volatility: 0.007, halfLife: 360 },
    swing: { size: 0.01, period: 11 },
    jumps: 0.3,
  },
  {
    name: 'LTC',
    price: 72,
    beta: 0.9,
    old: 1,
    own: { volatility: 0.003, halfLife: 10 },
    swing: { size: 0.002, period: 6 },
    jumps: 0.15,
  },
  {
    name: 'BCH',
    price: 245,
    beta: 0.95,
    old: 1.1,
    own: { volatility: 0.0036, halfLife: 12 },
    swing: { size: 0.002, period: 8 },
    jumps: 0.15,
  },
  {
    name: 'DOGE',
    price: 0.09,
    beta: 1.2,
    old: 0,
    own: { volatility: 0.0075, halfLife: 480 },
    swing: { size: 0.012, period: 8 },
    jumps: 0.5,
  },
];

/** One symbol of the synthetic market. */
export type Listing = {
  readonly coin: string;
  readonly kind: 'spot' | 'perpetual';
  /** Decimals of the price and of the quantity. */
  readonly priceDecimals: number;
  readonly quantityDecimals: number;
  /** Mean turnover of a day, in quote currency. */
  readonly turnover: number;
};

const listing = (
  coin: string,
  kind: Listing['kind'],
  priceDecimals: number,
  quantityDecimals: number,
  turnover: number,
): Listing => ({ coin, kind, priceDecimals, quantityDecimals, turnover });

export const LISTINGS: readonly Listing[] = [
  listing('BTC', 'spot', 2, 5, 1.4e9),
  listing('ETH', 'spot', 2, 4, 7e8),
  listing('SOL', 'spot', 2, 3, 3.5e8),
  listing('LINK', 'spot', 3, 2, 4e7),
  listing('LTC', 'spot', 2, 3, 3e7),
  listing('DOGE', 'spot', 5, 0, 9e7),
  listing('BTC', 'perpetual', 1, 3, 1e10),
  listing('ETH', 'perpetual', 2, 3, 6e9),
  listing('LTC', 'perpetual', 2, 3, 2e8),
  listing('BCH', 'perpetual', 2, 3, 1.5e8),
];

export const symbolOf = ({ coin, kind }: Listing): string => (kind === 'spot' ? `${coin}/USDT` : `${coin}/USDT:USDT`);

const smallest = (decimals: number): bigint => fixed(decimals === 0 ? '1' : `0.${'1'.padStart(decimals, '0')}`);

/** The exchange's rules for a listing: orders of 5 USDT or more, leverage up to 20 on perpetuals. */
export const instrumentOf = (from: Listing): Instrument => ({
  symbol: symbolOf(from),
  base: from.coin,
  quote: 'USDT',
  kind: from.kind,
  tick: smallest(from.priceDecimals),
  step: smallest(from.quantityDecimals),
  minQuantity: smallest(from.quantityDecimals),
  minNotional: fixed('5'),
  maxLeverage: from.kind === 'spot' ? 1 : 20,
});
