import type { EventOf } from '../facts/events.ts';
import { type Fixed, toNumber, ZERO } from '../money.ts';
import { moneyText, numberText, shareText, shortName } from '../reply/format.ts';
import type { DeskState } from '../state/state.ts';
import { DAY, dateOf, type Ms, utcDay } from '../time.ts';

/** The report of the UTC day that has just ended; a day without trades is one line that says what was looked at and what blocked it. Undefined for a day before the first instant. */
export function dailyReport(state: DeskState, now: Ms, equity: Fixed): EventOf<'report'> | undefined {
  const start = utcDay(now) - DAY;
  const trades = state.account.closed.filter((trade) => trade.closedAt >= start && trade.closedAt < start + DAY);
  const net = trades.reduce((sum, trade) => sum + trade.profit, ZERO);
  const counted = [state.day, state.yesterday].find((day) => day.start === start);
  const blocked = [...(counted?.blocked ?? []).entries()].toSorted((a, b) => b[1] - a[1]).slice(0, 3);
  const { best, instants, entries } = counted ?? { best: undefined, instants: 0, entries: 0 };
  const looked = [
    `${numberText(instants, 0)} scans, ${entries} entries`,
    ...(best === undefined ? [] : [`best ${shortName(best.symbol)} ${numberText(best.score, 2)}`]),
    ...(blocked.length === 0 ? [] : [`blocked by ${blocked.map(([gate, count]) => `${gate} ${count}`).join(', ')}`]),
  ].join('; ');
  if (instants === 0 && trades.length === 0) return undefined;
  const day = dateOf(start);
  if (trades.length === 0 && state.account.positions.size === 0)
    return { type: 'report', at: now, day, reply: { title: day, lines: [looked] } };
  const before = toNumber(equity) - toNumber(net);
  return {
    type: 'report',
    at: now,
    day,
    reply: {
      title: `${day}: ${moneyText(net, true)} (${shareText(before === 0 ? 0 : toNumber(net) / before, true)})`,
      lines: [
        `${trades.length} closed: ${trades.filter((trade) => trade.profit > ZERO).length} won, ${trades.filter((trade) => trade.profit <= ZERO).length} lost`,
        `Equity ${moneyText(equity)} · ${state.account.positions.size} open`,
        looked,
      ],
    },
  };
}
