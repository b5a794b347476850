import type { Review, Reviewed } from '../../core/desk/review.ts';
import { messageOf } from '../../core/facts/messageOf.ts';
import type { RuleChange } from '../../core/facts/ruleChange.ts';
import type { Fixed } from '../../core/money.ts';
import { DAY, floorTo, HOUR, type Ms, SECOND } from '../../core/time.ts';
import type { DaysPlayed } from './ruled.ts';

/** Whoever asks is answered within this, done or not: what they write next, such as /panic, may wait behind it. */
const LONGEST_WAIT: Ms = SECOND / 2;
/** A review that is asked for again within so much market time is the same one. */
const STILL_GOOD: Ms = HOUR;

/** The days that are played again, and the rule under which they are played once more. */
export type PlayedDays = { readonly since: Ms; readonly to: Ms; readonly rule?: RuleChange | undefined };

export type ReviewsOptions = {
  now(): Ms;
  equity(): Fixed;
  /** When the account began; undefined before it has. */
  began(): Ms | undefined;
  /** Plays the days again, somewhere beside the desk. */
  readonly play: (span: PlayedDays, told: (done: number) => void) => Promise<DaysPlayed>;
  /** Resolves after so long, ms of the wall clock. */
  readonly after: (delay: Ms) => Promise<unknown>;
};

type Reviewing = {
  /** The days and the rule that were asked for. */
  readonly about: string;
  readonly from: Ms;
  readonly to: Ms;
  done: number;
  result: Reviewed | undefined;
  /** Whether anybody has seen the result. */
  shown: boolean;
  readonly ended: Promise<void>;
};

/** One review at a time: whoever asks for the same days shares it, whoever asks for others waits for its end. */
export function openReviews({ now, equity, began, play, after }: ReviewsOptions): Review {
  let newest: Reviewing | undefined;

  const begin = (days: number, about: string, rule: RuleChange | undefined): Reviewing | undefined => {
    const to = now();
    const first = began();
    if (first === undefined) return undefined;
    const from = Math.max(first, floorTo(to - days * DAY, HOUR));
    if (from >= to) return undefined;
    // As people answered it came to this, whatever happens while the days are played again.
    const came = equity();
    const review: Reviewing = {
      about,
      from,
      to,
      done: 0,
      result: undefined,
      shown: false,
      ended: play({ since: from, to, rule }, (done) => void (review.done = done)).then(
        (played) => void (review.result = { kind: 'replayed', from, to, equity: came, ...played }),
        (error: unknown) => void (review.result = { kind: 'none', why: messageOf(error) }),
      ),
    };
    return review;
  };

  return async (days, rule) => {
    const about = JSON.stringify([days, rule]);
    const running = newest !== undefined && newest.result === undefined;
    const stands = newest !== undefined && newest.about === about && (!newest.shown || now() - newest.to < STILL_GOOD);
    if (!running && !stands) newest = begin(days, about, rule);
    const review = newest;
    if (review === undefined) return { kind: 'none', why: 'nothing has been played yet' };
    await Promise.race([review.ended, after(LONGEST_WAIT)]);
    const { result, from, to, done } = review;
    if (result === undefined || review.about !== about) return { kind: 'replaying', from, to, done };
    review.shown = true;
    return result;
  };
}
