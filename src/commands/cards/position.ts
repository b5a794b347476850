import { z } from 'zod';
import type { Read } from '../../core/desk/read.ts';
import { exact, figure } from '../../core/desk/wire.ts';
import type { DeepReadonly } from '../../core/facts/deepReadonly.ts';
import { direction } from '../../core/facts/vocabulary.ts';
import { abs, type Fixed, fromNumber, mul, toNumber, ZERO } from '../../core/money.ts';
import { currencyOf } from '../../core/reply/currency.ts';
import {
  averageText,
  changeShown,
  moneyText,
  numberText,
  priceText,
  quantityText,
  rText,
  shareText,
  shortName,
  shownParts,
} from '../../core/reply/format.ts';
import type { Notation } from '../../core/reply/notation.ts';
import { addedBy } from '../../core/state/dayMark.ts';
import { lossFrom } from '../../core/state/exitEstimate.ts';
import { isResting } from '../../core/state/orders.ts';
import { averageEntry, type Position, rMultiple } from '../../core/state/position.ts';
import { equityFrom, madeBy, standingOf } from '../../core/state/span.ts';
import { durationText } from '../../core/time.ts';

/**
 * What people want to know of an open position. Profit is net of fees, and of the exit's own fee and slippage as far as they can be
 * known.
 */
export const factsSchema = z.object({
  id: z.number().int(),
  symbol: z.string(),
  direction,
  quantity: exact,
  entry: exact,
  price: exact,
  notional: exact,
  profit: exact,
  /** As it is printed: those that are open add up to what is printed of them together. */
  printed: exact,
  r: figure,
  stop: exact,
  /** Fraction of the price. */
  stopAway: figure,
  /** Whether it rests at the venue and there are prices that could fill it. */
  stopLive: z.boolean(),
  /** How long ago its price was, ms, where that is old or there is none at all. */
  priceAge: z.number().optional(),
  targets: z.array(exact),
  strategy: z.string(),
  leverage: z.number(),
  /** Length in ms. */
  heldFor: z.number(),
  grade: z.string(),
  /** What the account loses from here if the stop fills, slippage and fee counted, negative when it locks in a gain. */
  lossAtStop: exact,
});
export type PositionFacts = DeepReadonly<z.infer<typeof factsSchema>>;

/**
 * What is printed of the profit of each open position: together, what is printed of all that the account has made less what would be
 * without them, as today's open part is where all of it began today.
 */
function printedProfits(desk: Read): ReadonlyMap<number, Fixed> {
  const now = standingOf(desk);
  const ids = [...desk.state().account.positions.keys()];
  const profits = ids.map((id) => now.added.get(id) ?? ZERO);
  const total = profits.reduce((sum, one) => sum + one, ZERO);
  const currency = currencyOf(desk);
  const shown = shownParts(changeShown(madeBy(now) - total, total, currency), profits, currency);
  return new Map(ids.map((id, i) => [id, shown[i] ?? ZERO]));
}

/** A position as it stands at the last price. */
export function factsOf(position: Position, desk: Read): PositionFacts {
  const state = desk.state();
  const quote = desk.market.quote(position.symbol);
  const last = quote?.last;
  const isOld = quote === undefined || state.stale.has(position.symbol);
  const entry = averageEntry(position);
  const mark = last === undefined ? undefined : fromNumber(last);
  const price = mark ?? entry;
  const profit = addedBy(position, mark, state.settings.values.execution);
  const rests = (state.orders.byPosition.get(position.id) ?? []).some(
    (order) => order.purpose === 'stop' && isResting(order) && order.trigger === position.stop,
  );
  return {
    id: position.id,
    symbol: position.symbol,
    direction: position.direction,
    quantity: position.quantity,
    entry,
    price,
    notional: mul(price, position.quantity, 'nearest'),
    profit,
    printed: printedProfits(desk).get(position.id) ?? profit,
    r: rMultiple(position, profit),
    stop: position.stop,
    stopAway: price === ZERO ? 0 : toNumber(abs(price - position.stop)) / toNumber(price),
    stopLive: rests && !isOld,
    ...(isOld ? { priceAge: desk.now() - (quote?.at ?? position.openedAt) } : {}),
    targets: position.targets.map((target) => target.price),
    strategy: position.strategy,
    leverage: position.leverage,
    heldFor: desk.now() - position.openedAt,
    grade: state.grades.get(position.id) ?? 'low',
    lossAtStop: lossFrom(position, mark, state.settings.values.execution),
  };
}

/** ` (3 d old)` after a price that is. */
const oldText = ({ priceAge }: PositionFacts): string => (priceAge === undefined ? '' : ` (${durationText(priceAge)} old)`);

/** What to know of positions whose price is old: nothing closes them until one comes. */
export const oldPriceLines = (positions: readonly PositionFacts[]): readonly string[] =>
  positions.flatMap((one) =>
    one.priceAge === undefined
      ? []
      : [
          `${one.id} ${shortName(one.symbol)}: no price for ${durationText(one.priceAge)}; neither stop nor exit fills until one comes`,
        ],
  );

/** Equity at 00:00 UTC of the day on which the first of the open positions was opened: what their sum is a percentage of. */
export function openedFrom(desk: Read): Fixed {
  const { account } = desk.state();
  return equityFrom(account, Math.min(desk.now(), ...[...account.positions.values()].map(({ openedAt }) => openedAt)));
}

/** The three lines of a position, first its head: `7 SOL long +14.25 · +0.72 R`. */
export function positionLines(facts: PositionFacts, notation: Notation): readonly [string, string, string] {
  const currency = currencyOf(notation);
  const tick = notation.market.instrument(facts.symbol)?.tick;
  const targets = facts.targets.map((target) => priceText(target, tick)).join(', ');
  return [
    `${facts.id} ${shortName(facts.symbol)} ${facts.direction} ${moneyText(facts.printed, currency, true)} · ${rText(facts.r)}`,
    `${averageText(facts.entry, tick, facts.quantity, currency)} → ${priceText(facts.price, tick)}${oldText(facts)} · stop ${priceText(facts.stop, tick)} ${facts.stopLive ? '✓' : '✗'} ${facts.priceAge === undefined ? `${shareText(facts.stopAway, false, 1)} away` : 'cannot fill'}`,
    `target ${targets === '' ? 'none' : targets} · ${moneyText(facts.notional, currency)} ${currency} · ${durationText(facts.heldFor)}`,
  ];
}

/**
 * `closes 3.25 SOL long at about 154.90 (+14.25, +0.72 R)`: what taking so much of it (base currency) is about to do, for the question
 * before it, and what keeps it from being done now.
 */
export function reductionLines(position: Position, quantity: Fixed, desk: Read): readonly string[] {
  const facts = factsOf(position, desk);
  const tick = desk.market.instrument(position.symbol)?.tick;
  const share = toNumber(quantity) / toNumber(position.quantity);
  const profit = share >= 1 ? facts.printed : mul(facts.profit, fromNumber(share), 'nearest');
  return [
    `${share >= 1 ? 'closes' : `takes ${numberText(share * 100, 0)} % of`} ${position.id} ${shortName(position.symbol)} ${position.direction}: ${quantityText(quantity)} at about ${priceText(facts.price, tick)}${oldText(facts)} (${moneyText(profit, currencyOf(desk), true)}, ${rText(facts.r * share)})`,
    ...oldPriceLines([facts]),
  ];
}
