import { IndicatorsSync } from '@ixjb94/indicators';
import * as plain from 'technicalindicators';
import { ATR, BollingerBands, EMA, MACD, RSI, SMA } from 'trading-signals';
import { atr } from '../src/core/indicators/atr.ts';
import { bollinger } from '../src/core/indicators/bollinger.ts';
import { ema } from '../src/core/indicators/ema.ts';
import { macd } from '../src/core/indicators/macd.ts';
import { rsi } from '../src/core/indicators/rsi.ts';
import { sma } from '../src/core/indicators/sma.ts';
import type { CandleColumns, ReadonlyColumn } from '../src/core/market/candles.ts';
import { createStudy } from '../src/core/study/graph.ts';
import type { Series } from '../src/core/study/plug.ts';
import { SIX_FIELDS, type SixColumns, sixByHand } from './limit.ts';
import { type Row, race, type Workload } from './measure.ts';
import { walk } from './walk.ts';

/** The six of every comparison, asked for on one series. */
function askForSix({ use }: Series): Readonly<Record<(typeof SIX_FIELDS)[number], ReadonlyColumn>> {
  return {
    sma: use(sma, { period: 20 }).value,
    ema: use(ema, { period: 20 }).value,
    rsi: use(rsi, { period: 14 }).value,
    ...use(macd, { fast: 12, slow: 26, signal: 9 }),
    ...use(bollinger, { period: 20, deviations: 2 }),
    atr: use(atr, { period: 14 }).value,
  };
}

function expectClose(
  who: string,
  values: (field: (typeof SIX_FIELDS)[number], i: number) => number,
  six: SixColumns,
  from: number,
): void {
  const rows = six.sma.length;
  for (const field of SIX_FIELDS) {
    for (let i = from; i < rows; i += 97) {
      const expected = six[field][i] ?? Number.NaN;
      const got = values(field, i);
      // Against the price as well: MACD goes through zero.
      if (!(Math.abs(got - expected) <= 1e-9 * Math.max(Math.abs(expected), 1e4)))
        throw new Error(`${who}: ${field} of bar ${i} is ${got} instead of ${expected}`);
    }
  }
}

function batch(columns: CandleColumns) {
  const study = createStudy();
  const series = study.series('BTC/USDT', '1m');
  series.bars.append(columns);
  const six = askForSix(series);
  study.advance();
  return { study, six };
}

/** Candles that a live desk holds, and how often it forgets older ones. */
const HELD = 1000;

function barByBar(columns: CandleColumns, forgets: boolean) {
  const study = createStudy();
  const series = study.series('BTC/USDT', '1m');
  const six = askForSix(series);
  for (let i = 0; i < columns.time.length; i++) {
    series.bars.append(columns, i, i + 1);
    study.advance();
    if (forgets && i % HELD === 0) study.forget(HELD);
  }
  return { study, six };
}

function tradingSignals({ high, low, close }: CandleColumns): number {
  const [average, exponential, strength] = [new SMA(20), new EMA(20), new RSI(14)];
  const convergence = new MACD(new EMA(12), new EMA(26), new EMA(9));
  const [bands, range] = [new BollingerBands(20, 2), new ATR(14)];
  let last = 0;
  for (let i = 0; i < close.length; i++) {
    const price = close[i] ?? 0;
    average.update(price, false);
    exponential.update(price, false);
    last = strength.update(price, false) ?? 0;
    convergence.update(price, false);
    bands.update(price, false);
    range.update({ high: high[i] ?? 0, low: low[i] ?? 0, close: price }, false);
  }
  return last;
}

/** The six by technicalindicators, whose arrays leave the warm-up out. */
function technicalIndicators(high: number[], low: number[], close: number[]): number {
  plain.SMA.calculate({ period: 20, values: close });
  plain.EMA.calculate({ period: 20, values: close });
  const strength = plain.RSI.calculate({ period: 14, values: close });
  plain.MACD.calculate({
    values: close,
    fastPeriod: 12,
    slowPeriod: 26,
    signalPeriod: 9,
    SimpleMAOscillator: false,
    SimpleMASignal: false,
  });
  plain.BollingerBands.calculate({ period: 20, stdDev: 2, values: close });
  plain.ATR.calculate({ period: 14, high, low, close });
  return strength.at(-1) ?? Number.NaN;
}

async function run(): Promise<readonly Row[]> {
  const columns = walk();
  const limit = sixByHand(columns);
  const [ours, streamed, live] = [batch(columns), barByBar(columns, false), barByBar(columns, true)];
  const rows = columns.time.length;
  expectClose('batch', (field, i) => ours.six[field].at(i), limit, rows / 2);
  expectClose('bar by bar', (field, i) => streamed.six[field].at(i), limit, rows / 2);
  expectClose('bar by bar, forgetting', (field, i) => live.six[field].at(i), limit, rows - HELD);
  const peer = new IndicatorsSync();
  const [high, low, close] = [[...columns.high], [...columns.low], [...columns.close]];
  const lastRsi = limit.rsi.at(-1) ?? Number.NaN;
  // technicalindicators rounds its RSI to two decimals.
  for (const [who, value] of [
    ['@ixjb94/indicators', peer.rsi(close, 14).at(-1) ?? Number.NaN],
    ['trading-signals', tradingSignals(columns)],
    ['technicalindicators', technicalIndicators(high, low, close)],
  ] as const)
    if (!(Math.abs(value - lastRsi) < (who === 'technicalindicators' ? 0.01 : 1e-6)))
      throw new Error(`${who}: the last RSI is ${value} instead of ${lastRsi}`);

  const took = race([
    ['limit', () => sixByHand(columns)],
    ['batch', () => batch(columns)],
    [
      'ixjb94',
      () => {
        peer.sma(close, 20);
        peer.ema(close, 20);
        peer.rsi(close, 14);
        peer.macd(close, 12, 26, 9);
        peer.bbands(close, 20, 2);
        peer.atr(high, low, close, 14);
      },
    ],
    ['keeping', () => barByBar(columns, false)],
    ['live', () => barByBar(columns, true)],
    ['trading-signals', () => tradingSignals(columns)],
    ['technicalindicators', () => technicalIndicators(high, low, close)],
  ]);
  const overLimit = took('batch') / took('limit');
  const overPeer = took('ixjb94') / took('batch');
  const overStream = took('trading-signals') / took('live');
  return [
    { what: 'six indicators, limit: typed-array loops', ms: took('limit') },
    {
      what: 'six indicators, study, one call',
      ms: took('batch'),
      ratio: overLimit,
      of: 'the limit',
      goal: 'at most 1.5',
      met: overLimit <= 1.5,
    },
    {
      what: 'six indicators, @ixjb94/indicators',
      ms: took('ixjb94'),
      ratio: overPeer,
      of: 'the study',
      goal: 'at least 4',
      met: overPeer >= 4,
    },
    {
      what: 'six indicators, technicalindicators',
      ms: took('technicalindicators'),
      ratio: took('technicalindicators') / took('batch'),
      of: 'the study',
    },
    { what: 'six indicators, study, bar by bar, keeping all 500,000', ms: took('keeping') },
    { what: `six indicators, study, bar by bar, keeping ${HELD} as a live desk does`, ms: took('live') },
    {
      what: 'six indicators, trading-signals',
      ms: took('trading-signals'),
      ratio: overStream,
      of: 'the last',
      goal: 'at least 4',
      met: overStream >= 4,
    },
  ];
}

/** SPEED goals 1 and 2: the six indicators over 500,000 candles, in one call and bar by bar. */
export const indicators = { name: 'indicators', run } satisfies Workload;
