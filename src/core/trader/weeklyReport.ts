import { groupSums } from '../analytics/groupSums.ts';
import { groupsShown } from '../analytics/groupsShown.ts';
import { talliesOf, totalOf } from '../analytics/tally.ts';
import type { EventOf } from '../facts/events.ts';
import { ZERO } from '../money.ts';
import { ofEquity } from '../reply/currency.ts';
import { moneyText, numberText, rText, shortName } from '../reply/format.ts';
import { splitShown, splitText } from '../reply/split.ts';
import type { Mark } from '../state/dayMark.ts';
import { madeBy, markFrom, openTrades, type Sums, splitOf, sumsBetween, tradesBetween } from '../state/span.ts';
import type { DeskState } from '../state/state.ts';
import { outcomes } from '../state/tally.ts';
import { PAIRED, type Trade, tradeOf } from '../state/trade.ts';
import { DAY, dateOf, type Ms, utcDay } from '../time.ts';
import type { Reported } from './dailyReport.ts';

const WEEK: Ms = 7 * DAY;
/** Day 0 of the epoch was a Thursday. */
const THURSDAY = 3;

const isMonday = (at: Ms): boolean => (utcDay(at) / DAY + THURSDAY) % 7 === 0;

const symbolsOf = (symbol: string): string => symbol.split(PAIRED).map(shortName).join(PAIRED);

/** Every trade that was open at a mark, whether it is by now or has ended since. */
function tradeAt({ account }: DeskState, position: number, open: readonly Trade[]): Trade | undefined {
  const { decision } =
    account.positions.get(position) ??
    account.closed.find((one) => one.position === position) ??
    [...account.unfinished.values()].flat().find((one) => one.position === position) ??
    {};
  if (decision === undefined) return undefined;
  const ended = account.closed.filter((one) => one.decision === decision);
  return open.find((trade) => trade.decision === decision) ?? (ended.length === 0 ? undefined : tradeOf(ended));
}

/** What each strategy brought, the open part in it: a line each, which add up to what the week did with positions. */
function strategyLines(state: DeskState, from: Mark, to: Mark, sums: Sums, currency: string): readonly string[] {
  const open = openTrades(state.account, to);
  const addedAt = (mark: Mark) =>
    [...mark.added].flatMap(([position, amount]) => {
      const trade = tradeAt(state, position, open);
      return trade === undefined ? [] : [{ trade, amount }];
    });
  const tallies = talliesOf(tradesBetween(state.account, from, to), 'strategy');
  const groups = groupSums('strategy', tallies, addedAt(from), addedAt(to));
  const elsewhere = sums.net - groups.reduce((sum, { added }) => sum + added, ZERO);
  const ended = open.reduce((left, trade) => left - trade.profit, madeBy(to));
  const shown = groupsShown({ ...sums, groups, ended, elsewhere }, currency).groups;
  return groups.map(
    ({ name, trades }, i) => `${name} ${moneyText(shown[i]?.added ?? ZERO, currency, true)} in ${numberText(trades, 0)}`,
  );
}

/** How many were closed, and the best and the worst of them. */
function tradeLines(trades: readonly Trade[], currency: string): readonly string[] {
  const ranked = trades.toSorted((a, b) => (a.profit < b.profit ? 1 : a.profit > b.profit ? -1 : 0));
  const [best, worst] = [ranked[0], ranked.at(-1)];
  if (best === undefined || worst === undefined) return ['No trade was closed'];
  const tally = totalOf(talliesOf(trades, 'strategy'));
  const named = ({ symbol, profit }: Trade): string => `${symbolsOf(symbol)} ${moneyText(profit, currency, true)}`;
  return [
    `${tally.trades} closed: ${outcomes(tally)} · ${rText(tally.r)}`,
    ...(best === worst ? [] : [`Best ${named(best)} · worst ${named(worst)}`]),
    `Fees ${moneyText(tally.fees, currency)}, already in it`,
  ];
}

/**
 * The report of the week that ended on this Monday, 00:00 UTC; undefined on every other day and for a week in which nothing was
 * looked at.
 */
export function weeklyReport({ state, now, currency }: Reported): EventOf<'report'> | undefined {
  if (!isMonday(now.at)) return undefined;
  const end = utcDay(now.at);
  const start = end - WEEK;
  const { account } = state;
  const from = markFrom(account, start);
  if (from === undefined || from.at >= end) return undefined;
  const to = markFrom(account, end) ?? now;
  const sums = sumsBetween(account, from, to);
  const looked = [state.day, state.yesterday].some((day) => day.start === end - DAY && day.instants > 0);
  if (sums.closed.length === 0 && !looked) return undefined;
  const split = splitOf(sums);
  const { net } = splitShown(split, currency);
  const days = `${dateOf(start)} to ${dateOf(end - DAY)}`;
  return {
    type: 'report',
    at: now.at,
    day: days,
    reply: {
      title: `Week ${days}: ${moneyText(net, currency, true)} (${ofEquity(net, sums.base)})`,
      lines: [
        ...tradeLines(tradesBetween(account, from, to), currency),
        splitText(split, currency),
        ...strategyLines(state, from, to, sums, currency),
        `Equity ${moneyText(to.equity, currency)} · ${sums.open.length} open`,
      ],
    },
  };
}
