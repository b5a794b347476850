import type { EventOf } from '../facts/events.ts';
import { BY_HAND, type Leg, type Plan } from '../facts/plan.ts';
import type { Receipt } from '../facts/receipt.ts';
import { decimal, type Fixed, fixed, toNumber } from '../money.ts';
import { currencyOf } from '../reply/currency.ts';
import { baseOf, moneyText, numberText, priceText, shareText, shortName } from '../reply/format.ts';
import { lengthShown, onPhone, PHONE } from '../reply/phone.ts';
import { riskOf } from '../risk/exposure.ts';
import { rewardOf } from '../risk/reward.ts';
import { worstEntry } from '../risk/worstEntry.ts';
import { total } from '../state/notional.ts';
import { DESK } from '../state/position.ts';
import { clockTime, durationText, lengthOf, type Ms } from '../time.ts';
import type { Weighing } from './planLines.ts';

/** What a card tells of a plan that waits for an answer. */
export type CardFacts = {
  readonly id: string;
  readonly plan: Plan;
  readonly receipt?: Receipt | undefined;
  readonly odd: NonNullable<EventOf<'proposed'>['odd']>;
  /** What has changed since the same was asked before. */
  readonly again?: string | undefined;
  /** Open cards that the risk rules would not pass beside it. */
  readonly conflicts?: readonly string[] | undefined;
  /** Name of the person who asked for it; `desk` for the desk's own. */
  readonly by: string;
  /** Whom it takes, in a few words; undefined where any one approver will do. */
  readonly people: string | undefined;
  readonly answerBy: Ms;
  readonly now: Ms;
};

/** Most that a card is read for: beyond them it says less, never more. */
export const CARD = { words: 45, numbers: 14, loss: 60 };

/** The mode's sign and a space stand before the title. */
const TITLE = PHONE - 2;
/** A longer name of who asked is cut, so that its line is one. */
const NAME = 20;
/** Flags that are named; the rest stand in the details. */
const FLAGS = 3;

export const wordsIn = (text: string): number => text.split(/\s+/).filter((word) => word !== '').length;
/** The figures of a name, such as those of 1000SHIB, are none. */
export const numbersIn = (text: string): number =>
  text.match(/(?<![\p{L}\d.,:])[+−-]?\d[\d.,:]*(?![\d.,:]|\p{Lu}{2})/gu)?.length ?? 0;

/** The side of a leg as cards write it. */
export const sideOf = ({ side }: Pick<Leg, 'side'>): string => (side === 'buy' ? 'LONG' : 'SHORT');

/** The worst price at which a leg may be entered; its planned one where the symbol's tick is not known. */
function worstOf(leg: Leg, desk: Weighing): Fixed {
  const tick = desk.market.instrument(leg.symbol)?.tick;
  return tick === undefined ? fixed(leg.price) : worstEntry(leg, desk.execution().maxSlippage, tick);
}

/** All legs together lose at their stops, each entered at its worst price; quote currency. A gap past a stop alone can cost more. */
const lossOf = (plan: Plan, desk: Weighing): Fixed =>
  total(plan.legs, (leg) => riskOf({ ...leg, price: decimal(worstOf(leg, desk)) }, desk.execution()));

/** What and how much it can lose, in the first line or, where that is too long for a phone, in the first two. */
function head({ id, plan }: Pick<CardFacts, 'id' | 'plan'>, desk: Weighing): readonly [string, ...string[]] {
  const [leg] = plan.legs;
  const name =
    plan.legs.length > 1
      ? `${id} PAIR ${plan.legs.map(({ symbol }) => baseOf(symbol)).join(' ')}`
      : `${id} ${plan.kind === 'add' ? 'ADD ' : ''}${leg === undefined ? '' : `${sideOf(leg)} ${shortName(leg.symbol)}`}`;
  const lose = `lose ${moneyText(lossOf(plan, desk), currencyOf(desk))}`;
  const whole = [`${name} · ${lose} at most`, `${name} · ${lose}`].find((title) => lengthShown(title) <= TITLE);
  return whole === undefined ? [name, `${lose} at most`] : [whole];
}

/** How far a price lies from the planned one: `−2.5 %`. */
const away = (leg: Leg, to: string): string =>
  shareText(toNumber(fixed(to) - fixed(leg.price)) / toNumber(fixed(leg.price)), true, 1);

/** One line where a phone has room for it, else a line a fact. */
const joined = (first: string, joint: string, second: string): readonly string[] => {
  const whole = `${first}${joint}${second}`;
  return lengthShown(whole) <= PHONE ? [whole] : [first, second];
};

/** Where it enters, where it is wrong, where it leaves. */
function legLines(leg: Leg, desk: Weighing, { shares, sure: nearer, now }: Room): readonly string[] {
  const costs = desk.execution();
  const tick = desk.market.instrument(leg.symbol)?.tick;
  const far = (to: string): string => (shares ? `, ${away(leg, to)}` : '');
  const furthest = leg.targets.at(-1);
  const reward = rewardOf(leg, costs);
  const first = nearer && leg.targets.length > 1 ? leg.targets[0] : undefined;
  return [
    ...onPhone([
      ...(now ? [`now ${priceText(fixed(leg.price), tick)}`] : []),
      `${priceText(worstOf(leg, desk), tick)} or better`,
    ]),
    `stop ${priceText(fixed(leg.stop), tick)}, ${away(leg, leg.stop)}`,
    ...(first === undefined ? [] : [`first target ${priceText(fixed(first.price), tick)}`]),
    ...(furthest === undefined
      ? []
      : onPhone([
          `target ${priceText(fixed(furthest.price), tick)}${far(furthest.price)}`,
          ...(reward === undefined ? [] : [`${numberText(reward, 1)} R`]),
        ])),
  ];
}

/** A pair's legs, each in one line, and how it ends: its spread is its working stop, the legs' own stand wider. */
const pairLines = ({ legs, spread }: Plan, desk: Weighing, { shares, spread: told }: Room): readonly string[] => [
  ...legs.flatMap((leg) => {
    const tick = desk.market.instrument(leg.symbol)?.tick;
    const stop = shares ? away(leg, leg.stop) : priceText(fixed(leg.stop), tick);
    return joined(`${sideOf(leg)} ${baseOf(leg.symbol)} ${priceText(fixed(leg.price), tick)}`, ', ', `stop ${stop}`);
  }),
  ...(spread === undefined || !told
    ? ['out: spread closes']
    : joined(`z ${numberText(spread.z, 1, true)}, half-life ${durationText(spread.halfLife)}`, ' · ', 'out: spread closes')),
];

/** The timeframes that speak for the side of the score, coarsest last; how many of them where a card has no room for more. */
function agreeing({ alignment, score }: Receipt): string | undefined {
  const frames = alignment.frames
    .filter((frame) => frame.score !== null && Math.sign(frame.score) === Math.sign(score))
    .toSorted((a, b) => lengthOf(a.timeframe) - lengthOf(b.timeframe))
    .slice(-2)
    .map(({ timeframe }) => timeframe);
  return frames.length === 0 ? undefined : `${frames.join(' ')} agree`;
}

/** Who says so: the score and who agrees, or the person by whose hand it is. */
function whoLines({ plan, receipt, by }: CardFacts, { timeframes, sure }: Room): readonly string[] {
  if (plan.strategy === BY_HAND || by !== DESK)
    return [`by hand, ${(sure ? by : (by.split(' ')[0] ?? by)).slice(0, NAME).toWellFormed()}`];
  const agree = receipt === undefined || !timeframes ? undefined : agreeing(receipt);
  return onPhone([
    `${numberText(plan.score, 2, true)}${sure ? `, sure ${numberText(plan.confidence, 2)}` : ''}`,
    ...(agree === undefined ? [] : [agree]),
  ]);
}

/** What a card leaves out where it would be too much to read, the least first. */
type Room = {
  readonly flags: number;
  readonly timeframes: boolean;
  readonly spread: boolean;
  readonly shares: boolean;
  readonly sure: boolean;
  readonly again: boolean;
  readonly now: boolean;
};
const ROOMS: readonly Room[] = [
  { flags: FLAGS, timeframes: true, spread: true, shares: true, sure: true, again: true, now: true },
  { flags: FLAGS, timeframes: false, spread: true, shares: true, sure: true, again: true, now: true },
  { flags: 2, timeframes: false, spread: true, shares: true, sure: true, again: true, now: true },
  { flags: 2, timeframes: false, spread: false, shares: true, sure: true, again: true, now: true },
  { flags: 2, timeframes: false, spread: false, shares: false, sure: true, again: true, now: true },
  { flags: 1, timeframes: false, spread: false, shares: false, sure: true, again: true, now: true },
  { flags: 1, timeframes: false, spread: false, shares: false, sure: false, again: true, now: true },
  { flags: 1, timeframes: false, spread: false, shares: false, sure: false, again: false, now: true },
  { flags: 1, timeframes: false, spread: false, shares: false, sure: false, again: false, now: false },
];

function flagLines(odd: CardFacts['odd'], most: number): readonly string[] {
  if (odd.length === 0) return [];
  const says = odd.slice(0, most).map((one) => one.says);
  return onPhone([...says, ...(odd.length > most ? ['more'] : [])], PHONE - 2).map((line) => `⚠ ${line}`);
}

/** Until when a card can be answered: its last line. */
export const untilLine = (answerBy: Ms, now: Ms): string =>
  `Answer by ${clockTime(answerBy)} UTC, ${durationText(answerBy - now)}`;

/** The card of a plan that waits: what and how much it can lose, what is odd about it, the order, who says so, until when. */
export function planCard(facts: CardFacts, desk: Weighing): { readonly title: string; readonly lines: readonly string[] } {
  const { plan, odd, again, conflicts = [], people, answerBy, now } = facts;
  const [title, ...more] = head(facts, desk);
  const drawn = ROOMS.map((room) => [
    ...more,
    ...flagLines(odd, room.flags),
    ...(again === undefined || !room.again ? [] : [`again: ${again}`]),
    ...(conflicts.length === 0 || !room.again ? [] : [`not beside ${conflicts.slice(0, FLAGS).join(', ')}`]),
    ...(plan.legs.length > 1 ? pairLines(plan, desk, room) : plan.legs.flatMap((leg) => legLines(leg, desk, room))),
    ...whoLines(facts, room),
    ...(people === undefined ? [] : [people]),
    untilLine(answerBy, now),
  ]);
  const fits = (lines: readonly string[]): boolean => {
    const text = `· ${[title, ...lines].join('\n')}`;
    return wordsIn(text) <= CARD.words && numbersIn(text) <= CARD.numbers;
  };
  return { title, lines: drawn.find(fits) ?? drawn.at(-1) ?? [] };
}
