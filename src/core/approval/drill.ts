import type { DeskEvent, EventOf } from '../facts/events.ts';
import type { Leg, Plan } from '../facts/plan.ts';
import type { Receipt } from '../facts/receipt.ts';
import { abs, decimal, type Fixed, fixed, ZERO } from '../money.ts';
import { DESK } from '../state/position.ts';
import type { Drill, Proposal } from '../state/proposals.ts';
import { endCard } from './ending.ts';
import { oddIn } from './oddities/list.ts';
import type { Answered, Given } from './outcome.ts';
import { answerWindow, type SubmitOptions } from './submit.ts';

type Options = Pick<SubmitOptions, 'recorder' | 'view' | 'now'>;

/** On the other side of a leg's price, as far away; undefined where there is no such price. */
function mirrored(leg: Leg, price: string): string | undefined {
  const other: Fixed = fixed(leg.price) * 2n - fixed(price);
  return other > ZERO ? decimal(other) : undefined;
}

const FARTHER = 4n;
const LARGER = 5n;

/** What can be planted in a leg, with the words in which it is told afterwards; undefined for a leg that has no such form. */
const PLANTED: readonly { readonly says: string; in(leg: Leg): Leg | undefined }[] = [
  {
    says: 'the stop was on the wrong side',
    in(leg) {
      const stop = mirrored(leg, leg.stop);
      return stop === undefined ? undefined : { ...leg, stop };
    },
  },
  {
    says: `the stop was ${FARTHER} times as far`,
    in(leg) {
      const away = (fixed(leg.stop) - fixed(leg.price)) * FARTHER;
      const stop = fixed(leg.price) + away;
      return abs(away) > ZERO && stop > ZERO ? { ...leg, stop: decimal(stop) } : undefined;
    },
  },
  {
    says: 'the target was on the wrong side',
    in(leg) {
      const targets = leg.targets.flatMap((target) => {
        const price = mirrored(leg, target.price);
        return price === undefined ? [] : [{ ...target, price }];
      });
      return targets.length === 0 || targets.length < leg.targets.length ? undefined : { ...leg, targets };
    },
  },
  {
    says: `it was ${LARGER} times as large`,
    in: (leg) => ({ ...leg, quantity: decimal(fixed(leg.quantity) * LARGER) }),
  },
];

const NOTHING: Drill = { odd: false, says: 'nothing was wrong with it' };

/** A plan with what the draw plants in it: one oddity, or nothing, a third of the time; `drawn` is any whole number. */
export function planted(plan: Plan, drawn: number): { readonly plan: Plan; readonly drill: Drill } {
  const one = PLANTED[drawn % (PLANTED.length + PLANTED.length / 2)];
  const [leg, ...others] = plan.legs;
  const made = leg === undefined ? undefined : one?.in(leg);
  return one === undefined || made === undefined
    ? { plan, drill: NOTHING }
    : { plan: { ...plan, legs: [made, ...others] }, drill: { odd: true, says: one.says } };
}

/** Asks as the desk asks, of what will never be an order. Nothing on the card says so. */
export function askDrill(plan: Plan, drill: Drill, receipt: Receipt, { recorder, view, now }: Options): void {
  const { state } = recorder;
  recorder.emit({
    type: 'proposed',
    at: now,
    proposal: `A${state.numbers.proposal + 1}`,
    plan,
    receipt,
    by: DESK,
    answerBy: now + answerWindow(plan, { recorder, view }),
    settings: state.settings.version,
    ...oddIn(plan, { now, view, state, receipt }),
    drill,
  });
}

/** Whether an answer to a drill was the right one: a no to what was odd, a yes to what was not. */
const isRight = ({ odd }: Drill, answer: EventOf<'vote'>['answer']): boolean => odd === (answer === 'reject');

/** What a drill is told as, once it is answered. */
const toldAs = (drill: Drill, answer: EventOf<'vote'>['answer']): string =>
  `drill: ${drill.says}. ${isRight(drill, answer) ? 'Right' : drill.odd ? 'Missed' : 'Not right'}.`;

/** Takes the answer to a drill, whichever it is, and ends it: nothing is entered, and it rests no symbol. */
export function drilled(card: Proposal, drill: Drill, { answer, who, why }: Given, { recorder, now }: Options): Answered {
  recorder.emit({ type: 'vote', at: now, proposal: card.id, who: who.id, name: who.name, answer, why });
  const says = toldAs(drill, answer);
  endCard(card, 'drilled', { who: who.name, why: says }, { recorder, now });
  return { kind: 'drilled', says };
}

/** How drills were answered. */
export type DrillCounts = {
  readonly asked: number;
  readonly right: number;
  /** What was planted in those that were said yes to, each once. */
  readonly missed: readonly string[];
  /** Rejected although nothing was wrong. */
  readonly needless: number;
  readonly unanswered: number;
};

/** Counts the drills among some events, which stand in their order; one that still waits is in none of them. */
export function drillCounts(events: readonly DeskEvent[]): DrillCounts {
  const drills = new Map(
    events.flatMap((event) =>
      event.type === 'proposed' && event.drill !== undefined ? [[event.proposal, event.drill] as const] : [],
    ),
  );
  const answered = events.flatMap((event) => {
    const drill = event.type === 'vote' ? drills.get(event.proposal) : undefined;
    return event.type === 'vote' && drill !== undefined ? [{ drill, right: isRight(drill, event.answer) }] : [];
  });
  const wrong = answered.filter(({ right }) => !right);
  const expired = events.filter((event) => event.type === 'proposal' && event.to === 'expired' && drills.has(event.proposal));
  return {
    asked: answered.length + expired.length,
    right: answered.length - wrong.length,
    missed: wrong.flatMap(({ drill }) => (drill.odd ? [drill.says] : [])),
    needless: wrong.filter(({ drill }) => !drill.odd).length,
    unanswered: expired.length,
  };
}
