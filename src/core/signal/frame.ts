import type { Divergence } from '../detectors/divergence.ts';
import { DIVERGENCES, LEVELS } from '../detectors/list.ts';
import type { LevelFinding } from '../detectors/supportResistance.ts';
import { messageOf } from '../facts/messageOf.ts';
import type { Settings } from '../facts/settings.ts';
import { numberText } from '../reply/format.ts';
import { EndlessError } from '../study/endlessError.ts';
import type { Finding, Series } from '../study/plug.ts';
import type { Heard, Voice } from '../study/voice.ts';
import { lengthOf, type Ms, timeText } from '../time.ts';
import { type Composite, composite, type GroupWeights, type Source } from './composite.ts';
import type { Need } from './gate.ts';

type Signal = Settings['signal'];

/** A strategy of this name is the learned voice, whoever made it. */
const LEARNED = 'learned';

/**
 * The groups' weights as the settings mean them. A weight that somebody gave the learned voice, other than the usual 1, counts as written
 * among those of the strategies; without one it takes its share of the whole.
 */
export const groupWeights = ({ weights, strategies }: Signal): GroupWeights =>
  (strategies[LEARNED]?.weight ?? 1) === 1 ? weights : { ...weights, learned: 0 };

const voiced = (group: Source['group'], name: string): Source => ({
  group,
  name,
  score: Number.NaN,
  confidence: Number.NaN,
  weight: 1,
});

const NONE: readonly never[] = [];

/** A strategy or detector of a frame that threw, and what it said; `stopped` where it did not come to an end. */
export type FrameFailure = { readonly name: string; readonly says: string; readonly stopped?: true };

/** Findings are in the order of their bars; those of one bar. */
function findingsAt<X extends Finding>(findings: readonly X[], i: number): readonly X[] {
  let end = findings.length;
  while (end > 0 && (findings[end - 1]?.confirmed ?? 0) > i) end -= 1;
  let start = end;
  while (start > 0 && findings[start - 1]?.confirmed === i) start -= 1;
  return findings.slice(start, end);
}

/** Everything one symbol's study says on one timeframe, read into the same sources bar after bar. */
export function createFrame(series: Series, voices: readonly Voice[]) {
  const { bars } = series;
  const length = lengthOf(bars.timeframe);
  const heard: readonly Heard[] = voices.map((voice) => voice.hear(series));
  const divergences = DIVERGENCES.map(({ name, detector, params }) => ({
    name,
    fresh: params.fresh,
    ...series.useDetector(detector, params),
  }));
  const levels = series.useDetector(LEVELS.detector, LEVELS.params);

  const strategies = voices.map(({ name, strategy }) => voiced(strategy === LEARNED ? 'learned' : 'strategies', name));
  const diverging = divergences.map(({ name }) => voiced('divergence', name));
  const leaning = voiced('levels', LEVELS.detector.name);
  const sources: readonly Source[] = [...strategies, ...diverging, leaning];

  const result: Composite = { score: 0, confidence: 0, present: 0 };
  let weighedFor: Signal | undefined;
  let weights: GroupWeights = { strategies: 0, divergence: 0, levels: 0, learned: 0 };
  let composedAt = -1;
  let cursor = -1;

  const weigh = (signal: Signal): void => {
    weighedFor = signal;
    weights = groupWeights(signal);
    voices.forEach((voice, v) => {
      const own = signal.strategies[voice.strategy];
      const source = strategies[v];
      if (source !== undefined) source.weight = own === undefined ? 1 : own.on ? own.weight : 0;
    });
  };

  // Side by side with the sources, so that the one loop that runs at every bar touches nothing else.
  const studied = [...heard, ...divergences, levels];
  const scores = studied.map(({ columns }) => columns.score);
  const confidences = studied.map(({ columns }) => columns.confidence);
  const ages = divergences.map(({ columns, fresh }) => ({ age: columns.age, fresh }));

  const fill = (i: number): void => {
    for (let s = 0; s < sources.length; s++) {
      const source = sources[s];
      if (source === undefined) continue;
      source.score = scores[s]?.at(i) ?? Number.NaN;
      source.confidence = confidences[s]?.at(i) ?? Number.NaN;
    }
    for (let d = 0; d < ages.length; d++) {
      const source = diverging[d];
      const one = ages[d];
      if (source !== undefined && one !== undefined && !(one.age.at(i) < one.fresh)) source.score = Number.NaN;
    }
  };

  const levelWords = (i: number): string[] => {
    const { columns } = levels;
    const says = (what: string, price: number, touches: number, strength: number): string =>
      Number.isNaN(price)
        ? `no ${what}`
        : `${what} ${Number(price.toPrecision(6))}, ${touches} touches, strength ${numberText(strength, 2)}`;
    return [
      says('support', columns.support.at(i), columns.supportTouches.at(i), columns.supportStrength.at(i)),
      says('resistance', columns.resistance.at(i), columns.resistanceTouches.at(i), columns.resistanceStrength.at(i)),
    ];
  };

  const divergenceWords = (d: number, i: number): string[] => {
    const found = divergences[d];
    if (found === undefined) return [];
    return findingsAt(found.findings, i - found.columns.age.at(i)).map(
      ({ kind, side, strength, confirmations }) =>
        `${kind} ${side}, strength ${numberText(strength, 2)}, confirmed by ${confirmations.join(' and ')}`,
    );
  };

  return {
    timeframe: bars.timeframe,
    length,
    bars,
    use: series.use,
    levels,
    /** The voices, as the newest composite weighed them; the strategies come first, in the order they were given. */
    sources,
    strategies,
    /** The last bar whose candle has closed by `at`, -1 when there is none. Quick while times grow. */
    indexAt(at: Ms): number {
      if (cursor < bars.first || cursor >= bars.end || bars.time.at(cursor) + length > at) {
        let low = bars.first;
        let high = bars.end;
        while (low < high) {
          const middle = (low + high) >>> 1;
          if (bars.time.at(middle) + length <= at) low = middle + 1;
          else high = middle;
        }
        cursor = low > bars.first ? low - 1 : -1;
        return cursor;
      }
      while (cursor + 1 < bars.end && bars.time.at(cursor + 1) + length <= at) cursor += 1;
      return cursor;
    },
    /** Composite at bar i; the object is written anew by the next call. */
    composite(i: number, signal: Signal): Composite {
      // A bar that nobody had anything to say at may only not have been advanced yet.
      if (i === composedAt && signal === weighedFor && result.present > 0) return result;
      if (signal !== weighedFor) weigh(signal);
      composedAt = i;
      fill(i);
      return composite(sources, weights, signal.method, result);
    },
    /** What strategy number v says at bar i. */
    strategyAt: (v: number, i: number, field: 'score' | 'confidence'): number => heard[v]?.columns[field].at(i) ?? Number.NaN,
    /** Words of one of the sources at bar i. */
    says(of: Source, i: number): readonly string[] {
      if (of === leaning) return levelWords(i);
      const strategy = heard[strategies.indexOf(of)];
      return strategy === undefined ? divergenceWords(diverging.indexOf(of), i) : strategy.explain(i);
    },
    /** Whether every strategy that is on has the bars it needs at bar i. */
    isWarm(i: number, signal: Signal): boolean {
      for (let v = 0; v < voices.length; v++)
        if (i < (heard[v]?.warmup ?? 0) && signal.strategies[voices[v]?.strategy ?? '']?.on !== false) return false;
      return true;
    },
    /** Bars that each strategy which is on needs and has at bar i. */
    needs: (i: number, signal: Signal): readonly Need[] =>
      voices.flatMap((voice, v) =>
        signal.strategies[voice.strategy]?.on === false
          ? []
          : [{ name: voice.name, needs: (heard[v]?.warmup ?? 0) + 1, has: i + 1 }],
      ),
    /** Divergences that bar i confirms, and those known at bar i, newest first. */
    divergencesAt: (i: number): readonly Divergence[] => divergences.flatMap(({ findings }) => findingsAt(findings, i)),
    knownDivergences: (i: number, limit: number): readonly Divergence[] =>
      divergences
        .flatMap(({ findings }) => findings.filter((finding) => finding.confirmed <= i).slice(-limit))
        .sort((a, b) => b.confirmed - a.confirmed)
        .slice(0, limit),
    /** What happened to zones at bar i. */
    levelEventsAt: (i: number): readonly LevelFinding[] => findingsAt(levels.findings, i),
    /** Strategies and detectors that threw, each with what it said. */
    failures: (): readonly FrameFailure[] =>
      studied.every(({ failure }) => failure() === undefined)
        ? NONE
        : [
            ...heard.map((one, v) => ({ name: voices[v]?.name ?? '', holder: voices[v]?.file, failure: one.failure() })),
            ...divergences.map((one) => ({ name: `${one.name} divergence`, holder: undefined, failure: one.failure() })),
            { name: leaning.name, holder: undefined, failure: levels.failure() },
          ].flatMap(({ name, holder, failure }) => {
            if (failure === undefined) return [];
            const { plug, file = holder } = failure;
            const error: unknown = failure.error;
            const says = `${file === undefined ? '' : `${file}: `}${plug} failed at the candle of ${timeText(failure.time)}: ${messageOf(error)}`;
            return [error instanceof EndlessError ? { name, says: error.told ?? says, stopped: true } : { name, says }];
          }),
  };
}

export type Frame = ReturnType<typeof createFrame>;
