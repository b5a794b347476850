import { talliesOf } from '../analytics/tally.ts';
import type { EventOf } from '../facts/events.ts';
import { type Fixed, toNumber, ZERO } from '../money.ts';
import { moneyText, numberText, rText, shareText, shortName } from '../reply/format.ts';
import type { ClosedTrade } from '../state/closedTrade.ts';
import type { DeskState } from '../state/state.ts';
import { DAY, dateOf, type Ms, utcDay } from '../time.ts';

const WEEK: Ms = 7 * DAY;
/** Day 0 of the epoch was a Thursday. */
const THURSDAY = 3;

const isMonday = (at: Ms): boolean => (utcDay(at) / DAY + THURSDAY) % 7 === 0;

const total = (trades: readonly ClosedTrade[]): Fixed => trades.reduce((sum, { profit }) => sum + profit, ZERO);

const named = ({ position, symbol, profit }: ClosedTrade): string =>
  `${position} ${shortName(symbol)} ${moneyText(profit, true)}`;

/** What each strategy, the best and the worst trade brought. */
function tradeLines(trades: readonly ClosedTrade[]): readonly string[] {
  const ranked = trades.toSorted((a, b) => (a.profit < b.profit ? 1 : a.profit > b.profit ? -1 : 0));
  const [best, worst] = [ranked[0], ranked.at(-1)];
  if (best === undefined || worst === undefined) return [];
  const won = trades.filter(({ profit }) => profit > ZERO).length;
  const fees = trades.reduce((sum, trade) => sum + trade.fees, ZERO);
  return [
    `${trades.length} closed: ${won} won, ${trades.length - won} lost · ${rText(trades.reduce((sum, { r }) => sum + r, 0))}`,
    ...(best === worst ? [] : [`Best ${named(best)} · worst ${named(worst)}`]),
    ...[...talliesOf(trades, 'strategy')].map(
      ([strategy, own]) => `${strategy} ${moneyText(own.net, true)} in ${numberText(own.trades, 0)}`,
    ),
    `Fees ${moneyText(fees)}, already in it`,
  ];
}

/**
 * The report of the week that ended on this Monday, 00:00 UTC; undefined on every other day and for a week in which nothing was
 * looked at.
 */
export function weeklyReport(state: DeskState, now: Ms, equity: Fixed): EventOf<'report'> | undefined {
  if (!isMonday(now)) return undefined;
  const end = utcDay(now);
  const start = end - WEEK;
  const trades = state.account.closed.filter(({ closedAt }) => closedAt >= start && closedAt < end);
  const looked = [state.day, state.yesterday].some((day) => day.start === end - DAY && day.instants > 0);
  if (trades.length === 0 && !looked) return undefined;
  const net = total(trades);
  const before = toNumber(equity) - toNumber(net);
  const days = `${dateOf(start)} to ${dateOf(end - DAY)}`;
  return {
    type: 'report',
    at: now,
    day: days,
    reply: {
      title: `Week ${days}: ${moneyText(net, true)} (${shareText(before === 0 ? 0 : toNumber(net) / before, true)})`,
      lines: [
        ...(trades.length === 0 ? ['No trade was closed'] : tradeLines(trades)),
        `Equity ${moneyText(equity)} · ${state.account.positions.size} open`,
      ],
    },
  };
}
