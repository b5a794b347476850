import { authorityOf } from '../approval/authority.ts';
import { type Agreeing, type Decided, submitOwn } from '../approval/own.ts';
import { pairLegs, planPair } from '../execution/pairPlan.ts';
import { type Measures, type Planned, planEntry, sizeLine } from '../execution/plan.ts';
import type { AccountId } from '../facts/eventLog.ts';
import type { Plan } from '../facts/plan.ts';
import type { Receipt } from '../facts/receipt.ts';
import { decimal, type Fixed } from '../money.ts';
import type { Admitting } from '../risk/clear.ts';
import type { RiskView } from '../risk/rule.ts';
import { tradeSample } from '../risk/tradeSample.ts';
import { restingLeg } from '../state/coolDowns.ts';
import { addedText } from '../state/dayMark.ts';
import { standingNow, todaysMark } from '../state/span.ts';
import { anchorKey } from '../state/state.ts';
import type { Market } from '../study/market.ts';
import { HOUR, lengthOf, type Ms, utcDay } from '../time.ts';
import { type Digest, decisionId } from './ids.ts';
import { type EquityStanding, instantOf, markOf, type Readings } from './readings.ts';
import { marksOf } from './riskView.ts';
import { universeOf } from './universe.ts';

/** A signal that a gate stops is told again on the same side only after this long. */
const SIGNAL_AGAIN = 4 * HOUR;

/** What one instant's work is done with. */
export type DecisionContext = {
  readonly recorder: Admitting;
  readonly market: Market;
  readonly readings: Readings;
  readonly account: AccountId;
  readonly digest: Digest;
  /** Whether every card is said yes to as it is asked; where it is left out people answer. */
  readonly agreeing?: Agreeing | undefined;
  view(): RiskView;
  equity(): Fixed;
};

/**
 * One instant decides once: the universe as of 00:00 UTC, the ranking, and for each symbol that every gate lets pass a plan,
 * its clearing and what the authority makes of it, best opportunity first. An instant at which no decision candle closes
 * decides nothing.
 */
export function decide(context: DecisionContext, at: Ms): void {
  const { recorder, readings, market } = context;
  const { state } = recorder;
  const due = new Set<string>();
  for (const { symbol } of market.instruments()) if (closesNow(context, symbol, at)) due.add(symbol);
  if (due.size === 0) return;
  chooseUniverse(context, at);
  join(context, at);
  if (!recorder.wants('instant') && !anyCandidate(context, at)) {
    recorder.emit(markOf(at, standingAt(context, at)));
    return;
  }
  const ranking = readings.rank(at);
  recorder.emit(instantOf(ranking, at, standingAt(context, at), state.settings.values.signal.keep));
  decidePairs(context, due, at);
  for (const { symbol, blocked } of ranking.best)
    if (due.has(symbol) && !isTaken(context, symbol)) decideSymbol(context, symbol, at, blocked);
}

/** What an instant says of the account; the first of a UTC day says of each position what it has added so far. */
function standingAt({ recorder, market }: DecisionContext, at: Ms): EquityStanding {
  const { account, settings } = recorder.state;
  const { equity, added } = standingNow(account, marksOf(market), settings.values.execution, at);
  const first = todaysMark(account, at) === undefined && added.size > 0;
  return { equity: decimal(equity), ...(first ? { added: addedText(added) } : {}) };
}

/** Whether a symbol's newest decision candle closed at this very instant. */
function closesNow({ readings, recorder }: DecisionContext, symbol: string, at: Ms): boolean {
  const timeframe = readings.decisionTimeframe(symbol);
  if (timeframe === undefined || at % lengthOf(timeframe) !== 0) return false;
  return readings.studied(symbol)?.analysis.read(at, recorder.state.settings.values.signal)?.closedAt === at;
}

/** Held, entering, or asked for: such a symbol has had its decision. */
export const isTaken = ({ recorder }: DecisionContext, symbol: string): boolean =>
  [...recorder.state.account.positions.values()].some((position) => position.symbol === symbol) ||
  [...recorder.state.entries.values()].some(({ plan }) => plan.legs.some((leg) => leg.symbol === symbol));

/** Whether any symbol, or pair, could be decided on: who only wants to know of trades needs no ranking of those that could not. */
function anyCandidate({ readings, recorder }: DecisionContext, at: Ms): boolean {
  const { universe, settings } = recorder.state;
  const { signal } = settings.values;
  if (readings.pairs().length > 0) return true;
  return universe.some((symbol) => {
    const reading = readings.studied(symbol)?.analysis.read(at, signal);
    return reading?.closedAt === at && Math.abs(reading.score) > signal.score && reading.confidence > signal.confidence;
  });
}

/** Once a day. A day on which nothing could be chosen, such as one whose candles come late, is looked at again until something is. */
function chooseUniverse({ recorder, market }: DecisionContext, at: Ms): void {
  const { symbols, rankedOn, universe: known, settings } = recorder.state;
  const ranked = rankedOn >= utcDay(at);
  if (ranked && known.length > 0) return;
  const { chosen, left } = universeOf(market, at, { ...settings.values.universe, switches: symbols });
  if (!ranked || chosen.length > 0) recorder.emit({ type: 'universe', at, symbols: [...chosen], left: [...left] });
}

/** A symbol joins, once, when every strategy has the candles it needs. */
function join({ recorder, readings, market }: DecisionContext, at: Ms): void {
  const { state } = recorder;
  for (const symbol of state.universe) {
    const analysis = readings.studied(symbol)?.analysis;
    if (analysis === undefined || state.anchors.has(anchorKey(symbol, analysis.timeframe))) continue;
    if (!analysis.isWarm(at, state.settings.values.signal)) continue;
    const bars = market.bars(symbol, analysis.timeframe);
    if (bars !== undefined) recorder.emit({ type: 'joined', at, symbol, timeframe: analysis.timeframe, anchor: bars.began });
  }
}

function decideSymbol(context: DecisionContext, symbol: string, at: Ms, blocked: string | undefined): void {
  const { recorder, readings, digest, account } = context;
  const { signal } = recorder.state.settings.values;
  const reading = readings.studied(symbol)?.analysis.read(at, signal);
  if (reading === undefined || Math.abs(reading.score) <= signal.score || reading.confidence <= signal.confidence) return;
  const side = reading.score > 0 ? 'buy' : 'sell';
  if (blocked !== undefined) {
    const told = recorder.state.signals.get(symbol);
    const known = told !== undefined && told.side === side && at - told.at < SIGNAL_AGAIN;
    if (known || !recorder.wants('signal')) return;
  }
  const receipt = readings.receipt(symbol, at, []);
  if (typeof receipt === 'string') return;
  const decision = decisionId(digest, account, symbol, at, recorder.state.settings.version);
  if (blocked !== undefined) {
    recorder.emit({ type: 'signal', at, symbol, side, decision, receipt });
    return;
  }
  const strategy = readings.studied(symbol)?.analysis.foremost(at, signal);
  const planned = planEntry({
    decision,
    receipt,
    measures: measuresOf(context, symbol, at),
    view: context.view(),
    sample: (name) => tradeSample(recorder.state.account.byStrategy.get(name)),
    ...(strategy === undefined ? {} : { strategy }),
  });
  if (recorder.wants('signal')) {
    const lines =
      'why' in planned ? [{ rule: 'plan', verdict: 'refuse' as const, why: planned.why }] : planned.sized.map(sizeLine);
    recorder.emit({ type: 'signal', at, symbol, side, decision, receipt: { ...receipt, risk: lines } });
  }
  conclude(context, symbol, decision, planned, at, receipt);
}

/** Submits a plan and tells what became of it. */
function conclude(context: DecisionContext, symbol: string, decision: string, planned: Planned, at: Ms, receipt?: Receipt): void {
  const { recorder, agreeing } = context;
  const outcome: Decided =
    'why' in planned
      ? { kind: 'refused', why: planned.why }
      : submitOwn(planned.plan, {
          recorder,
          view: context.view(),
          now: at,
          agreeing,
          ...(receipt === undefined ? {} : { receipt }),
        });
  const plan: Plan | undefined = outcome.kind === 'refused' ? ('plan' in planned ? planned.plan : undefined) : outcome.plan;
  const why = whyOf(outcome);
  recorder.emit({ type: 'decision', at, decision, symbol, outcome: outcome.kind, why, ...(plan === undefined ? {} : { plan }) });
}

function whyOf(outcome: Decided): string {
  if (outcome.kind === 'refused' || outcome.kind === 'withheld') return outcome.why;
  if (outcome.kind === 'asked') return `asked as ${outcome.proposal}`;
  return outcome.kind === 'stands' ? `${outcome.proposal} asks for it` : '';
}

/**
 * Pairs that can be entered: two perpetuals of the universe each, while the pairs strategy is on, and may be asked for where it takes a
 * yes.
 */
export function tradedPairs({
  readings,
  recorder,
  market,
}: Pick<DecisionContext, 'readings' | 'recorder' | 'market'>): readonly (readonly [string, string])[] {
  const { settings, universe } = recorder.state;
  if (settings.values.signal.strategies['pairs']?.on === false) return [];
  if (authorityOf(settings.values, 'pairs') === 'approve' && !settings.values.approval.pairs) return [];
  return readings
    .pairs()
    .filter((pair) => pair.every((symbol) => market.instrument(symbol)?.kind === 'perpetual' && universe.includes(symbol)));
}

/** Pairs are decided by their own spread: two opposite legs, cleared together. On spot they only vote. */
function decidePairs(context: DecisionContext, due: ReadonlySet<string>, at: Ms): void {
  const { readings, recorder, digest, account } = context;
  const { signal } = recorder.state.settings.values;
  for (const [first, second] of tradedPairs(context)) {
    if (!due.has(first) || isTaken(context, first) || isTaken(context, second)) continue;
    if ([first, second].some((symbol) => readings.marketBlocks(symbol, at) !== undefined)) continue;
    const pair = readings
      .studied(first)
      ?.analysis.pairs(at)
      .find(({ partner }) => partner === second);
    if (pair === undefined || !(Math.abs(pair.score) > signal.score && pair.confidence > signal.confidence)) continue;
    if (restingLeg(recorder.state.coolDowns, pairLegs(first, second, pair.score), signal.coolDown, at) !== undefined) continue;
    const decision = decisionId(digest, account, `${first}~${second}`, at, recorder.state.settings.version);
    const planned = planPair({
      decision,
      strategy: 'pairs',
      score: pair.score,
      confidence: pair.confidence,
      first: { symbol: first, measures: measuresOf(context, first, at) },
      second: { symbol: second, measures: measuresOf(context, second, at) },
      hedgeRatio: pair.hedge,
      spread: { z: pair.z, halfLife: Math.round(pair.halfLife * lengthOf(readings.decisionTimeframe(first) ?? '1h')) },
      view: context.view(),
    });
    conclude(context, first, decision, planned, at);
  }
}

/** What stops and sizes are measured by, as of `at`. */
export function measuresOf({ readings, market }: Pick<DecisionContext, 'readings' | 'market'>, symbol: string, at: Ms): Measures {
  const measured = readings.studied(symbol)?.analysis.measures(at);
  const quote = market.kind === 'quotes' ? market.quote(symbol) : undefined;
  return {
    atr: measured?.atr,
    bandWidth: measured?.bandWidth,
    support: measured?.support,
    resistance: measured?.resistance,
    market: measured?.market,
    momentum: measured?.momentum,
    spread: quote === undefined ? undefined : (quote.ask - quote.bid) / quote.last,
    depth: quote?.depth,
  };
}
