import { adviseExits } from '../execution/exits/advise.ts';
import type { ExitAdvice, ExitContext } from '../execution/exits/exit.ts';
import { gradeOf } from '../execution/exits/riskGrade.ts';
import type { EventOf } from '../facts/events.ts';
import type { ExitTime } from '../facts/settings.ts';
import type { MarketView } from '../market/marketView.ts';
import { decimal, fromNumber, mul, toStep, ZERO } from '../money.ts';
import type { Position } from '../state/position.ts';
import type { Recorder } from '../state/recording.ts';
import { lengthOf, type Ms } from '../time.ts';
import type { DecisionContext } from './decide.ts';

/** Bars over which momentum and the speed of profit are looked at. */
const MOMENTUM_BARS = 10;

/** What comes of looking after positions. */
export type ManagingFact = EventOf<'riskGraded' | 'stopMoved' | 'targetMoved' | 'exitAsked'>;

type Managing = Pick<DecisionContext, 'readings'> & { readonly market: MarketView; readonly recorder: Recorder<ManagingFact> };

/**
 * Looks after every open position: what the exit rules advise becomes moved stops and targets, or exits asked for. By the settings they
 * act when the position's decision timeframe closes, the same in a replay and on live quotes, or at every price that is looked at.
 * `seen` is where this price comes from: candles that close at `at`, or a look between them.
 */
export function manage(managing: Managing, at: Ms, seen: ExitTime): void {
  const { on } = managing.recorder.state.settings.values.exits;
  if (on === 'close' && seen === 'quote') return;
  for (const position of managing.recorder.state.account.positions.values()) {
    if (position.quantity === ZERO || managing.recorder.state.exits.has(position.id)) continue;
    if (on === 'close' && !decisionCloses(managing, position.symbol, at)) continue;
    const context = contextOf(managing, position, at);
    if (context === undefined) continue;
    if (managing.recorder.wants('riskGraded')) grade(managing, context);
    for (const advice of adviseExits(context)) follow(managing, position, context, advice);
  }
}

/** Whether a candle on which a symbol is decided closes at `at`. */
export function decisionCloses({ readings }: Pick<Managing, 'readings'>, symbol: string, at: Ms): boolean {
  const timeframe = readings.decisionTimeframe(symbol);
  return timeframe !== undefined && at % lengthOf(timeframe) === 0;
}

function contextOf({ market, readings, recorder }: Managing, position: Position, at: Ms): ExitContext | undefined {
  const { symbol } = position;
  const instrument = market.instrument(symbol);
  const quote = market.quote(symbol);
  const studied = readings.studied(symbol);
  const settings = recorder.state.settings.values;
  // In a market of bars only a close is a price that exits act on.
  if (instrument === undefined || quote === undefined || studied === undefined || (market.kind === 'bars' && quote.at !== at))
    return undefined;
  const { analysis } = studied;
  const measured = analysis.measures(at);
  const reading = analysis.read(at, settings.signal);
  const bars = market.bars(symbol, analysis.timeframe);
  const last = bars === undefined ? -1 : bars.end - 1;
  const earlier = bars?.close.at(last - MOMENTUM_BARS) ?? Number.NaN;
  const earlierAt = (bars?.time.at(last - MOMENTUM_BARS) ?? Number.NaN) + lengthOf(analysis.timeframe);
  return {
    now: at,
    position,
    instrument,
    settings,
    price: toStep(fromNumber(quote.last), instrument.tick, 'nearest'),
    atr: measured.atr,
    momentum: Number.isFinite(earlier) ? quote.last / earlier - 1 : undefined,
    adx: measured.adx,
    rsi: studied.rsi.at(last),
    support: measured.support?.high,
    resistance: measured.resistance?.low,
    signal: reading === undefined ? undefined : { score: reading.score, confidence: reading.confidence },
    before: earlierAt > position.openedAt ? { price: earlier, bars: MOMENTUM_BARS } : undefined,
    z: position.paired ? spreadOf({ readings, recorder }, position, at) : undefined,
  };
}

/** The z-score of a pair's spread, seen from its first leg. */
function spreadOf(
  { readings, recorder }: Pick<Managing, 'readings' | 'recorder'>,
  position: Position,
  at: Ms,
): number | undefined {
  const other = [...recorder.state.account.positions.values()].find(
    (one) => one.decision === position.decision && one.id !== position.id,
  );
  if (other === undefined) return undefined;
  const [first, second] = position.leg === 0 ? [position, other] : [other, position];
  return readings
    .studied(first.symbol)
    ?.analysis.pairs(at)
    .find(({ partner }) => partner === second.symbol)?.z;
}

function grade({ recorder }: Managing, context: ExitContext): void {
  const { position, now } = context;
  const graded = gradeOf(context);
  if (graded.grade === (recorder.state.grades.get(position.id) ?? 'low')) return;
  recorder.emit({
    type: 'riskGraded',
    at: now,
    position: position.id,
    symbol: position.symbol,
    ...graded,
    says: graded.says(),
  });
}

function follow(
  { recorder }: Managing,
  position: Position,
  { now, instrument, settings }: ExitContext,
  advice: ExitAdvice,
): void {
  const about = { at: now, position: position.id, symbol: position.symbol, who: 'desk', on: settings.exits.on };
  if (advice.kind === 'stop') {
    recorder.emit({ type: 'stopMoved', ...about, from: decimal(position.stop), to: decimal(advice.to), why: advice.why });
  } else if (advice.kind === 'target') {
    const targets = advice.targets.map(({ price, share }) => ({ price: decimal(price), share }));
    recorder.emit({ type: 'targetMoved', ...about, targets, why: advice.why });
  } else {
    const part = toStep(mul(position.quantity, fromNumber(advice.share), 'down'), instrument.step, 'down');
    const quantity = advice.share >= 1 ? position.quantity : part;
    recorder.emit({ type: 'exitAsked', ...about, quantity: decimal(quantity), why: advice.why });
  }
}
