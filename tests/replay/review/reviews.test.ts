import { describe, expect, test } from 'vitest';
import type { AllYes, Review } from '../../../src/core/desk/review.ts';
import { fixed, ZERO } from '../../../src/core/money.ts';
import { DAY, HOUR, MINUTE, type Ms } from '../../../src/core/time.ts';
import { openReviews } from '../../../src/replay/review/reviews.ts';

const BEGAN: Ms = Date.UTC(2024, 0, 1);
const YES: AllYes = {
  began: fixed('1000'),
  equity: fixed('1100'),
  moved: ZERO,
  asked: 3,
  entered: 2,
  closed: 2,
  won: 1,
};

type Play = { readonly since: Ms; readonly to: Ms; told(done: number): void; end(): void; fail(why: string): void };

/** Reviews whose days are played when the test says so; whoever asks waits for nothing. */
function reviews(given: { patient?: boolean; began?: Ms | undefined } = {}) {
  const desk = { now: BEGAN + 10 * DAY + 20 * MINUTE, equity: fixed('1040') };
  const plays: Play[] = [];
  const review: Review = openReviews({
    now: () => desk.now,
    equity: () => desk.equity,
    began: () => ('began' in given ? given.began : BEGAN),
    after: () => (given.patient === true ? new Promise(() => undefined) : Promise.resolve()),
    play: ({ since, to }, told) =>
      new Promise((done, failed) => {
        plays.push({ since, to, told, end: () => done({ yes: YES }), fail: (why) => failed(new Error(why)) });
      }),
  });
  return { desk, plays, review };
}

const only = (plays: readonly Play[]): Play => {
  const [play, ...others] = plays;
  if (play === undefined || others.length > 0) throw new Error(`${plays.length} plays`);
  return play;
};

describe('a review', () => {
  test('begins at a full hour, not before the account, and ends where it was asked for', async () => {
    const { plays, review, desk } = reviews();
    expect(await review(2)).toEqual({ kind: 'replaying', from: BEGAN + 8 * DAY, to: desk.now, done: 0 });
    expect(only(plays)).toMatchObject({ since: BEGAN + 8 * DAY, to: desk.now });
    expect(await reviews().review(30)).toMatchObject({ from: BEGAN });
  });

  test('tells how far it is, shared by all who ask, and holds against the yeses what the account came to as it was asked for', async () => {
    const { plays, review, desk } = reviews();
    await review(2);
    only(plays).told(0.4);
    desk.now += 3 * HOUR;
    desk.equity = fixed('9999');
    expect(await review(2)).toMatchObject({ kind: 'replaying', done: 0.4 });
    only(plays).end();
    await Promise.resolve();
    // Whoever began it sees it once, however old it has become.
    expect(await review(2)).toMatchObject({ kind: 'replayed', equity: fixed('1040'), yes: YES, to: desk.now - 3 * HOUR });
    expect(plays).toHaveLength(1);
    await review(2);
    expect(plays).toHaveLength(2);
  });

  test('is answered at once where it is done by then, and stands for an hour', async () => {
    const { plays, review, desk } = reviews({ patient: true });
    const answer = review(1);
    only(plays).end();
    expect(await answer).toMatchObject({ kind: 'replayed' });
    desk.now += 59 * MINUTE;
    expect(await review(1)).toMatchObject({ kind: 'replayed' });
    expect(plays).toHaveLength(1);
  });

  test('of other days waits for its turn', async () => {
    const { plays, review } = reviews();
    await review(2);
    expect(await review(3)).toMatchObject({ kind: 'replaying', from: BEGAN + 8 * DAY });
    only(plays).end();
    await Promise.resolve();
    expect(await review(3)).toMatchObject({ kind: 'replaying', from: BEGAN + 7 * DAY });
    expect(plays).toHaveLength(2);
  });

  test('says why there is none, and is tried again', async () => {
    const { plays, review, desk } = reviews();
    await review(2);
    only(plays).fail('no candles');
    await Promise.resolve();
    expect(await review(2)).toEqual({ kind: 'none', why: 'no candles' });
    desk.now += HOUR;
    expect(await review(2)).toMatchObject({ kind: 'replaying' });
    expect(await reviews({ began: undefined }).review(2)).toMatchObject({ kind: 'none' });
  });
});
