import { settingsSchema } from '../src/core/facts/settings.ts';
import type { Candle, CandleColumns } from '../src/core/market/candles.ts';
import { resample } from '../src/core/market/resample.ts';
import { type Analysis, createAnalysis } from '../src/core/signal/analysis.ts';
import { voicesOf } from '../src/core/strategies/list.ts';
import { createStudy } from '../src/core/study/graph.ts';
import { lengthOf, type Timeframe } from '../src/core/time.ts';
import { type Row, race, type Workload } from './measure.ts';
import { walk } from './walk.ts';

/** SPEED.md goal 5: three strategies without pairs, divergence, support/resistance on four timeframes, decisions at 5m closes. */
const TIMEFRAMES: readonly Timeframe[] = ['5m', '15m', '1h', '4h'];
const GOAL = 1_000_000;
/** Symbols of the scan: what one instant of a desk costs. */
const SYMBOLS = 27;

const SIGNAL = settingsSchema.parse({}).signal;

const ask = (study: ReturnType<typeof createStudy>, symbol: string): Analysis =>
  createAnalysis(study, { symbol, timeframes: TIMEFRAMES, unavailable: [], decision: '5m', voices: voicesOf([]) });

/** What the decisions come to, so that two ways of working them out can be held against each other. */
type Tally = { decisions: number; scores: number; opportunities: number };

function take(tally: Tally, analysis: Analysis, at: number): void {
  const reading = analysis.read(at, SIGNAL);
  if (reading === undefined) return;
  tally.decisions += 1;
  tally.scores += reading.score;
  tally.opportunities += reading.opportunity;
}

/** Each timeframe's candles out of those of the one before. */
function coarser(minutes: CandleColumns): ReadonlyMap<Timeframe, CandleColumns> {
  const made = new Map<Timeframe, CandleColumns>();
  let columns = minutes;
  let from: Timeframe = '1m';
  for (const timeframe of TIMEFRAMES) {
    columns = resample(columns, from, timeframe);
    made.set(timeframe, columns);
    from = timeframe;
  }
  return made;
}

function allAtOnce(minutes: CandleColumns): Tally {
  const study = createStudy();
  const analysis = ask(study, 'BTC/USDT');
  for (const [timeframe, columns] of coarser(minutes)) study.bars('BTC/USDT', timeframe).append(columns);
  study.advance();
  const tally: Tally = { decisions: 0, scores: 0, opportunities: 0 };
  const { time, end } = study.bars('BTC/USDT', '5m');
  for (let i = 0; i < end; i++) take(tally, analysis, time.at(i) + lengthOf('5m'));
  return tally;
}

type Pushed = { readonly timeframe: Timeframe; readonly columns: CandleColumns; next: number };

/** Candle by candle, every series of an instant and then one advance; `each` hears of every 5m close. */
function instantByInstant(
  symbols: readonly string[],
  coarse: ReadonlyMap<Timeframe, CandleColumns>,
  instants: number,
  each: (analyses: readonly Analysis[], at: number) => void,
): void {
  const study = createStudy();
  const analyses = symbols.map((symbol) => ask(study, symbol));
  const pushed: readonly Pushed[] = [...coarse].map(([timeframe, columns]) => ({ timeframe, columns, next: 0 }));
  const candle: Candle = { time: 0, open: 0, high: 0, low: 0, close: 0, volume: 0 };
  const opens = coarse.get('5m')?.time.subarray(0, instants) ?? [];
  for (const open of opens) {
    const at = open + lengthOf('5m');
    for (const series of pushed) {
      const { columns, next, timeframe } = series;
      if (!((columns.time[next] ?? Number.POSITIVE_INFINITY) + lengthOf(timeframe) <= at)) continue;
      series.next += 1;
      candle.time = columns.time[next] ?? 0;
      candle.open = columns.open[next] ?? 0;
      candle.high = columns.high[next] ?? 0;
      candle.low = columns.low[next] ?? 0;
      candle.close = columns.close[next] ?? 0;
      candle.volume = columns.volume[next] ?? 0;
      for (const symbol of symbols) study.bars(symbol, timeframe).push(candle);
    }
    study.advance();
    each(analyses, at);
  }
}

function expectSame(a: Tally, b: Tally): void {
  if (a.decisions !== b.decisions || a.scores !== b.scores || a.opportunities !== b.opportunities)
    throw new Error(`bar by bar decides otherwise than in one call: ${JSON.stringify(a)} against ${JSON.stringify(b)}`);
  if (a.decisions < 90_000 || a.opportunities === 0) throw new Error(`too few decisions to measure: ${JSON.stringify(a)}`);
}

export const composite: Workload = {
  name: 'composite',
  async run() {
    const minutes = walk();
    const coarse = coarser(minutes);
    const streamed = (): Tally => {
      const tally: Tally = { decisions: 0, scores: 0, opportunities: 0 };
      instantByInstant(['BTC/USDT'], coarse, 100_000, ([analysis], at) => {
        if (analysis !== undefined) take(tally, analysis, at);
      });
      return tally;
    };
    expectSame(allAtOnce(minutes), streamed());

    const symbols = Array.from({ length: SYMBOLS }, (_, s) => `S${s}/USDT`);
    const instants = 2000;
    const tally: Tally = { decisions: 0, scores: 0, opportunities: 0 };
    const median = race(
      [
        ['once', () => void allAtOnce(minutes)],
        ['stream', () => void streamed()],
        [
          'scan',
          () =>
            instantByInstant(symbols, coarse, instants, (analyses, at) => {
              for (const analysis of analyses) take(tally, analysis, at);
            }),
        ],
      ],
      { rounds: 7, warmups: 1 },
    );
    const perSecond = (ms: number): string =>
      `${((minutes.time.length / ms) * 1000).toLocaleString('en', { maximumFractionDigits: 0 })} candles/s`;
    const rows: Row[] = [
      {
        what: `500k minutes to 100k decisions in one call, resampling included: ${perSecond(median('once'))}`,
        ms: median('once'),
        goal: '1 M candles/s',
        met: (minutes.time.length / median('once')) * 1000 >= GOAL,
      },
      { what: `the same instant by instant: ${perSecond(median('stream'))}`, ms: median('stream') },
      {
        what: `one instant of ${SYMBOLS} symbols on ${TIMEFRAMES.length} timeframes, studied and read`,
        ms: median('scan') / instants,
      },
    ];
    return rows;
  },
};
