import type { Submitted } from '../desk.ts';
import type { Leg, Plan, Receipt } from '../events.ts';
import { priceText } from '../figures.ts';
import { decimal, fixed, fromNumber, mul, toNumber, toStep } from '../money.ts';
import type { Recorder } from '../recorder.ts';
import { clear } from '../risk/clear.ts';
import type { RiskView } from '../risk/rule.ts';
import { HOUR, type Ms } from '../time.ts';
import { type Proposal, waiting } from './proposal.ts';

/** A rejection closes that symbol and side to new cards for this long. */
const MUTE = 4 * HOUR;

export type SubmitOptions = {
  readonly recorder: Recorder;
  readonly view: RiskView;
  readonly now: Ms;
  readonly who: string;
  readonly receipt?: Receipt;
};

/** Clears a plan and does with it what the authority in force says: enter, ask, or only advise. */
export function submit(plan: Plan, options: SubmitOptions): Submitted {
  const { recorder, view, now, who } = options;
  const result = clear(plan, view);
  if ('refused' in result) return { kind: 'refused', why: result.refused };
  const cleared = result.cleared.plan;
  const { authority } = recorder.state.settings.values;
  if (authority === 'advise') return { kind: 'advised', plan: cleared };
  if (authority === 'approve') return ask(cleared, options);
  recorder.emit({ type: 'cleared', at: now, plan: cleared, results: [...result.results], who });
  return { kind: 'entered', decision: cleared.decision, plan: cleared };
}

/** Stores the question before anybody sees it. One open card a symbol, and no more cards than there are free slots. */
function ask(plan: Plan, { recorder, view, now, who, receipt }: SubmitOptions): Submitted {
  const { state } = recorder;
  const open = waiting(state.proposals, now);
  const symbols = new Set(plan.legs.map((leg) => leg.symbol));
  const same = open.find((proposal) => proposal.plan.legs.some((leg) => symbols.has(leg.symbol)));
  if (same !== undefined) return { kind: 'refused', why: `${same.id} already asks for ${plan.legs[0]?.symbol ?? 'it'}` };
  const { maxOpenPositions } = view.settings.risk;
  const taken = new Set(view.exposures.map((exposure) => exposure.symbol)).size + open.length;
  if (plan.kind !== 'add' && taken >= maxOpenPositions) {
    return { kind: 'refused', why: `${taken} of ${maxOpenPositions} slots are taken or asked for` };
  }
  const muted = [...state.proposals.values()].find((proposal) => isMuted(proposal, plan, now));
  if (muted !== undefined && plan.kind !== 'manual')
    return { kind: 'refused', why: `${muted.id} was rejected less than 4 h ago` };
  const proposal = `A${state.numbers.proposal + 1}`;
  const answerBy = now + state.settings.values.approval.answerWithin;
  recorder.emit({
    type: 'proposed',
    at: now,
    proposal,
    plan,
    ...(receipt === undefined ? {} : { receipt }),
    by: who,
    answerBy,
    settings: state.settings.version,
  });
  return { kind: 'asked', proposal, plan, answerBy };
}

const isMuted = (proposal: Proposal, plan: Plan, now: Ms): boolean => {
  const leg = plan.legs[0];
  const asked = proposal.plan.legs[0];
  const same = leg !== undefined && asked !== undefined && leg.symbol === asked.symbol && leg.side === asked.side;
  return same && proposal.status === 'rejected' && now - proposal.endedAt < MUTE;
};

export type Answered = Submitted | { readonly kind: 'rejected'; readonly why: string };

/**
 * Answers a proposal once. An approval takes the bound order as it is: the price must lie inside the band and the risk rules
 * must clear it unshrunk on fresh numbers; otherwise a new card is made, never a silent fill.
 */
export function answer(
  id: string,
  given: 'approve' | 'reject',
  why: string,
  { recorder, view, now, who }: Omit<SubmitOptions, 'receipt'>,
): Answered {
  const proposal = recorder.state.proposals.get(id);
  if (proposal === undefined) return { kind: 'refused', why: `there is no proposal ${id}` };
  if (proposal.status !== 'waiting') return { kind: 'refused', why: `${id} is already ${proposal.status}` };
  if (proposal.answerBy <= now) {
    recorder.emit({ type: 'proposal', at: now, proposal: id, to: 'expired', who: 'desk', why: 'no answer in time' });
    return { kind: 'refused', why: `${id} has expired` };
  }
  const end = (to: 'approved' | 'rejected' | 'refused' | 'replaced' | 'done', reason: string): void =>
    recorder.emit({ type: 'proposal', at: now, proposal: id, to, who, why: reason });
  if (given === 'reject') {
    end('rejected', why);
    return { kind: 'rejected', why };
  }
  end('approved', why);
  const moved = proposal.plan.legs.find((leg) => drift(leg, view) > view.settings.approval.band);
  const fresh = moved === undefined ? proposal.plan : rebind(proposal.plan, view);
  const result = clear(fresh, view);
  if ('refused' in result) {
    end('refused', result.refused);
    return { kind: 'refused', why: result.refused };
  }
  const shrunk = result.cleared.plan.legs.some((leg, i) => leg.quantity !== proposal.plan.legs[i]?.quantity);
  if (moved === undefined && !shrunk) {
    end('done', '');
    recorder.emit({ type: 'cleared', at: now, plan: result.cleared.plan, results: [...result.results], who });
    return { kind: 'entered', decision: fresh.decision, plan: result.cleared.plan };
  }
  const reason =
    moved === undefined
      ? 'the risk rules now allow less'
      : `${moved.symbol} moved from ${moved.price} to ${priceNow(moved.symbol, view)}`;
  end('replaced', reason);
  return ask(result.cleared.plan, {
    recorder,
    view,
    now,
    who: proposal.by,
    ...(proposal.receipt === undefined ? {} : { receipt: proposal.receipt }),
  });
}

const drift = (leg: Leg, view: RiskView): number => {
  const price = view.price(leg.symbol);
  const bound = toNumber(fixed(leg.price));
  return price === undefined || bound === 0 ? Number.POSITIVE_INFINITY : Math.abs(price - bound) / bound;
};

const priceNow = (symbol: string, view: RiskView): string => {
  const price = view.price(symbol);
  const instrument = view.instrument(symbol);
  return price === undefined || instrument === undefined ? 'an unknown price' : priceText(fromNumber(price), instrument.tick);
};

/** The same order at today's price: stop and targets keep their distance as a share of the price. */
function rebind(plan: Plan, view: RiskView): Plan {
  const legs = plan.legs.map((leg): Leg => {
    const price = view.price(leg.symbol);
    const tick = view.instrument(leg.symbol)?.tick;
    if (price === undefined || tick === undefined) return leg;
    const scale = fromNumber(price / toNumber(fixed(leg.price)));
    const moved = (text: string): string => decimal(toStep(mul(fixed(text), scale, 'nearest'), tick, 'nearest'));
    return {
      ...leg,
      price: moved(leg.price),
      stop: moved(leg.stop),
      targets: leg.targets.map(({ price: target, share }) => ({ price: moved(target), share })),
    };
  });
  return { ...plan, at: view.at, decision: `${plan.decision}+${view.at}`, legs };
}
