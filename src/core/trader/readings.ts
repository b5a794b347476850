import type { StudyFailure } from '../desk/failures.ts';
import type { EventOf } from '../facts/events.ts';
import type { Receipt } from '../facts/receipt.ts';
import type { Settings } from '../facts/settings.ts';
import { rsi } from '../indicators/rsi.ts';
import type { ReadonlyColumn } from '../market/candles.ts';
import { type Opportunity, type Scan, scan } from '../market/scanner.ts';
import { baseOf, shortName } from '../reply/format.ts';
import { type Analysis, createAnalysis } from '../signal/analysis.ts';
import type { Gate, GateInput } from '../signal/gate.ts';
import { blockedBy, gates, marketBlocks } from '../signal/gates.ts';
import { coolDownKey } from '../state/coolDowns.ts';
import type { DeskState } from '../state/state.ts';
import { heardNames, voicesOf } from '../strategies/list.ts';
import type { Market } from '../study/market.ts';
import type { Strategy, Study } from '../study/plug.ts';
import { lengthOf, type Ms, SECOND, type Timeframe } from '../time.ts';
import { dayFigures } from './universe.ts';

/** Grace for a candle that comes late; one older than its own length and this decides nothing. */
const GRACE = 3 * SECOND;

/** A symbol under study: its analysis, and what exits are measured by besides. */
export type StudiedSymbol = {
  readonly analysis: Analysis;
  readonly rsi: ReadonlyColumn;
};

/** Everything that is read of the study, symbol by symbol. */
export type Readings = {
  studied(symbol: string): StudiedSymbol | undefined;
  decisionTimeframe(symbol: string): Timeframe | undefined;
  /** Ranks the universe as of `at` and keeps the best for `ranked`. */
  rank(at: Ms): Scan<Opportunity>;
  ranked(): readonly Opportunity[];
  gates(symbol: string, at: Ms): readonly Gate[];
  /** Name of the gate of the market itself that stops a symbol; undefined where none does. */
  marketBlocks(symbol: string, at: Ms): string | undefined;
  /** The receipt of the newest decision candle at `at`; text says why there is none. */
  receipt(symbol: string, at: Ms, risk: Receipt['risk']): Receipt | string;
  /** Strategies and detectors that have failed on a symbol and give no votes there now. */
  failures(symbol: string): readonly StudyFailure[];
  /** Names of the strategies that are heard. */
  strategies(): readonly string[];
  /** The two symbols of each configured pair that this market can trade on both sides. */
  pairs(): readonly (readonly [string, string])[];
};

type ReadingsOptions = {
  readonly study: Study;
  readonly market: Market;
  readonly state: DeskState;
  /** Those in force when the account is opened: they say which strategies are heard. */
  readonly settings: Settings;
  /** Strategies of the user's own. */
  readonly own: readonly Strategy<unknown>[];
};

export function createReadings({ study, market, state, settings, own }: ReadingsOptions): Readings {
  const pairs = pairsOf(market, settings);
  const symbols = new Map<string, StudiedSymbol>();
  const ask = (symbol: string): void => {
    const timeframes = market.timeframesOf(symbol);
    const decision = decisionOf(timeframes, settings.decisionTimeframe);
    if (decision === undefined) return;
    const partners = pairs.flatMap(([a, b]) => (a === symbol ? [b] : b === symbol ? [a] : []));
    const unavailable = settings.timeframes.filter((timeframe) => !timeframes.includes(timeframe));
    symbols.set(symbol, {
      analysis: createAnalysis(study, {
        symbol,
        timeframes,
        unavailable,
        decision,
        pairHedge: settings.signal.pairHedge,
        voices: voicesOf(partners, settings.signal.strategies, own, settings.signal.pairHedge),
      }),
      rsi: study.series(symbol, decision).use(rsi, { period: 14 }).value,
    });
  };
  const askAll = (): void => {
    for (const { symbol } of market.instruments()) ask(symbol);
  };
  askAll();
  study.onBegin(askAll);
  let best: readonly Opportunity[] = [];

  /** What the gates look at; undefined for a symbol that nothing is known of. */
  const gateInput = (symbol: string, at: Ms): GateInput | undefined => {
    const analysis = symbols.get(symbol)?.analysis;
    const now = state.settings.values;
    const newest = analysis?.read(at, now.signal);
    // Finer candles that have closed since are none of what was decided on.
    const reading = newest === undefined || newest.closedAt === at ? newest : analysis?.read(newest.closedAt, now.signal);
    const kind = market.instrument(symbol)?.kind;
    if (analysis === undefined || reading === undefined || kind === undefined) return undefined;
    const quote = market.quote(symbol);
    return {
      score: reading.score,
      confidence: reading.confidence,
      alignment: reading.alignment,
      warm: analysis.isWarm(at, now.signal),
      needs: () => analysis.needs(at, now.signal),
      dataAge: at - reading.closedAt,
      maxDataAge: lengthOf(analysis.timeframe) + GRACE,
      spread: quote === undefined ? undefined : (quote.ask - quote.bid) / quote.last,
      agreeing: () => analysis.agreeing(at, now.signal),
      volume: () => volumeOf(market, symbol, at),
      market: () => analysis.market(at),
      kind,
      at,
      cooling: () => state.coolDowns.get(coolDownKey(symbol, reading.score > 0 ? 'buy' : 'sell')),
      allowed: permission(state, symbol, at),
      settings: now,
    };
  };
  const gatesOf = (symbol: string, at: Ms): readonly Gate[] => {
    const input = gateInput(symbol, at);
    return input === undefined ? [] : gates(input);
  };

  return {
    studied: (symbol) => symbols.get(symbol),
    decisionTimeframe: (symbol) => symbols.get(symbol)?.analysis.timeframe,
    pairs: () => pairs,
    strategies: () => heardNames(settings.signal.strategies, own),
    failures: (symbol) =>
      (symbols.get(symbol)?.analysis.failures() ?? []).map(({ name, ...failure }) => ({
        strategy: name,
        symbol,
        ...failure,
      })),
    ranked: () => best,
    gates: gatesOf,
    marketBlocks(symbol, at) {
      const input = gateInput(symbol, at);
      return input === undefined ? undefined : marketBlocks(input);
    },
    rank(at) {
      const { signal } = state.settings.values;
      const ranking = scan(
        state.universe,
        (symbol): Opportunity | undefined => {
          const reading = symbols.get(symbol)?.analysis.read(at, signal);
          if (reading === undefined) return undefined;
          const { score, confidence, opportunity } = reading;
          const input = gateInput(symbol, at);
          const blocked = input === undefined ? undefined : blockedBy(input);
          return { symbol, score, confidence, opportunity, ...(blocked === undefined ? {} : { blocked }) };
        },
        Number.POSITIVE_INFINITY,
      );
      best = ranking.best.slice(0, signal.keep);
      return ranking;
    },
    receipt(symbol, at, risk) {
      const analysis = symbols.get(symbol)?.analysis;
      if (analysis === undefined) return `${shortName(symbol)} is not studied here`;
      const { signal } = state.settings.values;
      const closedAt = analysis.read(at, signal)?.closedAt;
      const receipt = closedAt === undefined ? undefined : analysis.receipt(closedAt, signal, gatesOf(symbol, at), risk);
      return receipt ?? `${shortName(symbol)} has no ${analysis.timeframe} candle that closed just before then`;
    },
  };
}

/** The decision timeframe where it is studied, else the finest one that is coarser, else the coarsest there is. */
const decisionOf = (timeframes: readonly Timeframe[], wanted: Timeframe): Timeframe | undefined =>
  timeframes.find((timeframe) => lengthOf(timeframe) >= lengthOf(wanted)) ?? timeframes.at(-1);

/** Pairs of the settings, found on one kind of market: perpetuals where there are any, since only they can be sold short. */
function pairsOf(market: Market, settings: Settings): readonly (readonly [string, string])[] {
  const instruments = market.instruments();
  return settings.signal.pairs.flatMap((text): (readonly [string, string])[] => {
    const [a = '', b = ''] = text.split('~');
    return (['perpetual', 'spot'] as const).flatMap((kind): (readonly [string, string])[] => {
      const find = (base: string): string | undefined =>
        instruments.find((one) => one.kind === kind && baseOf(one.symbol) === base)?.symbol;
      const [first, second] = [find(a), find(b)];
      return first === undefined || second === undefined ? [] : [[first, second]];
    });
  });
}

/** Quote volume of the 24 h before `at`, on the finest candles there are; NaN without any. */
function volumeOf(market: Market, symbol: string, at: Ms): number {
  const [finest] = market.timeframesOf(symbol);
  const bars = finest === undefined ? undefined : market.bars(symbol, finest);
  return bars === undefined ? Number.NaN : dayFigures(bars, at).quoteVolume;
}

/** Whether entries on a symbol are allowed: it is in the universe and nobody has denied it. */
function permission(state: DeskState, symbol: string, at: Ms): { readonly allowed: boolean; readonly says: string } {
  const own = state.symbols.get(symbol);
  if (own !== undefined && !own.allowed && (own.until === undefined || own.until > at))
    return { allowed: false, says: `denied by ${own.who}` };
  return state.universe.includes(symbol)
    ? { allowed: true, says: 'in the universe' }
    : { allowed: false, says: 'not in the universe' };
}

/** What an instant says of the account. */
export type EquityStanding = Pick<EventOf<'instant'>, 'equity' | 'added'>;

/** What the `instant` event tells of a ranking. */
export const instantOf = (ranking: Scan<Opportunity>, at: Ms, standing: EquityStanding, keep: number): EventOf<'instant'> => ({
  type: 'instant',
  at,
  symbols: ranking.ranked,
  equity: standing.equity,
  best: ranking.best.slice(0, keep).map(({ symbol, score, confidence, opportunity, blocked }) => ({
    symbol,
    score,
    confidence,
    opportunity,
    ...(blocked === undefined ? {} : { blocked }),
  })),
  blocked: { ...ranking.blocked },
  missing: [...ranking.missing],
  ...(standing.added === undefined ? {} : { added: standing.added }),
});

/** What the account follows of an instant that nobody else wants to hear of. */
export const markOf = (at: Ms, { equity, added }: EquityStanding): EventOf<'instant'> => ({
  type: 'instant',
  at,
  symbols: 0,
  equity,
  best: [],
  blocked: {},
  missing: [],
  ...(added === undefined ? {} : { added }),
});
