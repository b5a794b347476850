import type { EquityStretch } from '../../core/analytics/equityStretch.ts';
import { groupOf } from '../../core/analytics/group.ts';
import { joinedByGroup } from '../../core/analytics/tally.ts';
import type { Queries } from '../../core/desk/queries.ts';
import type { ClosedTrade } from '../../core/state/closedTrade.ts';
import { type Tally, tallyOf } from '../../core/state/tally.ts';
import type { Ms } from '../../core/time.ts';
import { equity } from './equity.ts';
import type { Select } from './select.ts';
import type { Condition, RowOf } from './table.ts';
import { tally, trade } from './trades.ts';

/** Above so many days they are told by the day, below by the hour. */
const MOST_DAYS = 60;

function closed(row: RowOf<typeof trade>): ClosedTrade {
  const { seq: _, block: __, ...one } = row;
  return one;
}

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
  return {
    trades: async (limit) => (await select(trade, { where: [], order: ['seq'], newestFirst: true, limit })).map(closed),
    async trade(position) {
      const [row] = await select(trade, { where: [['position', '=', position]], order: ['position'], limit: 1 });
      return row === undefined ? undefined : closed(row);
    },
    async tallies(by, from) {
      const rows = await select(tally, {
        where: [
          ['grouping', '=', by],
          ['last', '>=', from],
        ],
        order: ['block', 'group'],
      });
      // Of a block that began before, only the later trades count: they are looked at one by one.
      const cut = new Set(rows.filter(({ first }) => first < from).map(({ block }) => block));
      const entries: (readonly [string, Tally])[] = rows.filter(({ block }) => !cut.has(block)).map((row) => [row.group, row]);
      for (const block of cut) {
        const where: readonly Condition<RowOf<typeof trade>>[] = [
          ['block', '=', block],
          ['closedAt', '>=', from],
        ];
        for (const one of await select(trade, { where, order: ['seq'] })) entries.push([groupOf(one, by), tallyOf(one)]);
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
