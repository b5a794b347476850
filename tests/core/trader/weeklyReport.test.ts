import { describe, expect, it } from 'vitest';
import { fixed } from '../../../src/core/money.ts';
import type { ClosedTrade } from '../../../src/core/state/closedTrade.ts';
import { type DeskState, emptyState } from '../../../src/core/state/state.ts';
import { DAY, HOUR, type Ms } from '../../../src/core/time.ts';
import { weeklyReport } from '../../../src/core/trader/weeklyReport.ts';
import { closedWith } from '../state/closed.ts';

const MONDAY = Date.UTC(2024, 0, 8);

const trade = (position: number, closedAt: Ms, profit: string, r: number, strategy = 'momentum'): ClosedTrade =>
  closedWith({ position, strategy, profit: fixed(profit), r, openedAt: closedAt - HOUR, closedAt });

function stateWith(closed: readonly ClosedTrade[], instants = 96): DeskState {
  const state = emptyState();
  state.account.closed.push(...closed);
  state.yesterday = { ...state.yesterday, start: MONDAY - DAY, instants };
  return state;
}

const report = (state: DeskState, at: Ms = MONDAY + 10_000) => weeklyReport(state, at, fixed('10020'));

describe('the weekly report', () => {
  it('tells of the week from Monday to Sunday, and of nothing before or after it', () => {
    const state = stateWith([
      trade(1, MONDAY - 7 * DAY - 1, '500', 5),
      trade(2, MONDAY - 7 * DAY, '30', 1.5),
      trade(3, MONDAY - 3 * DAY, '-20', -1, 'pairs'),
      trade(4, MONDAY - 1, '10', 0.5),
      trade(5, MONDAY, '500', 5),
    ]);
    expect(report(state)).toMatchObject({
      day: '2024-01-01 to 2024-01-07',
      reply: {
        title: 'Week 2024-01-01 to 2024-01-07: +20.00 (+0.20 %)',
        lines: [
          '3 closed: 2 won, 1 lost · +1.00 R',
          'Best 2 SOL +30.00 · worst 3 SOL −20.00',
          'momentum +40.00 in 2',
          'pairs −20.00 in 1',
          'Fees 1.50, already in it',
          'Equity 10,020.00 · 0 open',
        ],
      },
    });
  });

  it('comes on Mondays alone', () => {
    const state = stateWith([trade(1, MONDAY - 1, '10', 1)]);
    const days = Array.from({ length: 14 }, (_, i) => MONDAY + i * DAY + 10_000);
    expect(days.filter((at) => weeklyReport(state, at, fixed('10000')) !== undefined)).toEqual([MONDAY + 10_000]);
  });

  it('says that nothing was closed, and says nothing of a week in which nobody looked', () => {
    expect(report(stateWith([]))?.reply.lines).toEqual(['No trade was closed', 'Equity 10,020.00 · 0 open']);
    expect(report(stateWith([], 0))).toBeUndefined();
  });
});
