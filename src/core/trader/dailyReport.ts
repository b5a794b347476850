import { talliesOf, totalOf } from '../analytics/tally.ts';
import type { EventOf } from '../facts/events.ts';
import { ZERO } from '../money.ts';
import { ofEquity } from '../reply/currency.ts';
import { moneyText, numberText, shortName } from '../reply/format.ts';
import { splitShown, splitText } from '../reply/split.ts';
import { type Mark } from '../state/dayMark.ts';
import { markFrom, splitOf, sumsBetween, tradesBetween } from '../state/span.ts';
import type { DeskState } from '../state/state.ts';
import { outcomes } from '../state/tally.ts';
import { DAY, dateOf, type Ms, utcDay } from '../time.ts';

/** What the report is made from, and where the account stands now. */
export type Reported = { readonly state: DeskState; readonly now: Mark; readonly currency: string };

/** What scans of the day that began at `start` looked at, and what stopped them. */
function lookedAt(state: DeskState, start: Ms): { readonly instants: number; readonly text: string } {
  const counted = [state.day, state.yesterday].find((day) => day.start === start);
  const blocked = [...(counted?.blocked ?? []).entries()].toSorted((a, b) => b[1] - a[1]).slice(0, 3);
  const { best, instants, entries } = counted ?? { best: undefined, instants: 0, entries: 0 };
  const text = [
    `${numberText(instants, 0)} scans, ${numberText(entries, 0)} entries`,
    ...(best === undefined ? [] : [`best ${shortName(best.symbol)} ${numberText(best.score, 2)}`]),
    ...(blocked.length === 0
      ? []
      : [`blocked by ${blocked.map(([gate, count]) => `${gate} ${numberText(count, 0)}`).join(', ')}`]),
  ].join('; ');
  return { instants, text };
}

/** What was asked on the day that began at `start`, and what was not for want of asks; nothing where there was nothing to ask. */
function askedLine({ asks }: DeskState, start: Ms): readonly string[] {
  const day = asks.days.find((one) => one.start === start);
  if (day === undefined) return [];
  const best = day.best === undefined ? '' : `, best ${shortName(day.best.symbol)} ${numberText(day.best.score, 2, true)}`;
  const letGo = day.letGo === 0 ? '' : `, let go ${day.letGo}`;
  return [`Asked ${day.asked}${day.withheld === 0 ? '' : `, withheld ${day.withheld}${best}`}${letGo}`];
}

/**
 * The report of the UTC day that has just ended, from its first mark to the next day's; a day on which nothing was held, came in or ended is one line that says what was looked at
 * and what blocked it. Undefined for a day before the first instant.
 */
export function dailyReport({ state, now, currency }: Reported): EventOf<'report'> | undefined {
  const start = utcDay(now.at) - DAY;
  const { account } = state;
  const looked = lookedAt(state, start);
  const from = markFrom(account, start);
  const day = dateOf(start);
  if (from === undefined || utcDay(from.at) !== start) return undefined;
  const to = markFrom(account, start + DAY) ?? now;
  const sums = sumsBetween(account, from, to);
  const tally = totalOf(talliesOf(tradesBetween(account, from, to), 'strategy'));
  if (looked.instants === 0 && sums.closed.length === 0) return undefined;
  if (tally.trades === 0 && sums.closed.length === 0 && sums.open.length === 0 && sums.net === ZERO)
    return { type: 'report', at: now.at, day, reply: { title: day, lines: [looked.text, ...askedLine(state, start)] } };
  const split = splitOf(sums);
  const { net } = splitShown(split, currency);
  return {
    type: 'report',
    at: now.at,
    day,
    reply: {
      title: `${day}: ${moneyText(net, currency, true)} (${ofEquity(net, sums.base)})`,
      lines: [
        `${tally.trades} closed: ${outcomes(tally)}`,
        splitText(split, currency),
        `Equity ${moneyText(to.equity, currency)} · ${sums.open.length} open`,
        looked.text,
        ...askedLine(state, start),
      ],
    },
  };
}
