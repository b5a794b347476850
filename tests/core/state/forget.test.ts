import { describe, expect, it } from 'vitest';
import { ALERTS } from '../../../src/core/alerts/list.ts';
import { createRecorder } from '../../../src/core/desk/recorder.ts';
import { takeAccountReport } from '../../../src/core/execution/accountReports.ts';
import type { DeskEvent, EventOf } from '../../../src/core/facts/events.ts';
import { fixed } from '../../../src/core/money.ts';
import { applyToAccount } from '../../../src/core/state/account.ts';
import { closedEvent } from '../../../src/core/state/closedTrade.ts';
import { evolve } from '../../../src/core/state/evolve.ts';
import { forget, REMEMBERED } from '../../../src/core/state/forget.ts';
import { standingOf } from '../../../src/core/state/standing.ts';
import { emptyState, type MutableState } from '../../../src/core/state/state.ts';
import { DAY, HOUR, type Ms } from '../../../src/core/time.ts';
import { end, fill, funded, instant, opened, START } from './story.ts';
import { became, entered, left } from './wholeTrade.ts';

const told = (topic: string, at: Ms = START): EventOf<'alert'> => ({
  type: 'alert',
  at,
  id: '1',
  alert: 'signal',
  severity: 'info',
  topic,
  reply: { title: topic, lines: [] },
});

function fold(...events: readonly DeskEvent[]): MutableState {
  const state = emptyState();
  for (const event of events) evolve(state, event);
  return state;
}

/** The events of a whole trade and then a moment, `later` after it. */
function stoppedOut(later: Ms): MutableState {
  const state = fold(...entered, left, became('out', 'filled', START + HOUR));
  const position = state.account.positions.get(1);
  if (position === undefined) throw new RangeError('position 1 is open until its end is told');
  for (const event of [closedEvent(position, 'stop', START + HOUR), instant(START + later, '995')]) evolve(state, event);
  return state;
}

describe('what has ended leaves memory', () => {
  it('a leg of a pair not before what its trade came to has been told', () => {
    const state = emptyState();
    const { account } = state;
    const tell = (...events: readonly DeskEvent[]) => events.forEach((event) => applyToAccount(account, event));
    const left = (position: number, at: Ms) => {
      tell(fill(position, { purpose: 'stop', price: '99', quantity: '1' }));
      end(account, position, 'stop', at);
    };
    const marked = (days: number, ...open: readonly number[]) => {
      tell({ ...instant(START + days * DAY, '1000'), added: open.map((position) => ({ position, amount: '-1' })) });
      forget(state, START + days * DAY);
    };
    tell(funded('1000'));
    for (const id of [1, 2]) tell(opened(id, { decision: 'pair' }), fill(id, { purpose: 'entry', price: '100', quantity: '1' }));
    left(1, START + HOUR);
    for (let day = 1; day <= 12; day++) marked(day, 1, 2);
    expect(account.closed.map(({ position }) => position)).toEqual([1]);
    left(2, START + 12 * DAY + HOUR);
    marked(13);
    expect(account.closed.map(({ position }) => position)).toEqual([1, 2]);
    for (let day = 14; day <= 22; day++) marked(day);
    expect(account.closed).toEqual([]);
  });

  it('a trade, its orders and its fills after the last days, its sums never', () => {
    const late = stoppedOut(REMEMBERED + 2 * DAY);
    expect(late.account.closed).toEqual([]);
    expect([...late.orders.all.keys(), ...late.orders.byPosition.keys(), ...late.account.trades.keys()]).toEqual([]);
    // 5 to the stop, 0.0475 of slippage at 95, and a thousandth of the 94.9525 that a plain stop brings.
    const losses = { trades: 1, r: expect.closeTo(-5 / 5.1424525, 12) };
    expect(late.account.byStrategy.get('momentum')).toMatchObject({ tally: { trades: 1, won: 0 }, losses });
    expect(late.account.lastClosedAt).toBe(START + HOUR);
    expect(late.account.balance).toBe(fold(...entered, left).account.balance);
  });

  it('not within the last days', () => {
    const soon = stoppedOut(REMEMBERED - DAY);
    expect(soon.account.closed).toHaveLength(1);
    expect([...soon.orders.all.keys()]).toEqual(['in', 'out']);
    expect(soon.account.trades.size).toBe(2);
  });

  it('nothing that an open position still hangs on, and no trade that could be booked twice', () => {
    const state = fold(...entered, instant(START + 60 * DAY, '1000'));
    expect(state.account.positions.size).toBe(1);
    expect([...state.orders.working.keys()]).toEqual(['out']);
    const before = state.account.balance;
    evolve(state, left);
    evolve(state, instant(START + 61 * DAY, '995'));
    expect(state.account.trades.has('BTC/USDT last')).toBe(true);
    expect(state.account.balance).toBeLessThan(before);
  });

  it('no booking of money, however late it is told again: what is too old to be known is not taken', () => {
    const begun = [funded('1000'), instant(START, '1000')].map((event) => ({ step: null, event }));
    const recorder = createRecorder({
      log: { append: () => Promise.resolve(), history: () => Promise.resolve([]) },
      alerts: [],
      desk: () => {
        throw new Error('no alerts here');
      },
      logger: () => undefined,
      standing: standingOf(begun, false),
    });
    const { state } = recorder;
    const tell = (): void => {
      takeAccountReport(recorder, {
        kind: 'transfer',
        transfer: { id: 't1', asset: 'USDT', amount: fixed('500'), why: '', at: START },
      });
      takeAccountReport(recorder, {
        kind: 'funding',
        funding: { id: 'f1', symbol: 'BTC/USDT:USDT', asset: 'USDT', rate: 0.0001, amount: fixed('-20'), at: START },
      });
    };
    tell();
    for (const days of [1, 9, 30, 91, 400]) {
      recorder.emit(instant(START + days * DAY, '1480'));
      tell();
      expect(state.account.balance, `${days} days later`).toBe(fixed('1480'));
    }
    expect(state.account.trades.size).toBe(0);
  });

  it('an answered card after the last days, a waiting one never', () => {
    const plan = {
      decision: 'd',
      at: START,
      kind: 'entry' as const,
      strategy: 'momentum',
      score: 0.5,
      confidence: 0.7,
      legs: [],
    };
    const asked = (proposal: string): EventOf<'proposed'> => ({
      type: 'proposed',
      at: START,
      proposal,
      plan,
      by: 'desk',
      answerBy: START + HOUR,
      settings: 1,
    });
    const state = fold(
      asked('A1'),
      asked('A2'),
      { type: 'proposal', at: START, proposal: 'A1', to: 'rejected', who: 'Ana', why: '' },
      instant(START + REMEMBERED + 2 * DAY, '0'),
    );
    expect([...state.proposals.keys()]).toEqual(['A2']);
    expect(state.numbers.proposal).toBe(2);
  });

  it('the last telling of a topic once no alert would hold it back any more', () => {
    expect(Math.max(...ALERTS.map(({ cooldown }) => cooldown))).toBeLessThan(REMEMBERED);
    const state = fold(told('old'), told('new', START + REMEMBERED), instant(START + REMEMBERED + 2 * DAY, '0'));
    expect([...state.told.keys()]).toEqual(['new']);
  });
});
