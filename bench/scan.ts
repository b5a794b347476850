import { adx } from '../src/core/indicators/adx.ts';
import { atr } from '../src/core/indicators/atr.ts';
import { bollinger } from '../src/core/indicators/bollinger.ts';
import { ema } from '../src/core/indicators/ema.ts';
import { macd } from '../src/core/indicators/macd.ts';
import { obv } from '../src/core/indicators/obv.ts';
import { rsi } from '../src/core/indicators/rsi.ts';
import { sma } from '../src/core/indicators/sma.ts';
import { volumeAverage } from '../src/core/indicators/volumeAverage.ts';
import type { CandleColumns } from '../src/core/market/candles.ts';
import { rowsOf } from '../src/core/market/columns.ts';
import { createStudy } from '../src/core/study/graph.ts';
import type { Series } from '../src/core/study/plug.ts';
import { lengthOf } from '../src/core/time.ts';
import { nineByHand } from './limit.ts';
import { type Row, race, type Workload } from './measure.ts';
import { walk } from './walk.ts';

const SYMBOLS = 100;
const TIMEFRAMES = ['5m', '15m', '1h', '4h'] as const;
const SERIES = SYMBOLS * TIMEFRAMES.length;
const CANDLES = 500;
/** New candles in one measurement, so that the clock's own grain does not count. */
const LIVE = 40;

const askForNine = ({ use }: Series) => ({
  ...use(adx, { period: 14 }),
  average: use(sma, { period: 20 }).value,
  exponential: use(ema, { period: 20 }).value,
  rsi: use(rsi, { period: 14 }).value,
  ...use(macd, { fast: 12, slow: 26, signal: 9 }),
  ...use(bollinger, { period: 20, deviations: 2 }),
  atr: use(atr, { period: 14 }).value,
  volumeAverage: use(volumeAverage, { period: 20 }).value,
  obv: use(obv, {}).value,
});

/** 400 pieces of the walk, each with the open times of its own timeframe. */
function pieces(rows: number): readonly CandleColumns[] {
  const long = walk();
  return Array.from({ length: SERIES }, (_, s) => {
    const part = rowsOf(long, s * 1000, s * 1000 + rows);
    const length = lengthOf(TIMEFRAMES[s % TIMEFRAMES.length] ?? '5m');
    return { ...part, time: part.time.map((_, row) => row * length) };
  });
}

function cold(history: readonly CandleColumns[]) {
  const study = createStudy();
  const columns = history.map((candles, s) => {
    const series = study.series(`S${Math.floor(s / TIMEFRAMES.length)}`, TIMEFRAMES[s % TIMEFRAMES.length] ?? '5m');
    series.bars.append(candles);
    return { bars: series.bars, nine: askForNine(series) };
  });
  study.advance();
  return { study, columns };
}

async function run(): Promise<readonly Row[]> {
  const history = pieces(CANDLES);
  const future = pieces(1000);
  const { study, columns } = cold(history);
  for (const [s, candles] of history.entries()) {
    const limit = nineByHand(candles);
    const nine = columns[s]?.nine;
    for (const [got, wanted] of [
      [nine?.rsi, limit.rsi],
      [nine?.adx, limit.adx],
      [nine?.obv, limit.obv],
      [nine?.upper, limit.upper],
    ] as const) {
      const expected = wanted[CANDLES - 1] ?? Number.NaN;
      if (!(Math.abs((got?.at(CANDLES - 1) ?? Number.NaN) - expected) <= 1e-7 * Math.abs(expected)))
        throw new Error(`series ${s}: ${got?.at(CANDLES - 1)} instead of ${expected}`);
    }
  }

  let next = CANDLES;
  const live = (): void => {
    for (let round = 0; round < LIVE; round++, next++) {
      for (let s = 0; s < SERIES; s++) {
        const candles = future[s];
        const bars = columns[s]?.bars;
        if (candles === undefined || bars === undefined) continue;
        bars.append(candles, next, next + 1);
      }
      study.advance();
    }
  };
  const took = race([
    ['limit', () => history.map(nineByHand)],
    ['cold', () => cold(history)],
    ['live', live],
  ]);
  const perCandle = took('live') / LIVE;
  const overLimit = took('cold') / took('limit');
  return [
    { what: 'one new candle for 400 series x 9 indicators', ms: perCandle, goal: 'under 0.4 ms', met: perCandle < 0.4 },
    { what: 'cold, 400 x 500 candles, limit: typed-array loops', ms: took('limit') },
    {
      what: 'cold, 400 x 500 candles, study',
      ms: took('cold'),
      ratio: overLimit,
      of: 'the limit',
      goal: 'at most 1.5',
      met: overLimit <= 1.5,
    },
  ];
}

/** SPEED goal 6: the indicators of a scanner, when a candle closes and when it starts. */
export const scan = { name: 'scan', run } satisfies Workload;
