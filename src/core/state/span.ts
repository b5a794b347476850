import { type Fixed, ZERO } from '../money.ts';
import type { Split } from '../reply/split.ts';
import { type Ms, utcDay } from '../time.ts';
import { type Account, equityOf, type Marks, markOf } from './account.ts';
import type { ClosedTrade } from './closedTrade.ts';
import { addedSoFar, type Mark } from './dayMark.ts';
import type { ExitCosts } from './exitCosts.ts';
import type { DeskState } from './state.ts';
import { type Trade, tradeOf } from './trade.ts';

/** Where an account stands now, at the last prices. */
export const standingNow = (account: Account, marks: Marks, costs: ExitCosts, at: Ms): Mark => ({
  at,
  equity: equityOf(account, marks, costs),
  funded: account.funded,
  closed: account.closedCount,
  added: addedSoFar(account, (position) => markOf(position, marks), costs),
});

/** A desk as far as its standing is read from it. */
type Standing = {
  readonly market: { quote(symbol: string): { readonly last: number } | undefined };
  state(): DeskState;
  now(): Ms;
};

/** Where the account of a desk stands now. */
export function standingOf(desk: Standing): Mark {
  const { account, settings } = desk.state();
  return standingNow(account, (symbol) => desk.market.quote(symbol)?.last, settings.values.execution, desk.now());
}

/** Equity at the start of the UTC day of `at`: what a result that began then is a percentage of. */
export const equityFrom = (account: Account, at: Ms): Fixed => markFrom(account, at)?.equity ?? account.capital ?? ZERO;

/** What came of today, as far as it is printed. */
export function today(desk: Standing): Split & Pick<Sums, 'base'> {
  const now = standingOf(desk);
  const { account } = desk.state();
  return splitOf(sumsBetween(account, todaysMark(account, now.at) ?? now, now));
}

/** The mark from which a span is counted that begins on the UTC day of `at`: the first of that day or later. */
export const markFrom = ({ marks }: Pick<Account, 'marks'>, at: Ms): Mark | undefined =>
  marks.find((mark) => mark.at >= utcDay(at));

/** Today's mark, from its first instant on. */
export const todaysMark = ({ marks }: Pick<Account, 'marks'>, now: Ms): Mark | undefined => {
  const newest = marks.at(-1);
  return newest !== undefined && newest.at >= utcDay(now) ? newest : undefined;
};

/** What one position has added in a span. */
export type Part = { readonly position: number; readonly amount: Fixed };

/** What came of a span. `closed`, `open` and `elsewhere` add up to `net`, exactly. Amounts in quote currency. */
export type Sums = {
  /** Equity at its start: what percentages are of. */
  readonly base: Fixed;
  /** What the account had made by its start. */
  readonly before: Fixed;
  /** Equity at its end less that at its start, less what was funded in between. */
  readonly net: Fixed;
  /** Of each position that was closed in it, in the order of their closing. */
  readonly closed: readonly Part[];
  /** Of each that is open at its end. */
  readonly open: readonly Part[];
  /** What belongs to no position, such as funding that comes after its close. */
  readonly elsewhere: Fixed;
};

export const totalOfParts = (parts: readonly Part[]): Fixed => parts.reduce((sum, { amount }) => sum + amount, ZERO);

/** Sums as they are printed, the parts of one kind together. */
export const splitOf = ({ base, before, net, closed, open, elsewhere }: Sums): Split & Pick<Sums, 'base'> => ({
  base,
  before,
  net,
  closed: totalOfParts(closed),
  open: totalOfParts(open),
  elsewhere,
});

type Standpoint = Pick<Mark, 'equity' | 'funded'>;

/** What an account has made by a mark, since it began: its equity less what was funded. */
export const madeBy = ({ equity, funded }: Standpoint): Fixed => equity - funded;

/** The change of equity from one mark to another, what was funded in between taken out. */
export const netBetween = (from: Standpoint, to: Standpoint): Fixed => madeBy(to) - madeBy(from);

/** The sums of a span that reaches back no farther than the account remembers what it has closed. */
export function sumsBetween(account: Account, from: Mark, to: Mark): Sums {
  const since = (position: number, amount: Fixed): Part => ({ position, amount: amount - (from.added.get(position) ?? ZERO) });
  const closed = closedBetween(account, from, to).map(({ position, profit }) => since(position, profit));
  const gone = new Set(closed.map(({ position }) => position));
  const open = [...to.added].flatMap(([position, amount]) => {
    const part = since(position, amount);
    // A closed leg of an open trade has added nothing since it was closed.
    return gone.has(position) || (part.amount === ZERO && !account.positions.has(position)) ? [] : [part];
  });
  const net = netBetween(from, to);
  return {
    base: from.equity,
    before: madeBy(from),
    net,
    closed,
    open,
    elsewhere: net - totalOfParts(closed) - totalOfParts(open),
  };
}

function closedBetween({ closed, closedCount }: Account, from: Mark, to: Mark): readonly ClosedTrade[] {
  const forgotten = closedCount - closed.length;
  return closed.slice(Math.max(0, from.closed - forgotten), Math.max(0, to.closed - forgotten));
}

/** The trades that ended in such a span, in the order of their ends. */
export function tradesBetween(account: Account, from: Mark, to: Mark): readonly Trade[] {
  const forgotten = account.closedCount - account.closed.length;
  const legs = [
    ...Map.groupBy(
      account.closed.map((leg, i) => ({ leg, i: forgotten + i })),
      ({ leg }) => leg.decision,
    ),
  ];
  return legs
    .filter(([, own]) => !hasEnded(own, from) && hasEnded(own, to))
    .toSorted(([, a], [, b]) => (a.at(-1)?.i ?? 0) - (b.at(-1)?.i ?? 0))
    .map(([, own]) => tradeOf(own.map(({ leg }) => leg)));
}

/** Whether a trade had ended by a mark: a leg of it was closed, and none was open or waited for another to open. */
const hasEnded = (legs: readonly { readonly leg: ClosedTrade; readonly i: number }[], { closed, added }: Mark): boolean =>
  legs.some(({ i }) => i < closed) && !legs.some(({ leg }) => added.has(leg.position));

/** The trades that are open, each with what it has added so far; one is as long as another leg of it may open. */
export function openTrades(account: Account, { at, added }: Mark): readonly Trade[] {
  const open = [...account.positions.values()].map((position) => ({
    position: position.id,
    decision: position.decision,
    symbol: position.symbol,
    strategy: position.strategy,
    why: 'open',
    profit: added.get(position.id) ?? ZERO,
    fees: position.fees,
    risk: position.risk,
    openedAt: position.openedAt,
    closedAt: at,
  }));
  const closed = [...account.unfinished.values()].flat();
  return [...Map.groupBy([...closed, ...open], ({ decision }) => decision).values()].map((legs) => ({
    ...tradeOf(legs),
    why: 'open',
  }));
}
