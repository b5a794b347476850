import type { Divergence } from '../detectors/divergence.ts';
import { LEVELS } from '../detectors/list.ts';
import { type Level, type LevelFinding, levelsAt } from '../detectors/supportResistance.ts';
import type { Receipt } from '../facts/receipt.ts';
import type { Settings } from '../facts/settings.ts';
import { REGIMES } from '../facts/vocabulary.ts';
import { adx } from '../indicators/adx.ts';
import { atr } from '../indicators/atr.ts';
import { bollinger } from '../indicators/bollinger.ts';
import { kalmanHedge } from '../indicators/kalmanHedge.ts';
import { pairSpread } from '../indicators/pairSpread.ts';
import { regime } from '../indicators/regime.ts';
import type { Study } from '../study/plug.ts';
import type { Voice } from '../study/voice.ts';
import { durationText, type Ms, type Timeframe } from '../time.ts';
import { alignment } from './alignment.ts';
import { createFrame, type Frame, type FrameFailure, groupWeights } from './frame.ts';
import type { Gate, Need } from './gate.ts';
import { opportunity } from './opportunity.ts';
import { buildReceipt } from './receipt.ts';

type Signal = Settings['signal'];

/** Bars over which momentum is measured. */
const MOMENTUM_BARS = 10;

/** What a symbol's study comes to at one instant. */
export type Reading = {
  /** When the newest decision candle closed, and at what price. */
  closedAt: Ms;
  price: number;
  /** Composite of the decision timeframe. */
  score: number;
  confidence: number;
  /** Agreement of all timeframes, -1..1. */
  alignment: number;
  /** What the scanner ranks by, 0..1. */
  opportunity: number;
};

/** A zone's edges, plain prices. */
export type ZoneEdges = { readonly low: number; readonly high: number };

/** What stops, targets and sizes are measured by, on the decision timeframe; undefined where there is no value yet. */
export type Measured = {
  /** Average true range (14), in price. */
  readonly atr: number | undefined;
  /** Upper less lower Bollinger band (20, 2), in price. */
  readonly bandWidth: number | undefined;
  /** How far the close has come in the last 10 bars, in average true ranges. */
  readonly momentum: number | undefined;
  /** State of the market; undefined until it can be told. */
  readonly market: Receipt['market'];
  /** Average directional index (14), 0..100. */
  readonly adx: number | undefined;
  /** Nearest zones that price looks at from above and from below. */
  readonly support: ZoneEdges | undefined;
  readonly resistance: ZoneEdges | undefined;
};

/** One pair as it stands: what its two-leg plan and its exit go by. */
export type PairReading = {
  readonly partner: string;
  /** Spread in standard deviations; above zero this symbol is dear. */
  readonly z: number;
  /** Notional of the partner for one of this symbol. */
  readonly hedge: number;
  readonly correlation: number;
  readonly halfLife: number;
  /** The pairs strategy's own score for this symbol and confidence. */
  readonly score: number;
  readonly confidence: number;
};

export type Told<X> = X & { readonly timeframe: Timeframe };

export type AnalysisOptions = {
  readonly symbol: string;
  /** Studied timeframes that can be had, finest first. */
  readonly timeframes: readonly Timeframe[];
  /** Those that were asked for but are finer than the data; the receipt says so. */
  readonly unavailable: readonly Timeframe[];
  /** One of `timeframes`. */
  readonly decision: Timeframe;
  /** Where a pair's z and hedge come from; rolling unless told. */
  readonly pairHedge?: Signal['pairHedge'];
  readonly voices: readonly Voice[];
};

/** What a pair is measured by, and where its hedge ratio and z-score come from. */
function pairColumns(main: Frame, partner: string, hedge: Signal['pairHedge'] | undefined) {
  const params = pairSpread.params.parse({ partner });
  const columns = main.use(pairSpread, params);
  if (hedge !== 'kalman') return { columns, line: columns };
  return { columns, line: main.use(kalmanHedge, kalmanHedge.params.parse({ partner, settle: params.lookback })) };
}

const known = (value: number): number | undefined => (Number.isFinite(value) ? value : undefined);

/**
 * All that is read of one symbol: its strategies, detectors and measures on every timeframe, requested from the study once.
 * Reading allocates nothing; words and receipts are made only when they are asked for, now or for a past time.
 */
export function createAnalysis(study: Study, options: AnalysisOptions) {
  const { symbol, timeframes, decision, voices } = options;
  const frames: readonly Frame[] = timeframes.map((timeframe) => createFrame(study.series(symbol, timeframe), voices));
  const chosen = timeframes.indexOf(decision);
  const main = frames[chosen];
  if (main === undefined) {
    throw new RangeError(`${symbol}: decision timeframe ${decision} is not studied; expected one of ${timeframes.join(', ')}`);
  }
  const range = main.use(atr, { period: 14 }).value;
  const bands = main.use(bollinger, { period: 20, deviations: 2 });
  const trend = main.use(adx, { period: 14 }).adx;
  const state = main.use(regime, regime.params.parse({}));
  const spreads = voices.flatMap(({ partner }, v) =>
    partner === undefined ? [] : [{ partner, voice: v, ...pairColumns(main, partner, options.pairHedge) }],
  );
  const indices = new Int32Array(frames.length);
  const scores = new Float64Array(frames.length);
  const reading: Reading = { closedAt: 0, price: 0, score: 0, confidence: 0, alignment: 0, opportunity: 0 };

  /** Bar of each frame at `at`, -1 where it is absent: a candle that is missing means no signal, not a stale one. */
  const locate = (at: Ms): void => {
    for (let f = 0; f < frames.length; f++) {
      const frame = frames[f];
      if (frame === undefined) continue;
      const i = frame.indexAt(at);
      indices[f] = i >= 0 && frame.bars.time.at(i) + 2 * frame.length > at ? i : -1;
    }
  };

  const read = (at: Ms, signal: Signal): Reading | undefined => {
    locate(at);
    const i = indices[chosen] ?? -1;
    if (i < 0) return undefined;
    for (let f = 0; f < frames.length; f++) {
      const bar = indices[f] ?? -1;
      const frame = frames[f];
      if (frame === undefined || f === chosen) continue;
      const composed = bar < 0 ? undefined : frame.composite(bar, signal);
      scores[f] = composed === undefined || composed.present === 0 ? Number.NaN : composed.score;
    }
    const { score, confidence } = main.composite(i, signal);
    scores[chosen] = score;
    reading.closedAt = main.bars.time.at(i) + main.length;
    reading.price = main.bars.close.at(i);
    reading.score = score;
    reading.confidence = confidence;
    reading.alignment = alignment(score, scores);
    reading.opportunity = opportunity(score, confidence, reading.alignment);
    return reading;
  };

  const absences = (at: Ms, signal: Signal): readonly string[] => [
    ...options.unavailable.map((timeframe) => `${timeframe}: finer than the data`),
    ...frames.flatMap((frame, f) => {
      const i = indices[f] ?? -1;
      if (i < 0) {
        const last = frame.indexAt(at);
        const closed = last < 0 ? undefined : at - frame.bars.time.at(last) - frame.length;
        return [
          `${frame.timeframe}: ${closed === undefined ? 'no candle yet' : `newest candle closed ${durationText(closed)} ago`}`,
        ];
      }
      const lacking = frame.needs(i, signal).filter((need) => need.has < need.needs);
      return lacking.map((need) => `${need.name} on ${frame.timeframe}: needs ${need.needs}, has ${need.has}`);
    }),
    ...voices.filter((voice) => signal.strategies[voice.strategy]?.on === false).map((voice) => `${voice.name}: switched off`),
    ...frames.flatMap((frame) => frame.failures().map(({ name, says }) => `${name} on ${frame.timeframe} is silent: ${says}`)),
  ];

  const marketAt = (i: number): Receipt['market'] => {
    const name = REGIMES[state.regime.at(i)];
    return name === undefined
      ? undefined
      : { regime: name, direction: state.direction.at(i), volatility: state.volatility.at(i), health: state.health.at(i) };
  };

  /** What is found at the bars that close at this very instant, on every timeframe. */
  const foundAt = <X>(at: Ms, findings: (frame: Frame, i: number) => readonly X[]): readonly Told<X>[] => {
    const told: Told<X>[] = [];
    for (const frame of frames) {
      const i = frame.indexAt(at);
      if (i < 0 || frame.bars.time.at(i) + frame.length !== at) continue;
      for (const finding of findings(frame, i)) told.push({ ...finding, timeframe: frame.timeframe });
    }
    return told;
  };

  return {
    symbol,
    timeframe: decision,
    timeframes,
    /**
     * The reading at an instant, from candles that had closed by then; undefined without a current decision candle. The object is
     * written anew by the next call. Everything that was requested must have been advanced up to `at`.
     */
    read,
    /** The same with every number and word behind it; gates and risk are the caller's. Undefined like `read`. */
    receipt(at: Ms, signal: Signal, gates: readonly Gate[], risk: Receipt['risk']): Receipt | undefined {
      const now = read(at, signal);
      const i = indices[chosen] ?? -1;
      if (now === undefined) return undefined;
      return buildReceipt({
        symbol,
        at,
        timeframe: decision,
        price: now.price,
        sources: main.sources,
        says: (source) => main.says(source, i),
        weights: groupWeights(signal),
        method: signal.method,
        score: now.score,
        confidence: now.confidence,
        alignment: now.alignment,
        frames: frames.map(({ timeframe }, f) => ({ timeframe, score: scores[f] ?? Number.NaN })),
        opportunity: now.opportunity,
        market: marketAt(i),
        absent: absences(at, signal),
        gates,
        risk,
      });
    },
    /** The strategy whose contribution weighs most on the score's side; statistics of a trade are kept by it. */
    foremost(at: Ms, signal: Signal): string | undefined {
      if (read(at, signal) === undefined) return undefined;
      let name: string | undefined;
      let most = 0;
      main.strategies.forEach((source, v) => {
        const weighed = source.weight * source.score * Math.sign(reading.score);
        if (weighed > most) {
          most = weighed;
          name = voices[v]?.strategy;
        }
      });
      return name;
    },
    /** Strategies whose own score has the sign of the composite's. */
    agreeing(at: Ms, signal: Signal): number {
      if (read(at, signal) === undefined) return 0;
      return main.strategies.filter(({ weight, score }) => weight > 0 && score * reading.score > 0).length;
    },
    /** State of the market on the decision timeframe; undefined until it can be told. */
    market: (at: Ms): Receipt['market'] => marketAt(main.indexAt(at)),
    /** Whether every strategy that is on has the bars it needs, on the decision timeframe. */
    isWarm: (at: Ms, signal: Signal): boolean => main.isWarm(main.indexAt(at), signal),
    /** Bars that each strategy which is on needs and has there. */
    needs: (at: Ms, signal: Signal): readonly Need[] => main.needs(main.indexAt(at), signal),
    measures(at: Ms): Measured {
      const i = main.indexAt(at);
      const { columns } = main.levels;
      const zone = (level: number): ZoneEdges | undefined => {
        const buffer = columns.buffer.at(i);
        return Number.isFinite(level) ? { low: level - buffer, high: level + buffer } : undefined;
      };
      return {
        atr: known(range.at(i)),
        bandWidth: known(bands.upper.at(i) - bands.lower.at(i)),
        momentum: known((main.bars.close.at(i) - main.bars.close.at(i - MOMENTUM_BARS)) / range.at(i)),
        market: marketAt(i),
        adx: known(trend.at(i)),
        support: zone(columns.support.at(i)),
        resistance: zone(columns.resistance.at(i)),
      };
    },
    pairs(at: Ms): readonly PairReading[] {
      const i = main.indexAt(at);
      return spreads.map(({ partner, columns, line, voice }) => ({
        partner,
        z: line.z.at(i),
        hedge: line.hedge.at(i),
        correlation: columns.correlation.at(i),
        halfLife: columns.halfLife.at(i),
        score: main.strategyAt(voice, i, 'score'),
        confidence: main.strategyAt(voice, i, 'confidence'),
      }));
    },
    /** Divergences that the candles closing at this very instant confirm, on every timeframe. */
    newDivergences: (at: Ms): readonly Told<Divergence>[] => foundAt(at, (frame, i) => frame.divergencesAt(i)),
    /** What happened to zones at the candles that close at this very instant. */
    newLevelEvents: (at: Ms): readonly Told<LevelFinding>[] => foundAt(at, (frame, i) => frame.levelEventsAt(i)),
    /** Divergences known at `at` on a timeframe, newest first, at most `limit`. */
    divergences(timeframe: Timeframe, at: Ms, limit: number): readonly Divergence[] {
      const frame = frames.find((one) => one.timeframe === timeframe);
      return frame === undefined ? [] : frame.knownDivergences(frame.indexAt(at), limit);
    },
    /** Every zone of a timeframe at `at`, nearest first. */
    levels(timeframe: Timeframe, at: Ms): readonly Level[] {
      const frame = frames.find((one) => one.timeframe === timeframe);
      return frame === undefined ? [] : levelsAt(LEVELS.params, frame.use, frame.bars, frame.indexAt(at));
    },
    /** Strategies and detectors that threw and are silent since. */
    failures: (): readonly (FrameFailure & { readonly timeframe: Timeframe })[] =>
      frames.flatMap((frame) => frame.failures().map((failure) => ({ ...failure, timeframe: frame.timeframe }))),
  };
}

export type Analysis = ReturnType<typeof createAnalysis>;
