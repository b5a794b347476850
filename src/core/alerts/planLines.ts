import type { Plan } from '../facts/plan.ts';
import type { Settings } from '../facts/settings.ts';
import { type Fixed, fixed, fromNumber, mul, toNumber, ZERO } from '../money.ts';
import { currencyOf, ofEquity } from '../reply/currency.ts';
import { moneyText, numberText, priceText, quantityText, shareText, shortName } from '../reply/format.ts';
import type { Notation } from '../reply/notation.ts';
import { onPhone } from '../reply/phone.ts';
import { riskOf } from '../risk/exposure.ts';
import { rewardOf } from '../risk/reward.ts';
import { worstEntry } from '../risk/worstEntry.ts';
import type { ExitCosts } from '../state/exitCosts.ts';

/** Fractions: fee, the usual slippage, and by how much of the price an entry may be worse. */
type Costs = ExitCosts & Pick<Settings['execution'], 'maxSlippage'>;

/** What a plan is weighed by: how its figures are written, the last prices, the account's equity. */
export type Weighing = {
  readonly market: Notation['market'] & { quote(symbol: string): { readonly last: number } | undefined };
  equity(): Fixed;
  execution(): Costs;
  /** One R, quote currency: what the account risks a trade, or the position that is added to. Left out, no size stands in R. */
  r?(): Fixed;
};

/** A plan as people weigh it: what, how large, where it enters, where it is wrong and what that costs, leg by leg. */
export const planLines = (plan: Plan, desk: Weighing): readonly string[] =>
  plan.legs.flatMap((leg) => {
    const costs = desk.execution();
    const tick = desk.market.instrument(leg.symbol)?.tick;
    const [quantity, price, stop] = [fixed(leg.quantity), fixed(leg.price), fixed(leg.stop)];
    const worst = tick === undefined ? price : worstEntry(leg, costs.maxSlippage, tick);
    const loss = riskOf(leg, costs);
    const last = desk.market.quote(leg.symbol)?.last;
    const far = (to: bigint): string => shareText(toNumber(to - price) / toNumber(price), true, 1);
    const targets = leg.targets.map((target) => `${priceText(fixed(target.price), tick)} (${far(fixed(target.price))})`);
    const reward = rewardOf(leg, costs);
    const r = desk.r?.() ?? ZERO;
    const currency = currencyOf(desk);
    return [
      ...onPhone([
        `${leg.side === 'buy' ? 'LONG' : 'SHORT'} ${shortName(leg.symbol)} ${quantityText(quantity)}`,
        `${moneyText(mul(quantity, price, 'nearest'), currency)} ${currency}`,
        ...(r <= ZERO ? [] : [inRText(toNumber(loss) / toNumber(r))]),
        `${numberText(leg.leverage, 0)}x`,
      ]),
      ...onPhone([
        `${priceText(worst, tick)} or better`,
        ...(last === undefined ? [] : [`now ${priceText(fromNumber(last), tick)}`]),
        leg.tactic === 'maker' ? 'post-only, rest market' : 'at market',
      ]),
      ...onPhone([
        `Stop ${priceText(stop, tick)} (${far(stop)})`,
        ...targets.map((target) => `target ${target}`),
        ...(reward === undefined ? [] : [`${numberText(reward, 1)} R`]),
      ]),
      ...onPhone([`Loss at stop ${moneyText(-loss, currency, true)} (${ofEquity(-loss, desk.equity())})`, 'a gap can exceed it']),
    ];
  });

/** `0.48 R`; what is small with another digit. */
const inRText = (r: number): string => `${numberText(r, r < 0.1 ? 3 : 2)} R`;
