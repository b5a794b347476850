import type { Leg, Plan } from '../facts/plan.ts';
import { decimal, fixed, fromNumber, mul, toNumber, toStep } from '../money.ts';
import { priceText, shortName } from '../reply/format.ts';
import type { RiskView } from '../risk/rule.ts';

/** How far the price has gone from the bound one, as a fraction of it; Infinity where there is no price. */
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

/** Why the price is no longer the one that was asked about; undefined while every leg lies inside the band. */
export function movedBeyond(plan: Plan, view: RiskView): string | undefined {
  const leg = plan.legs.find((one) => drift(one, view) > view.settings.approval.band);
  return leg === undefined
    ? undefined
    : `${shortName(leg.symbol)} moved from ${priceText(fixed(leg.price), view.instrument(leg.symbol)?.tick)} to ${priceNow(leg.symbol, view)}`;
}

/** How far the price has run away from the bound one, as a signed fraction; undefined while it lies inside the band or is better. */
export function ranAway(plan: Plan, view: RiskView): number | undefined {
  for (const { symbol, side, price } of plan.legs) {
    const bound = toNumber(fixed(price));
    const moved = ((view.price(symbol) ?? bound) - bound) / bound;
    if ((side === 'buy' ? moved : -moved) > view.settings.approval.band) return moved;
  }
  return undefined;
}

/** The same order at today's price: stop and targets keep their distance as a share of the price. */
export function rebind(plan: Plan, view: RiskView): Plan {
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

/** Half of every leg, rounded down to its step; a decision of its own. */
export const halfOf = (plan: Plan, view: RiskView): Plan => ({
  ...plan,
  decision: `${plan.decision}/2`,
  legs: plan.legs.map((leg) => {
    const step = view.instrument(leg.symbol)?.step ?? 1n;
    return { ...leg, quantity: decimal(toStep(fixed(leg.quantity) / 2n, step, 'down')) };
  }),
});

/** The decision that one is a half of, as its card was asked: the whole may have been bound to a newer price first. Undefined for no half. */
export const wholeOf = (decision: string): string | undefined => /^(.*?)(?:\+\d+)?\/2$/.exec(decision)?.[1];
