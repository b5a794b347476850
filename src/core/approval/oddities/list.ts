import type { EventOf } from '../../facts/events.ts';
import type { Plan } from '../../facts/plan.ts';
import { alikeHeld } from './alikeHeld.ts';
import { conflict } from './conflict.ts';
import { ending } from './ending.ts';
import { firstTime } from './firstTime.ts';
import { fundingSoon } from './fundingSoon.ts';
import { higherTimeframe } from './higherTimeframe.ts';
import { leverage } from './leverage.ts';
import { liquidation } from './liquidation.ts';
import { losses } from './losses.ts';
import type { Circumstances, Oddity } from './oddity.ts';
import { oldData } from './oldData.ts';
import { priceOff } from './priceOff.ts';
import { reentered } from './reentered.ts';
import { reward } from './reward.ts';
import { settingChanged } from './settingChanged.ts';
import { size } from './size.ts';
import { stopMissing } from './stopMissing.ts';
import { stopTight } from './stopTight.ts';
import { targetUnderCosts } from './targetUnderCosts.ts';
import { thinBook } from './thinBook.ts';
import { wideSpread } from './wideSpread.ts';

/** Everything that a card can be flagged for, in the order in which it is told: what costs the whole first. */
export const ODDITIES: readonly Oddity[] = [
  stopMissing,
  liquidation,
  size,
  leverage,
  priceOff,
  oldData,
  stopTight,
  targetUnderCosts,
  reward,
  wideSpread,
  thinBook,
  ending,
  conflict,
  alikeHeld,
  firstTime,
  higherTimeframe,
  losses,
  reentered,
  fundingSoon,
  settingChanged,
];

type Odd = NonNullable<EventOf<'proposed'>['odd']>[number];

/** What is odd about a plan now that was not when its card was asked; of everything, or of what comes with the market alone. */
export function oddSince(
  { odd: known }: { readonly odd: readonly Odd[] },
  plan: Plan,
  circumstances: Circumstances,
  kinds: 'all' | 'market',
): string | undefined {
  const names = new Set(known.map(({ name }) => name));
  for (const { name, comesLater, finds } of ODDITIES) {
    if (names.has(name) || (kinds === 'market' && comesLater === undefined)) continue;
    const says = finds(plan, circumstances);
    if (says !== undefined) return `now ${says}`;
  }
  return undefined;
}

/** What is odd about a plan as it is asked, as its card stores it: nothing where nothing is. */
export function oddIn(plan: Plan, circumstances: Circumstances): Pick<EventOf<'proposed'>, 'odd'> {
  const odd = ODDITIES.flatMap(({ name, finds }) => {
    const says = finds(plan, circumstances);
    return says === undefined ? [] : [{ name, says }];
  });
  return odd.length === 0 ? {} : { odd };
}
