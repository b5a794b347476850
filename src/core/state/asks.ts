import type { DeepReadonly } from '../facts/deepReadonly.ts';
import type { DeskEvent, EventOf } from '../facts/events.ts';
import type { Plan } from '../facts/plan.ts';
import { DAY, type Ms, utcDay } from '../time.ts';
import { DESK } from './position.ts';

/** How far back the strength of opportunities is remembered. */
const REMEMBERED = 30 * DAY;

/** What the desk asked, or would have asked, on one UTC day. */
export type MutableAsksDay = {
  readonly start: Ms;
  asked: number;
  withheld: number;
  /** Ideas that nobody was there to be asked. */
  letGo: number;
  /** The strongest that was withheld. */
  best: Pick<EventOf<'withheld'>, 'symbol' | 'score' | 'confidence'> | undefined;
  /** Of every opportunity, asked or withheld. */
  readonly strengths: number[];
};

export type MutableAsks = {
  /** Days on which there was an opportunity, oldest first. */
  readonly days: MutableAsksDay[];
  /** When each idea was withheld last, and how strong it was then. */
  readonly withheld: Map<string, { readonly at: Ms; readonly strength: number }>;
};

/** The desk's own asks as their readers see them. */
export type Asks = DeepReadonly<MutableAsks>;

export const noAsks = (): MutableAsks => ({ days: [], withheld: new Map() });

/** By which opportunities are ranked, 0 to 1. */
export const strengthOf = ({ score, confidence }: Pick<Plan, 'score' | 'confidence'>): number => Math.abs(score) * confidence;

/** What is asked for, whoever asks, at whatever size and price: the legs with their sides. */
export const ideaOf = ({ legs }: { readonly legs: readonly Pick<Plan['legs'][number], 'symbol' | 'side'>[] }): string =>
  legs
    .map(({ symbol, side }) => `${symbol} ${side}`)
    .toSorted()
    .join(' & ');

/** Applies one event to the asks, in place. A card that follows another is no new ask. */
export function applyToAsks(asks: MutableAsks, event: DeskEvent): void {
  if (event.type === 'proposed') {
    if (event.by !== DESK || event.original !== undefined || event.drill !== undefined) return;
    const day = dayOf(asks, event.at);
    day.asked += 1;
    if (event.again === undefined) day.strengths.push(strengthOf(event.plan));
    asks.withheld.delete(ideaOf(event.plan));
  } else if (event.type === 'withheld') {
    const day = dayOf(asks, event.at);
    day.strengths.push(strengthOf(event));
    asks.withheld.set(event.idea, { at: event.at, strength: strengthOf(event) });
    if (event.away === true) {
      day.letGo += 1;
      return;
    }
    day.withheld += 1;
    if (day.best === undefined || strengthOf(event) > strengthOf(day.best))
      day.best = { symbol: event.symbol, score: event.score, confidence: event.confidence };
  }
}

/** The day that `at` lies in; the first opportunity of a day begins it, and what is too old to count is forgotten. */
function dayOf({ days, withheld }: MutableAsks, at: Ms): MutableAsksDay {
  const start = utcDay(at);
  const known = days.at(-1);
  if (known?.start === start) return known;
  const day: MutableAsksDay = { start, asked: 0, withheld: 0, letGo: 0, best: undefined, strengths: [] };
  days.push(day);
  while ((days[0]?.start ?? start) < start - REMEMBERED) days.shift();
  for (const [idea, last] of withheld) if (last.at < start - DAY) withheld.delete(idea);
  return day;
}
