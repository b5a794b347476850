import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { close } from '../../../src/core/indicators/close.ts';
import { sma } from '../../../src/core/indicators/sma.ts';
import type { Candle, CandleColumns } from '../../../src/core/market/candles.ts';
import { resample } from '../../../src/core/market/resample.ts';
import { createStudy } from '../../../src/core/study/graph.ts';
import type { Detector, Finding, Indicator, PlugFailure, Strategy } from '../../../src/core/study/plug.ts';
import { MINUTE } from '../../../src/core/time.ts';
import { randomCandles, valuesOf } from './conformance/series.ts';

const params = z.object({ period: z.number().int().min(1).default(3), factor: z.number().default(1) });
type Params = z.infer<typeof params>;
type Starts = { count: number };

/** The close times a factor, which counts its starts and throws at the bar it is told. */
const scaled = (name: string, starts: Starts = { count: 0 }, throwsAt = Number.POSITIVE_INFINITY) =>
  ({
    name,
    version: 1,
    about: 'test',
    source: 'test',
    params,
    fields: ['value'],
    warmup: () => 0,
    memory: () => 1,
    start(p, _use, bars, out) {
      starts.count += 1;
      return (from, to) => {
        for (let i = from; i < to; i++) {
          if (i >= throwsAt) throw new Error(`no value at ${i}`);
          out.value.set(i, p.factor * bars.close.at(i));
        }
      };
    },
  }) satisfies Indicator<Params, 'value'>;

/** Twice what another plug says, on the same series or another; 0 where it says nothing, as a careless strategy might. */
const doubled = (input: Indicator<Params, 'value'>, where?: { symbol?: string; timeframe?: '5m' | '15m' }) =>
  ({
    name: 'doubled',
    version: 1,
    about: 'test',
    source: 'test',
    params,
    fields: ['score', 'confidence'],
    warmup: () => 0,
    memory: () => 1,
    start(p, use, _bars, out) {
      const { value } = use(input, p, where);
      const advance = (from: number, to: number): void => {
        for (let i = from; i < to; i++) {
          out.score.set(i, 2 * (Number.isNaN(value.at(i)) ? 0 : value.at(i)));
          out.confidence.set(i, 1);
        }
      };
      return { advance, explain: (i) => [`twice ${value.at(i)}`] };
    },
  }) satisfies Strategy<Params>;

const candleOf = (columns: CandleColumns, i: number): Candle => ({
  time: columns.time[i] ?? 0,
  open: columns.open[i] ?? 0,
  high: columns.high[i] ?? 0,
  low: columns.low[i] ?? 0,
  close: columns.close[i] ?? 0,
  volume: columns.volume[i] ?? 0,
});

describe('sharing', () => {
  it('starts the same plug with the same parameters once, however they are written and whoever asks', () => {
    const starts = { count: 0 };
    const plug = scaled('scaled', starts);
    const study = createStudy();
    const series = study.series('A', '5m');
    const first = series.use(plug, { period: 3, factor: 2 });
    expect(series.use(plug, { factor: 2, period: 3 })).toBe(first);
    series.useStrategy(doubled(plug), { period: 3, factor: 2 });
    expect(starts.count).toBe(1);
    series.use(plug, { period: 3, factor: 4 });
    study.series('B', '5m').use(plug, { period: 3, factor: 2 });
    study.series('A', '15m').use(plug, { period: 3, factor: 2 });
    expect(starts.count).toBe(4);
  });

  it('fills in defaults before it compares', () => {
    const starts = { count: 0 };
    const plug = scaled('scaled', starts);
    const series = createStudy().series('A', '5m');
    series.use(plug, plug.params.parse({}));
    series.use(plug, { period: 3, factor: 1 });
    expect(starts.count).toBe(1);
  });

  it('refuses two plug-ins of one kind under one name, but knows kinds apart', () => {
    const series = createStudy().series('A', '5m');
    const one = scaled('doubled');
    series.use(one, { period: 3, factor: 1 });
    series.useStrategy(doubled(one), { period: 3, factor: 1 });
    expect(() => series.use(scaled('doubled'), { period: 3, factor: 1 })).toThrow(
      'two plug-ins call themselves indicator "doubled"',
    );
  });

  it('refuses a plug that asks for itself', () => {
    const loop: Indicator<Params, 'value'> = { ...scaled('loop'), start: (p, use) => (use(loop, p), () => undefined) };
    expect(() => createStudy().series('A', '5m').use(loop, { period: 3, factor: 1 })).toThrow('asks for itself');
  });

  it('serves a late request at once, up to the last advance and no further', () => {
    const candles = randomCandles(50);
    const study = createStudy();
    const series = study.series('A', '5m');
    series.bars.append(candles, 0, 40);
    study.advance();
    series.bars.append(candles, 40, 50);
    const { value } = series.use(sma, { period: 5 });
    expect(value.at(39)).not.toBeNaN();
    expect(value.at(40)).toBeNaN();
    study.advance();
    expect(value.at(49)).not.toBeNaN();
  });
});

describe('a view of another series', () => {
  const fine = randomCandles(300, 9);
  const coarse = resample(fine, '5m', '15m');

  it('shows a higher timeframe as of the close: it changes only when the higher candle closes', () => {
    const study = createStudy();
    const series = study.series('A', '5m');
    const { value } = series.use(close, {}, { timeframe: '15m' });
    series.bars.append(fine);
    study.bars('A', '15m').append(coarse);
    study.advance();
    expect(valuesOf(value, 0, 2).every(Number.isNaN)).toBe(true);
    for (let i = 2; i < 300; i++) expect(value.at(i)).toBe(coarse.close[Math.floor((i + 1) / 3) - 1]);
  });

  it('an unfinished higher candle changes nothing: garbling the bars after T leaves all up to T as it was', () => {
    const after = 100;
    const garbled = randomCandles(300, 77);
    for (const name of ['open', 'high', 'low', 'close', 'volume'] as const) garbled[name].set(fine[name].subarray(0, after));
    const [plain, other] = [fine, garbled].map((candles) => {
      const study = createStudy();
      const series = study.series('A', '5m');
      const { value } = series.use(sma, { period: 4 }, { timeframe: '15m' });
      series.bars.append(candles);
      study.bars('A', '15m').append(resample(candles, '5m', '15m'));
      study.advance();
      return valuesOf(value, 0, after);
    });
    expect(other).toEqual(plain);
  });

  it('shows a lower timeframe by its last candle, and the same bits bar by bar', () => {
    const run = (live: boolean): readonly number[] => {
      const study = createStudy();
      const [low, high] = [study.series('A', '5m'), study.series('A', '15m')];
      const columns = [high.use(close, {}, { timeframe: '5m' }).value, low.use(close, {}, { timeframe: '15m' }).value];
      if (live) {
        for (let i = 0; i < 300; i++) {
          low.bars.push(candleOf(fine, i));
          if (i % 3 === 2) high.bars.push(candleOf(coarse, (i - 2) / 3));
          study.advance();
        }
      } else {
        low.bars.append(fine);
        high.bars.append(coarse);
        study.advance();
      }
      for (let j = 0; j < 100; j++) expect(columns[0]?.at(j)).toBe(fine.close[3 * j + 2]);
      return columns.flatMap((column) => valuesOf(column, 0, 300));
    };
    expect(run(true)).toEqual(run(false));
  });

  it('is NaN where the other series misses the candle, never the one before', () => {
    const study = createStudy();
    const series = study.series('A', '5m');
    const { value } = series.use(close, {}, { symbol: 'B' });
    series.bars.append(fine, 0, 10);
    const other = study.bars('B', '5m');
    for (const i of [0, 1, 2, 5, 6, 9]) other.push(candleOf(fine, i));
    study.advance();
    expect(valuesOf(value, 0, 10).map((x) => !Number.isNaN(x))).toEqual(
      [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((i) => [0, 1, 2, 5, 6, 9].includes(i)),
    );
  });

  it('is NaN through a higher candle that is missing', () => {
    const study = createStudy();
    const series = study.series('A', '5m');
    const { value } = series.use(close, {}, { timeframe: '15m' });
    series.bars.append(fine, 0, 12);
    for (const i of [0, 2]) study.bars('A', '15m').push(candleOf(coarse, i));
    study.advance();
    expect(valuesOf(value, 0, 12)).toEqual([
      Number.NaN,
      Number.NaN,
      ...[0, 1, 2].map(() => coarse.close[0]),
      Number.NaN,
      Number.NaN,
      Number.NaN,
      ...[0, 1, 2].map(() => coarse.close[2]),
      Number.NaN,
    ]);
  });
});

describe('a plug that throws', () => {
  const candles = randomCandles(60);
  const run = (ends: readonly number[]) => {
    const failures: PlugFailure[] = [];
    const study = createStudy((failure) => failures.push(failure));
    const series = study.series('A', '5m');
    const bad = scaled('bad', { count: 0 }, 30);
    const own = series.ask(bad, { period: 3, factor: 1 });
    const reader = series.useStrategy(doubled(bad), { period: 3, factor: 1 });
    const elsewhere = study
      .series('B', '5m')
      .useStrategy({ ...doubled(bad, { symbol: 'A' }), name: 'elsewhere' }, { period: 3, factor: 1 });
    const sound = series.use(sma, { period: 2 }).value;
    let from = 0;
    for (const end of ends) {
      for (const symbol of ['A', 'B']) study.bars(symbol, '5m').append(candles, from, end);
      study.advance();
      from = end;
    }
    const columns = [own.columns.value, reader.columns.score, elsewhere.columns.score, sound];
    return { failures, own, reader, elsewhere, values: columns.map((column) => valuesOf(column, 0, 60)) };
  };

  it('is told once, silences what depends on it, and stops nothing else', () => {
    const { failures, own, reader, elsewhere, values } = run(Array.from({ length: 60 }, (_, i) => i + 1));
    expect(failures).toHaveLength(1);
    expect(failures[0]).toMatchObject({ plug: 'bad', symbol: 'A', timeframe: '5m', bar: 30, time: candles.time[30] });
    expect(own.failure()?.error).toEqual(new Error('no value at 30'));
    expect(reader.failure()).toBe(failures[0]);
    expect(elsewhere.failure()).toBe(failures[0]);
    expect(reader.explain(10)).toEqual([`twice ${candles.close[10]}`]);
    for (const silenced of values.slice(0, 3)) {
      expect(silenced.slice(0, 30).every(Number.isFinite)).toBe(true);
      expect(silenced.slice(30).every(Number.isNaN)).toBe(true);
    }
    expect(values[3]?.slice(1).every(Number.isFinite)).toBe(true);
  });

  it('gives the same columns in one call and in pieces', () => {
    const byBar = run(Array.from({ length: 60 }, (_, i) => i + 1)).values;
    expect(run([60]).values).toEqual(byBar);
    expect(run([7, 45, 60]).values).toEqual(byBar);
  });

  it('refuses at once when it cannot even start', () => {
    const broken = {
      ...scaled('broken'),
      start: () => {
        throw new Error('no model');
      },
    } satisfies Indicator<Params, 'value'>;
    const study = createStudy();
    expect(() => study.series('A', '5m').use(broken, { period: 3, factor: 1 })).toThrow('no model');
    study.advance();
  });
});

it('hands a detector its findings', () => {
  type Rise = Finding & { readonly by: number };
  const rises = {
    ...scaled('rises'),
    start(_p, _use, bars, out) {
      const findings: Rise[] = [];
      const advance = (from: number, to: number): void => {
        for (let i = from; i < to; i++) {
          out.value.set(i, 0);
          const by = bars.close.at(i) - bars.close.at(i - 1);
          if (by > 0) findings.push({ confirmed: i, by });
        }
      };
      return { advance, findings };
    },
  } satisfies Detector<Params, 'value', Rise>;
  const study = createStudy();
  const series = study.series('A', '5m');
  const { findings } = series.useDetector(rises, { period: 3, factor: 1 });
  series.bars.append(randomCandles(100));
  study.advance();
  expect(findings.length).toBeGreaterThan(20);
  expect(findings.every(({ by }) => by > 0)).toBe(true);
});

describe('warm-up and memory', () => {
  it('counts the bars that an input on a higher timeframe needs', () => {
    const warmupOf = (plug: Strategy<Params>): number =>
      createStudy().series('A', '5m').ask(plug, { period: 3, factor: 1 }).warmup;
    const base = scaled('base');
    const slow = { ...base, name: 'slow', warmup: () => 9 } satisfies Indicator<Params, 'value'>;
    expect(createStudy().series('A', '1h').ask(sma, { period: 200 }).warmup).toBe(199);
    expect(warmupOf(doubled(slow))).toBe(9);
    // Ten 15m candles are thirty of 5m, and the first may begin within a 15m candle.
    expect(warmupOf(doubled(slow, { timeframe: '15m' }))).toBe(32);
  });

  it('drops old history without moving a value', () => {
    const candles = randomCandles(2000, 4);
    const run = (forgets: boolean) => {
      const study = createStudy();
      const series = study.series('A', '5m');
      const { value } = series.use(sma, { period: 20 });
      for (let i = 0; i < 2000; i++) {
        series.bars.push(candleOf(candles, i));
        study.advance();
        if (forgets) study.forget(100);
      }
      return { value, bars: series.bars };
    };
    const [kept, dropped] = [run(false), run(true)];
    expect(kept.bars.first).toBe(0);
    expect(dropped.bars.first).toBeGreaterThan(1700);
    expect(dropped.bars.end).toBe(2000);
    expect(valuesOf(dropped.value, 1900, 2000)).toEqual(valuesOf(kept.value, 1900, 2000));
    expect(valuesOf(dropped.bars.close, 1900, 2000)).toEqual([...candles.close.subarray(1900)]);
    expect(dropped.bars.close.at(100)).toBeNaN();
  });
});

describe('beginning anew', () => {
  const candles = randomCandles(2000, 4);
  const anchor = (candles.time[1500] ?? 0) + 5 * MINUTE;

  /** Everything so far, which only a study that never began anew holds. */
  const total = {
    ...scaled('total'),
    start(_p, _use, bars, out) {
      let sum = 0;
      return (from, to) => {
        for (let i = from; i < to; i++) {
          sum += bars.close.at(i);
          out.value.set(i, sum);
        }
      };
    },
  } satisfies Indicator<Params, 'value'>;
  const twice = doubled(total);

  it('gives the bits of a study that never saw what came before', () => {
    const study = createStudy();
    const series = study.series('A', '5m');
    let columns: readonly { at(i: number): number }[] = [];
    const ask = (of: typeof series): typeof columns => [
      of.use(total, { period: 3, factor: 1 }).value,
      of.use(sma, { period: 20 }).value,
      of.useStrategy(twice, { period: 3, factor: 1 }).columns.score,
    ];
    columns = ask(series);
    study.onBegin(() => (columns = ask(series)));
    for (let i = 0; i < 2000; i++) {
      series.bars.push(candleOf(candles, i));
      if (i === 1500) study.begin(anchor);
      study.advance();
      if (i % 100 === 0) study.forget(700);
    }
    const fresh = createStudy();
    fresh.bars('A', '5m').append(candles, 1501 - study.before('A', '5m'), 2000);
    const expected = ask(fresh.series('A', '5m'));
    fresh.advance();
    expect([series.bars.first, series.bars.end]).toEqual([0, fresh.bars('A', '5m').end]);
    expect(columns.map((column) => valuesOf(column, 0, series.bars.end))).toEqual(
      expected.map((column) => valuesOf(column, 0, series.bars.end)),
    );
  });

  it('keeps as many candles as what was asked for needs', () => {
    const study = createStudy();
    const series = study.series('A', '5m');
    expect(study.before('A', '5m')).toBe(300);
    series.use(sma, { period: 700 });
    expect(study.before('A', '5m')).toBe(700);
    for (let i = 0; i < 2000; i++) {
      series.bars.push(candleOf(candles, i));
      study.advance();
      study.forget(100);
    }
    study.begin((candles.time[1999] ?? 0) + 5 * MINUTE);
    expect([series.bars.first, series.bars.end, series.bars.time.at(0)]).toEqual([0, 700, candles.time[1300]]);
  });
});

describe('bars', () => {
  it('refuse a candle that is not newer than the last', () => {
    const { bars } = createStudy().series('A', '5m');
    bars.append(randomCandles(10));
    expect(() => bars.push(candleOf(randomCandles(10), 9))).toThrow('candles must come in order');
    expect(() => bars.append(randomCandles(10))).toThrow(RangeError);
    bars.push({ ...candleOf(randomCandles(10), 9), time: Date.UTC(2024, 0, 1) + 10 * 5 * MINUTE });
    expect(bars.end).toBe(11);
  });

  it('never write into the history they were given', () => {
    const candles = randomCandles(600);
    const before = [...candles.close];
    const study = createStudy();
    const { bars } = study.series('A', '5m');
    bars.append(candles);
    bars.push({ ...candleOf(candles, 0), time: (candles.time[599] ?? 0) + 5 * MINUTE });
    bars.keep(300);
    expect([...candles.close]).toEqual(before);
    expect(bars.close.at(300)).toBe(before[300]);
  });
});
