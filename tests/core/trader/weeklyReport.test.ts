import { describe, expect, it } from 'vitest';
import type { DeskEvent } from '../../../src/core/facts/events.ts';
import { applyToAccount } from '../../../src/core/state/account.ts';
import { standingNow } from '../../../src/core/state/span.ts';
import { emptyState, type MutableState } from '../../../src/core/state/state.ts';
import { DAY, HOUR, type Ms } from '../../../src/core/time.ts';
import { weeklyReport } from '../../../src/core/trader/weeklyReport.ts';
import { end, fill, funded, instant, opened } from '../state/story.ts';

const MONDAY = Date.UTC(2024, 0, 8);
const BEGUN = MONDAY - 10 * DAY;

function stateWith(instants = 96): MutableState {
  const state = emptyState();
  applyToAccount(state.account, { ...funded('10000'), at: BEGUN });
  state.yesterday = { ...state.yesterday, start: MONDAY - DAY, instants };
  return state;
}

/** One coin bought at 100 and sold at 100 and the profit. */
function trade(state: MutableState, position: number, closedAt: Ms, profit: number, changes: Parameters<typeof opened>[1] = {}) {
  const tell = (...events: readonly DeskEvent[]) => events.forEach((event) => applyToAccount(state.account, event));
  tell(opened(position, changes), fill(position, { purpose: 'entry', price: '100', quantity: '1', fee: '0.5' }));
  tell(fill(position, { purpose: 'target', price: `${100.5 + profit}`, quantity: '1' }));
  end(state.account, position, 'target', closedAt);
}

const report = (state: MutableState, at: Ms = MONDAY + 10_000) =>
  weeklyReport({ state, now: standingNow(state.account, () => 100, { fee: 0, slippage: 0 }, at), currency: 'USDT' });

const mark = (state: MutableState, at: Ms, equity: string, added?: { position: number; amount: string }[]) =>
  applyToAccount(state.account, { ...instant(at, equity), ...(added === undefined ? {} : { added }) });

describe('the weekly report', () => {
  it('tells of the week from Monday to Sunday, the open part in it, and of nothing before or after it', () => {
    const state = stateWith();
    trade(state, 1, MONDAY - 7 * DAY - 1, 500);
    applyToAccount(state.account, opened(6, { strategy: 'momentum' }));
    applyToAccount(state.account, fill(6, { purpose: 'entry', price: '100', quantity: '1' }));
    mark(state, MONDAY - 7 * DAY, '10507', [{ position: 6, amount: '7' }]);
    trade(state, 2, MONDAY - 7 * DAY + 1, 30);
    trade(state, 3, MONDAY - 3 * DAY, -20, { strategy: 'pairs', decision: 'p' });
    trade(state, 4, MONDAY - 1, 10);
    mark(state, MONDAY, '10530', [{ position: 6, amount: '10' }]);
    trade(state, 5, MONDAY + 1, 500);
    expect(report(state)).toMatchObject({
      day: '2024-01-01 to 2024-01-07',
      reply: {
        title: 'Week 2024-01-01 to 2024-01-07: +23.00 (+0.22 %)',
        lines: [
          '3 closed: 2 won, 1 lost · +3.64 R',
          'Best BTC +30.00 · worst BTC −20.00',
          'Fees 1.50, already in it',
          'closed +20.00, open +3.00',
          'momentum +43.00 in 2',
          'pairs −20.00 in 1',
          'Equity 10,530.00 · 1 open',
        ],
      },
    });
  });

  it('counts both legs of a pair as one trade, and what is drawn as neither won nor lost', () => {
    const state = stateWith();
    mark(state, MONDAY - 7 * DAY, '10000');
    const pair = { decision: 'p', strategy: 'pairs', paired: true };
    for (const position of [1, 2]) {
      applyToAccount(state.account, opened(position, pair));
      applyToAccount(state.account, fill(position, { purpose: 'entry', price: '100', quantity: '1' }));
    }
    for (const [position, price] of [
      [1, '110'],
      [2, '95'],
    ] as const) {
      applyToAccount(state.account, fill(position, { purpose: 'exit', price, quantity: '1' }));
      end(state.account, position, 'spread closed', MONDAY - HOUR);
    }
    trade(state, 3, MONDAY - 1, 0);
    expect(report(state)?.reply.lines).toEqual([
      '2 closed: 1 won, 1 drawn, 0 lost · +0.50 R',
      'Best BTC +5.00 · worst BTC 0.00',
      'Fees 0.50, already in it',
      'closed +5.00, open 0.00',
      'momentum 0.00 in 1',
      'pairs +5.00 in 1',
      'Equity 10,005.00 · 0 open',
    ]);
  });

  it('comes on Mondays alone', () => {
    const state = stateWith();
    mark(state, MONDAY - 7 * DAY, '10000');
    trade(state, 1, MONDAY - 1, 10);
    const days = Array.from({ length: 7 }, (_, i) => MONDAY + i * DAY + 10_000);
    expect(days.filter((at) => report(state, at) !== undefined)).toEqual([MONDAY + 10_000]);
  });

  it('says that nothing was closed, and says nothing of a week in which nobody looked', () => {
    const quiet = stateWith();
    mark(quiet, MONDAY - 7 * DAY, '10000');
    expect(report(quiet)?.reply.lines).toEqual(['No trade was closed', 'closed 0.00, open 0.00', 'Equity 10,000.00 · 0 open']);
    const idle = stateWith(0);
    mark(idle, MONDAY - 7 * DAY, '10000');
    expect(report(idle)).toBeUndefined();
  });
});
