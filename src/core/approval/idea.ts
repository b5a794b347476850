import type { Plan } from '../facts/plan.ts';
import { toNumber } from '../money.ts';
import { numberText, shareText } from '../reply/format.ts';
import { ideaOf } from '../state/asks.ts';
import { coolDownKey } from '../state/coolDowns.ts';
import { DESK } from '../state/position.ts';
import { isOpen, type Proposal } from '../state/proposals.ts';
import type { DeskState } from '../state/state.ts';
import { durationText, HOUR, type Ms } from '../time.ts';
import { oddSince } from './oddities/list.ts';
import type { Circumstances } from './oddities/oddity.ts';
import { planNotional } from './quorum.ts';
import { ranAway } from './rebind.ts';

/** What was asked is not asked again for this long after its card has ended, however it ended. */
export const MUTE: Ms = 4 * HOUR;

/** What makes an idea another one while its card stands: this much more score, */
const SCORE_STEP = 0.15;
/** and this share more or less of its size. */
const SIZE_STEP = 0.25;

/** The desk's own newest card of what a plan asks for; undefined where it did not ask lately. What people ask is theirs. */
export function cardOf(plan: Parameters<typeof ideaOf>[0], { proposals }: Pick<DeskState, 'proposals'>): Proposal | undefined {
  const idea = ideaOf(plan);
  return [...proposals.values()].findLast(({ by, plan: of, drill }) => by === DESK && drill === undefined && ideaOf(of) === idea);
}

/** What has changed since a card was asked, in words, so that it is to be asked again; undefined where nothing has. */
export function changeSince(card: Proposal, plan: Plan, circumstances: Circumstances): string | undefined {
  const { view, receipt } = circumstances;
  const { score } = card.plan;
  if (Math.abs(plan.score) - Math.abs(score) >= SCORE_STEP)
    return `score ${numberText(score, 2, true)} → ${numberText(plan.score, 2, true)}`;
  const moved = ranAway(card.plan, view);
  if (moved !== undefined) return `price ${shareText(moved, true, 1)}`;
  const [before, now] = [card.receipt?.market?.regime, receipt?.market?.regime];
  if (before !== undefined && now !== undefined && before !== now) return `regime ${before} → ${now}`;
  const odd = oddSince(card, plan, circumstances, 'all');
  if (odd !== undefined) return odd;
  const grown = toNumber(planNotional(plan)) / toNumber(planNotional(card.plan)) - 1;
  return Math.abs(grown) >= SIZE_STEP ? `size ${shareText(grown, true, 0)}` : undefined;
}

/** Why what a card asked for is not asked again yet, its end being recent; undefined where it may be. */
export function mutedBy(card: Proposal, { coolDowns }: Pick<DeskState, 'coolDowns'>, now: Ms): string | undefined {
  const end = endOf(card, now);
  if (end === undefined || now - end.at >= MUTE) return undefined;
  // A stop that was hit since is a change by itself; how long it rests is the cool-down's to say.
  const stopped = card.plan.legs.some(({ symbol, side }) => {
    const last = coolDowns.get(coolDownKey(symbol, side));
    return last?.why === 'stopped' && last.since > card.askedAt;
  });
  if (stopped) return undefined;
  return `${card.id} was ${ENDED[end.status]} ${durationText(now - end.at)} ago; asked again after ${durationText(MUTE)}`;
}

/** Why an entry would not be asked for now although every gate lets it pass; undefined where it would be. */
export function notAskedFor(legs: Parameters<typeof ideaOf>[0]['legs'], state: DeskState, now: Ms): string | undefined {
  const card = cardOf({ legs }, state);
  if (card !== undefined && isOpen(card, now)) return `${card.id} asks for it, ${durationText(card.answerBy - now)} left`;
  const muted = card === undefined ? undefined : mutedBy(card, state, now);
  const withheld = state.asks.withheld.get(ideaOf({ legs }));
  if (muted !== undefined || withheld === undefined || now - withheld.at >= MUTE) return muted;
  return `withheld ${durationText(now - withheld.at)} ago: /asks`;
}

/** How and when a card ended; one whose time has passed has expired, whether or not that is written down yet. */
function endOf({ status, answerBy, endedAt }: Proposal, now: Ms): { readonly status: Ended; readonly at: Ms } | undefined {
  if (status === 'waiting') return answerBy <= now ? { status: 'expired', at: answerBy } : undefined;
  return status === 'approved' ? undefined : { status, at: endedAt };
}

type Ended = Exclude<Proposal['status'], 'waiting' | 'approved'>;

const ENDED: Readonly<Record<Ended, string>> = {
  rejected: 'rejected',
  expired: 'left unanswered',
  refused: 'refused',
  replaced: 'replaced',
  displaced: 'displaced',
  drilled: 'a drill',
  done: 'approved',
};
