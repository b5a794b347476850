import type { Bars, ReadonlyColumn } from '../market/candles.ts';
import type { Use } from '../study/plug.ts';
import { candleAverage } from './candleAverage.ts';
import { SETTINGS, type Size } from './settings.ts';

const EMPTY: ArrayLike<number> = new Float64Array(0);

/** An average that nobody asked for: held against its NaN, nothing is long and nothing short. */
const UNASKED: ReadonlyColumn = { at: () => Number.NaN };

/**
 * The candles of a series as patterns speak of them: bodies, shadows, gaps, and the sizes they are held against, all in quote
 * currency. `i` is a candle's row, counted from the oldest bar held. A candle that closes where it opened is white, as in TA-Lib.
 */
export class Candles {
  private readonly bars: Bars;
  private readonly bodyAverage: ReadonlyColumn;
  private readonly rangeAverage: ReadonlyColumn;
  private readonly nearbyAverage: ReadonlyColumn;
  private readonly shadowsAverage: ReadonlyColumn;
  private first = 0;
  // The methods that read these are so short that the engine always puts them in place: a double that a call returns is boxed.
  private opens = EMPTY;
  private highs = EMPTY;
  private lows = EMPTY;
  private closes = EMPTY;

  /** Asks for the averages behind these sizes alone; the others are NaN. */
  constructor(bars: Bars, use: Use, sizes: readonly Size[]) {
    this.bars = bars;
    const averageOf = (...those: readonly Size[]): ReadonlyColumn => {
      const asked = those.find((size) => sizes.includes(size));
      if (asked === undefined) return UNASKED;
      const { of, period } = SETTINGS[asked];
      return use(candleAverage, { of, period }).value;
    };
    this.bodyAverage = averageOf('bodyLong', 'bodyShort');
    this.rangeAverage = averageOf('bodyDoji', 'shadowVeryShort');
    this.nearbyAverage = averageOf('near', 'far', 'equal');
    this.shadowsAverage = averageOf('shadowShort');
  }

  /** Takes the bars' arrays, which every advance must do anew. */
  renew(): void {
    const { bars } = this;
    this.first = bars.first;
    this.opens = bars.open.values;
    this.highs = bars.high.values;
    this.lows = bars.low.values;
    this.closes = bars.close.values;
  }

  /** None of its prices is missing. */
  isWhole(i: number): boolean {
    return !Number.isNaN(this.open(i) + this.high(i) + this.low(i) + this.close(i));
  }

  open(i: number): number {
    return this.opens[i] ?? Number.NaN;
  }

  high(i: number): number {
    return this.highs[i] ?? Number.NaN;
  }

  low(i: number): number {
    return this.lows[i] ?? Number.NaN;
  }

  close(i: number): number {
    return this.closes[i] ?? Number.NaN;
  }

  white(i: number): boolean {
    return this.close(i) >= this.open(i);
  }

  black(i: number): boolean {
    return this.close(i) < this.open(i);
  }

  /** 1 of a white candle, -1 of a black one. */
  colour(i: number): 1 | -1 {
    return this.white(i) ? 1 : -1;
  }

  /** The upper end of the body. */
  top(i: number): number {
    return Math.max(this.open(i), this.close(i));
  }

  /** The lower end of the body. */
  bottom(i: number): number {
    return Math.min(this.open(i), this.close(i));
  }

  body(i: number): number {
    return Math.abs(this.close(i) - this.open(i));
  }

  range(i: number): number {
    return this.high(i) - this.low(i);
  }

  upperShadow(i: number): number {
    return this.high(i) - this.top(i);
  }

  lowerShadow(i: number): number {
    return this.bottom(i) - this.low(i);
  }

  /** Its high and its low are above those of candle `other`. */
  higher(i: number, other: number): boolean {
    return this.high(i) > this.high(other) && this.low(i) > this.low(other);
  }

  lower(i: number, other: number): boolean {
    return this.high(i) < this.high(other) && this.low(i) < this.low(other);
  }

  /** Its range lies inside that of candle `other`, touching neither end. */
  inside(i: number, other: number): boolean {
    return this.high(i) < this.high(other) && this.low(i) > this.low(other);
  }

  /** All of it, its shadows included, lies above all of candle `other`. */
  gapUp(i: number, other: number): boolean {
    return this.low(i) > this.high(other);
  }

  gapDown(i: number, other: number): boolean {
    return this.high(i) < this.low(other);
  }

  /** Its body lies inside that of candle `other`, touching neither end. */
  bodyInside(i: number, other: number): boolean {
    return this.top(i) < this.top(other) && this.bottom(i) > this.bottom(other);
  }

  /** How its body lies within that of candle `other`, in TA-Lib's grades: 100 inside on both ends, 80 where ends meet, 0 not at all. */
  bodyWithin(i: number, other: number): 0 | 80 | 100 {
    if (this.bodyInside(i, other)) return 100;
    return this.top(i) <= this.top(other) && this.bottom(i) >= this.bottom(other) ? 80 : 0;
  }

  /** Its body lies above that of candle `other`. */
  bodyGapUp(i: number, other: number): boolean {
    return this.bottom(i) > this.top(other);
  }

  bodyGapDown(i: number, other: number): boolean {
    return this.top(i) < this.bottom(other);
  }

  bodyLong(i: number): number {
    return SETTINGS.bodyLong.factor * this.bodyAverage.at(this.first + i);
  }

  bodyShort(i: number): number {
    return SETTINGS.bodyShort.factor * this.bodyAverage.at(this.first + i);
  }

  bodyDoji(i: number): number {
    return SETTINGS.bodyDoji.factor * this.rangeAverage.at(this.first + i);
  }

  shadowLong(i: number): number {
    return SETTINGS.shadowLong.factor * this.body(i);
  }

  shadowVeryLong(i: number): number {
    return SETTINGS.shadowVeryLong.factor * this.body(i);
  }

  shadowShort(i: number): number {
    return SETTINGS.shadowShort.factor * this.shadowsAverage.at(this.first + i);
  }

  shadowVeryShort(i: number): number {
    return SETTINGS.shadowVeryShort.factor * this.rangeAverage.at(this.first + i);
  }

  near(i: number): number {
    return SETTINGS.near.factor * this.nearbyAverage.at(this.first + i);
  }

  far(i: number): number {
    return SETTINGS.far.factor * this.nearbyAverage.at(this.first + i);
  }

  equal(i: number): number {
    return SETTINGS.equal.factor * this.nearbyAverage.at(this.first + i);
  }
}

/** The candles with those sizes alone that a pattern says it reads. */
export type Seen<S extends Size> = Omit<Candles, Exclude<Size, S> | 'renew' | 'isWhole'>;
