import { abs, type Fixed, fromNumber, toNumber, toStep } from '../../money.ts';
import { averageEntry, DESK } from '../../state/position.ts';
import { clamp, type Exit, type ExitContext, leastMove, signOf, stopDistance, usable } from './exit.ts';

const NEAREST = 0.5;
const FARTHEST = 2;
/** A gain of this many stop distances a bar is fast. */
const FAST = 0.2;

/**
 * Moves the last target between half and twice its original distance from the entry: farther while momentum, trend and the speed
 * of profit carry the position, nearer when they turn or RSI is stretched, and before a level that stands in the way. The original
 * distance is the first stop's times target : stop of the settings, so nothing has to be remembered.
 */
export const dynamicTarget = {
  name: 'dynamic target',
  about: 'The target follows momentum, trend, levels and the speed of profit.',
  advise(context) {
    const { position, settings, price, instrument } = context;
    const last = position.targets.at(-1);
    const distance = toNumber(stopDistance(context));
    // What a person has set stands until a person moves it.
    if (position.targetsBy !== DESK) return undefined;
    if (!settings.exits.dynamicTarget || position.paired || last === undefined || distance === 0 || settings.exits.stop === 0)
      return undefined;
    const sign = signOf(context);
    const entry = toNumber(averageEntry(position));
    const original = (distance * settings.exits.target) / settings.exits.stop;
    const goal = beforeLevel(context, entry + sign * original * factorOf(context, distance), entry + sign * original * NEAREST);
    // Rounded toward the entry, so that twice the original is never exceeded.
    const to = toStep(fromNumber(goal), instrument.tick, sign > 0 ? 'floor' : 'ceil');
    const ahead = (from: Fixed): boolean => (sign > 0 ? to - from : from - to) >= instrument.tick;
    const others = position.targets.slice(0, -1);
    if (!ahead(price) || !others.every((target) => ahead(target.price))) return undefined;
    if (abs(to - last.price) < leastMove(context, last.price)) return undefined;
    const nearer = sign > 0 ? to < last.price : to > last.price;
    return {
      kind: 'target',
      targets: [...others, { ...last, price: to }],
      why: nearer ? 'momentum fades or a level is near' : 'momentum carries',
    };
  },
} satisfies Exit;

function factorOf(context: ExitContext, distance: number): number {
  const { momentum, adx, rsi, atr, price, before } = context;
  const sign = signOf(context);
  const last = toNumber(price);
  // Ten bars of a random walk move about three ATRs.
  const push = usable(momentum) && usable(atr) && atr > 0 ? clamp((sign * momentum * last) / (3 * atr), -1, 1) : 0;
  const trend = usable(adx) ? clamp((adx - 25) / 25, 0, 1) * Math.sign(push) : 0;
  const speed =
    before !== undefined && before.bars > 0 ? clamp((sign * (last - before.price)) / before.bars / distance / FAST, -1, 1) : 0;
  const stretched = usable(rsi) && (sign > 0 ? rsi > 75 : rsi < 25) ? 0.25 : 0;
  return clamp(1 + 0.4 * push + 0.3 * trend + 0.2 * speed - stretched, NEAREST, FARTHEST);
}

/**
 * A level between the price and the goal is where others take their profit: the goal stops a tenth of an ATR before it, unless that is
 * nearer than `least`.
 */
function beforeLevel(context: ExitContext, goal: number, least: number): number {
  const { resistance, support, atr, price } = context;
  const sign = signOf(context);
  const level = sign > 0 ? resistance : support;
  if (!usable(level)) return goal;
  const edge = level - sign * (usable(atr) ? atr / 10 : 0);
  const between = sign * (edge - toNumber(price)) > 0 && sign * (goal - edge) > 0;
  return between && sign * (edge - least) >= 0 ? edge : goal;
}
