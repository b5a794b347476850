import type { EquityStretch } from '../../core/analytics/equityStretch.ts';
import { groupOf } from '../../core/analytics/group.ts';
import { joinedByGroup } from '../../core/analytics/tally.ts';
import type { Queries } from '../../core/desk/queries.ts';
import type { ClosedTrade } from '../../core/state/closedTrade.ts';
import { type Tally, tallyOf } from '../../core/state/tally.ts';
import { tradeOf } from '../../core/state/trade.ts';
import { type Ms, utcDay } from '../../core/time.ts';
import { equity, mark } from './equity.ts';
import type { Select } from './select.ts';
import type { Condition, RowOf } from './table.ts';
import { type TradeRow, tally, trade } from './trades.ts';

/** Above so many days they are told by the day, below by the hour. */
const MOST_DAYS = 60;

/** Both of a pair, and what is filled of either after it was closed. */
const MOST_LEGS = 4;

function closed(row: TradeRow): ClosedTrade {
  const { seq: _, block: __, ended: ___, ...one } = row;
  return one;
}

/** The trades that rows of their legs make, by the events that ended them. */
const tradesOf = (legs: readonly TradeRow[]) =>
  [...Map.groupBy(legs, ({ ended }) => ended)].map(([seq, own]) => ({ seq, trade: tradeOf(own.map(closed)) }));

/** Answers from read models, wherever `select` finds their rows. */
export function queriesOf(select: Select): Queries {
  const stretches = async (span: RowOf<typeof equity>['span'], from: Ms, to: Ms): Promise<readonly EquityStretch[]> => {
    const rows = await select(equity, {
      where: [
        ['span', '=', span],
        ['start', '>=', from],
        ['start', '<', to],
      ],
      order: ['start'],
    });
    return rows.map((row) => {
      const { span: _, ...stretch } = row;
      return stretch;
    });
  };
  const legsOf = async ({ decision, ended }: TradeRow): Promise<readonly ClosedTrade[]> => {
    const where: readonly Condition<TradeRow>[] = [
      ['decision', '=', decision],
      ['ended', '=', ended],
    ];
    return (await select(trade, { where, order: ['seq'] })).map(closed);
  };
  return {
    async trades(limit, symbol) {
      const where: readonly Condition<TradeRow>[] = [
        ['ended', '>=', 0],
        ...(symbol === undefined ? [] : [['symbol', '=', symbol] as const]),
      ];
      const rows = await select(trade, { where, order: ['ended', 'seq'], newestFirst: true, limit: limit * MOST_LEGS });
      const found = [...Map.groupBy(rows, ({ ended }) => ended).values()].slice(0, limit);
      // Of a pair that was asked for by one of its symbols the other leg is still to be read.
      return symbol === undefined
        ? found.map((own) => own.toReversed().map(closed))
        : Promise.all(found.flatMap(([one]) => (one === undefined ? [] : [legsOf(one)])));
    },
    legs: async (decision) => (await select(trade, { where: [['decision', '=', decision]], order: ['seq'] })).map(closed),
    ended: async (behind) => tradesOf(await select(trade, { where: [['ended', '>=', behind + 1]], order: ['ended', 'seq'] })),
    async endedLegs(behind, upTo) {
      const where: readonly Condition<TradeRow>[] = [
        ['ended', '>=', behind + 1],
        ['ended', '<=', upTo],
      ];
      const legs = await select(trade, { where, order: ['ended', 'seq'] });
      return [...Map.groupBy(legs, ({ ended }) => ended).values()].map((own) => own.map(closed));
    },
    marks: (from, limit) =>
      select(mark, { where: [['at', '>=', utcDay(from)]], order: ['at'], ...(limit === undefined ? {} : { limit }) }),
    async trade(position) {
      const [row] = await select(trade, { where: [['position', '=', position]], order: ['position'], limit: 1 });
      return row === undefined ? undefined : closed(row);
    },
    async tallies(by, behind) {
      const rows = await select(tally, {
        where: [
          ['grouping', '=', by],
          ['last', '>=', behind + 1],
        ],
        order: ['block', 'group'],
      });
      // Of a block that began before, only the later trades count: they are looked at one by one.
      const cut = new Set(rows.filter(({ first }) => first <= behind).map(({ block }) => block));
      const entries: (readonly [string, Tally])[] = rows.filter(({ block }) => !cut.has(block)).map((row) => [row.group, row]);
      for (const block of cut) {
        const where: readonly Condition<TradeRow>[] = [
          ['block', '=', block],
          ['ended', '>=', behind + 1],
        ];
        const legs = await select(trade, { where, order: ['ended', 'seq'] });
        for (const one of tradesOf(legs)) entries.push([groupOf(one.trade, by), tallyOf(one.trade)]);
      }
      return joinedByGroup(entries);
    },
    async equity(from, to) {
      const days = await stretches('day', from, to);
      const [first] = days;
      if (first === undefined || days.length <= MOST_DAYS) return stretches('hour', from, to);
      // The hours of the day in which it begins, then whole days.
      return [...(await stretches('hour', from, first.start)), ...days];
    },
  };
}
