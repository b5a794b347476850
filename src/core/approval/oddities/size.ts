import { fixed, mul, toNumber, ZERO } from '../../money.ts';
import { notionalOf } from '../../state/notional.ts';
import type { DeskState } from '../../state/state.ts';
import { type Oddity, onLegs } from './oddity.ts';

/** Entries that the usual size is the median of. */
const LAST = 50;
/** Fewer make no usual size. */
const FEWEST = 10;
/** How many times the usual size is odd. */
const TIMES = 2.5;

/** Notionals of the newest entries, quote currency. */
function entered({ account }: DeskState): readonly number[] {
  const closed = account.closed.map(({ quantity, entry, openedAt }) => ({ at: openedAt, size: mul(quantity, entry, 'nearest') }));
  const open = [...account.positions.values()].map(({ openedAt, enteredNotional }) => ({ at: openedAt, size: enteredNotional }));
  return [...closed, ...open]
    .filter(({ size }) => size > ZERO)
    .toSorted((a, b) => b.at - a.at)
    .slice(0, LAST)
    .map(({ size }) => toNumber(size));
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length / 2;
  return ((sorted[Math.ceil(half) - 1] ?? 0) + (sorted[Math.floor(half)] ?? 0)) / 2;
}

/** Of the entries that the desk has in mind, which are those of about a week; with fewer than ten there is no usual size. */
export const size = {
  name: 'size',
  about: 'It is at least two and a half times the median of your last fifty entries.',
  finds(plan, { state }) {
    const sizes = entered(state);
    if (sizes.length < FEWEST) return undefined;
    const usual = median(sizes);
    return onLegs(plan, (leg) => {
      const times = usual > 0 && fixed(leg.price) > ZERO ? toNumber(notionalOf(leg)) / usual : 0;
      return times >= TIMES ? `${Math.round(times)}× usual size` : undefined;
    });
  },
} satisfies Oddity;
