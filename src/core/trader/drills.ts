import { isAttended } from '../approval/attended.ts';
import { askDrill, planted } from '../approval/drill.ts';
import { cardOf, mutedBy } from '../approval/idea.ts';
import { oddIn } from '../approval/oddities/list.ts';
import { planEntry } from '../execution/plan.ts';
import type { Plan } from '../facts/plan.ts';
import type { Receipt } from '../facts/receipt.ts';
import { clear } from '../risk/clear.ts';
import { tradeSample } from '../risk/tradeSample.ts';
import { isOpen, waiting } from '../state/proposals.ts';
import { MINUTE, type Ms, utcDay } from '../time.ts';
import { type DecisionContext, isTaken, measuresOf } from './decide.ts';
import { accountKey, decisionId } from './ids.ts';

const MINUTES_A_DAY = 1_440;

/** When a day's drill comes at the earliest, and what is drawn for it: both follow from the account and the day. */
function drawnFor(
  { digest, account }: Pick<DecisionContext, 'digest' | 'account'>,
  day: Ms,
): { readonly from: Ms; readonly kind: number } {
  const drawn = digest(`drill ${accountKey(account)} ${day}`);
  const part = (at: number): number => Number.parseInt(drawn.slice(at, at + 8), 16);
  return { from: day + (part(0) % MINUTES_A_DAY) * MINUTE, kind: part(8) };
}

/** Asks the day's drill once its time has come, about the best symbol of which the desk could ask now and does not. */
export function drillToday(context: DecisionContext, at: Ms): void {
  const { recorder, readings, account } = context;
  const { proposals, settings, lastInstant } = recorder.state;
  // Where money is real, every card is one.
  if (!settings.values.approval.drills || account.mode !== 'paper') return;
  // Cards are asked where symbols are decided.
  if (lastInstant?.at !== at) return;
  const day = utcDay(at);
  const { from, kind } = drawnFor(context, day);
  if (at < from || [...proposals.values()].some(({ drill, askedAt }) => drill !== undefined && askedAt >= day)) return;
  const view = context.view();
  if (view.blocks.length > 0 || !isAttended(recorder.state, at)) return;
  for (const { symbol } of readings.ranked()) {
    const base = cardLike(context, symbol, at);
    if (base === undefined) continue;
    const { plan, drill } = planted(base.plan, kind);
    askDrill(plan, drill, base.receipt, { recorder, view, now: at });
    return;
  }
}

/** A plan that the desk could ask about with nothing odd in it; undefined where it could not. */
function cardLike(
  context: DecisionContext,
  symbol: string,
  at: Ms,
): { readonly plan: Plan; readonly receipt: Receipt } | undefined {
  const { recorder, readings, digest, account } = context;
  const { state } = recorder;
  const { signal } = state.settings.values;
  if (isTaken(context, symbol)) return undefined;
  if (waiting(state.proposals, at).some(({ plan }) => plan.legs.some((leg) => leg.symbol === symbol))) return undefined;
  const receipt = readings.receipt(symbol, at, []);
  if (typeof receipt === 'string' || Math.abs(receipt.score) <= signal.score || receipt.confidence <= signal.confidence)
    return undefined;
  const strategy = readings.studied(symbol)?.analysis.foremost(at, signal);
  const view = context.view();
  const planned = planEntry({
    decision: decisionId(digest, account, `drill ${symbol}`, at, state.settings.version),
    receipt,
    measures: measuresOf(context, symbol, at),
    view,
    sample: (name) => tradeSample(state.account.byStrategy.get(name)),
    ...(strategy === undefined ? {} : { strategy }),
  });
  if ('why' in planned) return undefined;
  const result = clear(planned.plan, view);
  if ('refused' in result) return undefined;
  const { plan } = result.cleared;
  const known = cardOf(plan, state);
  // What would be told again, or not be asked yet, is asked by no drill either.
  if (known !== undefined && (isOpen(known, at) || mutedBy(known, state, at) !== undefined)) return undefined;
  return oddIn(plan, { now: at, view, state, receipt }).odd === undefined ? { plan, receipt } : undefined;
}
