import { array, boolean, constantFrom, double, assert as hold, integer, property, record } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CARD, type CardFacts, numbersIn, planCard, wordsIn } from '../../../src/core/alerts/card.ts';
import { ODDITIES } from '../../../src/core/approval/oddities/list.ts';
import type { Leg } from '../../../src/core/facts/plan.ts';
import { decimal, fixed, fromNumber, toStep } from '../../../src/core/money.ts';
import { toldIn } from '../../../src/core/reply/languages/list.ts';
import { lengthShown, PHONE } from '../../../src/core/reply/phone.ts';
import { MINUTE } from '../../../src/core/time.ts';
import { PLANTED, receiptOf } from '../approval/oddities/planted.ts';
import { leg, planOf } from '../risk/fixtures.ts';
import { desk, FLAGGED, facts, NOW, PAIR } from './cards.ts';

const TICKS = ['0.00000001', '0.0001', '0.01', '0.1', '5'];

/** As a chat shows it: the mode's sign stands before the title. */
const shown = (given: CardFacts, tick?: string): readonly string[] => {
  const { title, lines } = planCard(given, desk(tick));
  return [`📄 ${title}`, ...lines];
};

describe('the card of a proposal', () => {
  it('says what and how much it can lose first, then the order, who says so and until when', () => {
    expect(shown(facts())).toEqual([
      '📄 A12 LONG LINK · lose 37.66 at most',
      'now 14.82 · 14.96 or better',
      'stop 14.45, −2.5 %',
      'target 15.56, +5.0 % · 1.7 R',
      '+0.50, sure 0.70 · 1h 4h agree',
      'Answer by 14:06 UTC, 5 m',
    ]);
  });

  it('names what is odd in its second line, and only where something is', () => {
    expect(shown(FLAGGED)[1]).toBe('⚠ 3× usual size · wide spread');
  });

  it('of a pair has one loss for both legs, and how it ends', () => {
    expect(shown(PAIR)).toEqual([
      '📄 A12 PAIR ETH BTC · lose 34.66',
      'LONG ETH 2,400.00, stop −4.0 %',
      'SHORT BTC 42,000.00, stop +4.0 %',
      'z +2.3, half-life 9 h',
      'out: spread closes',
      '+0.50, sure 0.70',
      'Answer by 14:06 UTC, 5 m',
    ]);
  });

  it('of a plan made by hand invents no score', () => {
    const plan = planOf([leg()], { strategy: 'manual', score: 1, confidence: 1 });
    const text = shown(facts({ plan, receipt: undefined, by: 'Ana' }));
    expect(text).toContain('by hand, Ana');
    expect(text.join('\n')).not.toMatch(/sure|score|\+1\.00/);
  });

  it('is read at a glance whatever the plan: 36 characters a line, 45 words, 14 numbers, the loss at once', () => {
    const oneLeg = record({
      base: constantFrom('LINK', 'BTC', '1000SHIB', '1000000MOG', 'X'),
      perpetual: boolean(),
      side: constantFrom<Leg['side']>('buy', 'sell'),
      price: double({ min: 0.0001, max: 250_000, noNaN: true }),
      notional: double({ min: 5, max: 5_000_000, noNaN: true }),
      stop: double({ min: 0.001, max: 0.3, noNaN: true }),
      targets: array(double({ min: 0.001, max: 0.9, noNaN: true }), { maxLength: 3 }),
    });
    const any = record({
      id: integer({ min: 1, max: 99_999 }),
      legs: array(oneLeg, { minLength: 1, maxLength: 2 }),
      tick: constantFrom(...TICKS),
      kind: constantFrom('entry', 'add', 'manual'),
      odd: array(constantFrom(...PLANTED.map(({ kind, says }) => ({ name: kind, says }))), { maxLength: ODDITIES.length }),
      by: constantFrom('desk', 'Ana', 'Maximiliana Featherstonehaugh'),
      people: constantFrom(undefined, 'two people, 1 of 2', 'two people, only one can'),
      minutes: integer({ min: 1, max: 3_000 }),
      frames: constantFrom(0, 1, 2),
    });
    hold(
      property(any, (one) => {
        const tick = fixed(one.tick);
        const onTick = (value: number): string => {
          const price = toStep(fromNumber(value), tick, 'nearest');
          return decimal(price < tick ? tick : price);
        };
        const legs = one.legs.map(({ base, perpetual, side, price, notional, stop, targets }) => {
          const way = side === 'buy' ? 1 : -1;
          return leg({
            symbol: `${base}/USDT${perpetual ? ':USDT' : ''}`,
            side,
            quantity: decimal(toStep(fromNumber(notional / price), fixed('0.0001'), 'up')),
            price: onTick(price),
            stop: onTick(price * (1 - way * stop)),
            targets: targets.map((away) => ({ price: onTick(price * (1 + way * away)), share: 1 / targets.length })),
          });
        });
        const plan = planOf(legs, {
          kind: legs.length > 1 ? 'pair' : one.kind,
          ...(one.kind === 'manual' ? { strategy: 'manual' } : {}),
          ...(one.kind === 'entry' && legs.length > 1
            ? { spread: { z: one.minutes / 100, halfLife: one.minutes * MINUTE } }
            : {}),
        });
        const timeframes = (['5m', '1h', '4h'] as const).slice(0, one.frames + 1);
        const receipt = receiptOf({
          score: 0.5,
          alignment: { value: 1, frames: timeframes.map((timeframe) => ({ timeframe, score: 0.4 })) },
        });
        const lines = shown(
          facts({
            id: `A${one.id}`,
            plan,
            odd: one.odd,
            by: one.by,
            people: one.people,
            answerBy: NOW + one.minutes * MINUTE,
            receipt: one.kind === 'entry' ? receipt : undefined,
            ...(one.frames === 2 ? { again: 'score +0.41 → +0.62', conflicts: ['A99998', 'A99999'] } : {}),
          }),
          one.tick,
        );
        const text = lines.join('\n');
        expect(lines.filter((line) => lengthShown(line) > PHONE)).toEqual([]);
        expect(wordsIn(text)).toBeLessThanOrEqual(CARD.words);
        expect(numbersIn(text)).toBeLessThanOrEqual(CARD.numbers);
        expect(text.slice(0, CARD.loss)).toMatch(/\blose\b/);
        for (const language of ['de', 'es', 'zh'] as const) {
          const [title = '', ...rest] = lines;
          const told = toldIn(language, { title: title.slice(title.indexOf(' ') + 1), lines: rest });
          expect([`📄 ${told.title}`, ...told.lines].filter((line) => lengthShown(line) > PHONE)).toEqual([]);
        }
        if (one.odd.length > 0) expect(text).toContain(`⚠ ${one.odd[0]?.says ?? ''}`);
      }),
      { numRuns: 2_000, seed: 11 },
    );
  });
});
