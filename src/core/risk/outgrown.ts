import type { EventOf } from '../facts/events.ts';
import { fromNumber, toNumber, ZERO } from '../money.ts';
import { moneyText, numberText, shareText, shortName } from '../reply/format.ts';
import { total } from '../state/notional.ts';
import { outgrownKey, type Outgrown as Told } from '../state/outgrown.ts';
import type { Ms } from '../time.ts';
import { fractionOf, percent } from './exposure.ts';
import { mostAlike } from './likeness.ts';
import type { Exposure, RiskView } from './rule.ts';
import { mostGross } from './rules/grossExposure.ts';
import { sectorFor } from './rules/sectorExposure.ts';

type Outgrown = EventOf<'outgrown'>;

/**
 * It is told where it is over its bound by this share of it, since fees and the way of a fill alone bring an entry at its cap beyond it,
 * and anew only after it has been as far below.
 */
const MARGIN = 0.05;

/** What is held against its bound now. */
type Measured = Omit<Outgrown, 'type' | 'at' | 'over'>;

/**
 * Open positions that have outgrown, at the mark, the caps that they were let in under, alone, in their sector or all together, and
 * pairs of them that have become one bet: what is well over its bound and was not told, or not of so low a bound, and what was told
 * and is well below it again. It tells alone: nothing is reduced for it.
 */
export function outgrownDue(view: RiskView, told: ReadonlyMap<string, Pick<Told, 'bound'>>, at: Ms): readonly Outgrown[] {
  const open = view.exposures.filter(({ position }) => position !== undefined);
  const held = Map.groupBy(open, ({ symbol }) => symbol);
  const measured = [
    ...[...held].flatMap(([symbol, of]) => sizes(symbol, of, view)),
    ...likenesses([...held.values()], view),
    ...sums(open, view),
  ];
  return measured.flatMap((one): Outgrown[] => {
    const before = told.get(outgrownKey(one));
    const isOver = one.value > one.bound * (1 + MARGIN);
    const { says, ...what } = one;
    const tell = (over: boolean): Outgrown[] => [{ type: 'outgrown', at, ...what, over, says }];
    if (before === undefined) return isOver ? tell(true) : [];
    if (one.value < one.bound * (1 - MARGIN)) return tell(false);
    return isOver && one.bound < before.bound * (1 - LOWERED) ? tell(true) : [];
  });
}

/** A bound that is lower by more than this share was lowered by somebody: what is less comes of rounding. */
const LOWERED = 1e-6;

/** What is held of each sector and in all, against the largest shares of equity. */
function sums(open: readonly Exposure[], view: RiskView): readonly Measured[] {
  const { equity, settings, currency } = view;
  if (equity <= ZERO || open.length === 0) return [];
  const measured = (of: readonly Exposure[], times: number, what: Pick<Measured, 'limit' | 'sector'>, name: string): Measured => {
    const notional = total(of, (exposure) => exposure.notional);
    const limit = fractionOf(equity, times);
    const symbols = [...new Set(of.map(({ symbol }) => symbol))].toSorted();
    const says = `${name} ${moneyText(notional, currency)} of ${moneyText(limit, currency)} at the last price`;
    return {
      ...what,
      positions: idsOf(of),
      symbols,
      value: toNumber(notional) / toNumber(equity),
      bound: toNumber(limit) / toNumber(equity),
      says,
    };
  };
  const sectors = [...Map.groupBy(open, ({ symbol }) => sectorFor(symbol, view))];
  const { maxSectorExposure } = settings.risk;
  return [
    ...sectors.map(([sector, of]) => measured(of, maxSectorExposure, { limit: 'sector exposure', sector }, sector)),
    measured(open, mostGross(settings.risk), { limit: 'gross exposure' }, 'all positions'),
  ];
}

const idsOf = (exposures: readonly Exposure[]): number[] => exposures.flatMap(({ position }) => position ?? []);

/** What is held of a symbol, against the largest share of equity and the largest notional. */
function sizes(symbol: string, of: readonly Exposure[], { equity, settings, currency }: RiskView): readonly Measured[] {
  const notional = total(of, (exposure) => exposure.notional);
  const about = { positions: idsOf(of), symbols: [symbol] };
  const { maxPosition, maxNotional } = settings.risk;
  const found: Measured[] = [];
  if (equity > ZERO) {
    const value = toNumber(notional) / toNumber(equity);
    // The very cap of the rule, which is rounded down.
    const bound = toNumber(fractionOf(equity, maxPosition)) / toNumber(equity);
    const says = `${shareText(value)} of equity at the last price, cap ${percent(maxPosition)}`;
    found.push({ limit: 'position size', ...about, value, bound, says });
  }
  if (maxNotional !== undefined) {
    const says = `${moneyText(notional, currency)} of ${moneyText(fromNumber(maxNotional, 'down'), currency)} max notional`;
    found.push({ limit: 'max notional', ...about, value: toNumber(notional), bound: maxNotional, says });
  }
  return found;
}

/** Every two symbols that are held: how much they are one bet, by the measure by which a second one is refused. */
function likenesses(held: readonly (readonly Exposure[])[], view: RiskView): readonly Measured[] {
  const bound = view.settings.risk.maxCorrelation;
  return held.flatMap((of, i) =>
    held.slice(i + 1).flatMap((others): Measured[] => {
      const [one] = of;
      const most = one === undefined ? undefined : mostAlike(one, others, view);
      if (one === undefined || most === undefined) return [];
      const { other, value } = most;
      const says = `${shortName(one.symbol)} ${one.direction} with ${shortName(other.symbol)} ${other.direction} ${numberText(value, 3)}, limit ${numberText(bound, 2)}`;
      const symbols = [one.symbol, other.symbol].toSorted();
      return [{ limit: 'correlation', positions: idsOf([...of, ...others]), symbols, value, bound, says }];
    }),
  );
}
