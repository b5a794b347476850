import { describe, expect, it } from 'vitest';
import { ExchangeError } from '../../src/core/execution/broker.ts';
import { createGateway } from '../../src/core/execution/gateway.ts';
import { SECOND } from '../../src/core/time.ts';
import { laterBroker } from '../support/laterBroker.ts';
import { flat, hour, START, stillSettings, written } from '../support/market.ts';
import { openDesk } from '../support/memoryDesk.ts';
import { eventsOf } from '../support/memoryLog.ts';
import { manualClock } from '../venue/manualClock.ts';

const settings = stillSettings();
const MARKET = { 'AAA/USDT:USDT': flat(12), 'BBB/USDT:USDT': flat(12) };

/** A desk on a broker that answers in its own time, and not at all while `hang` says so; `asked` is what was handed over to it. */
async function slowDesk() {
  const clock = manualClock(0);
  const asked: string[] = [];
  const late: (() => void)[] = [];
  let hangs = (_what: string): boolean => false;
  const desk = await openDesk({
    source: written(MARKET),
    from: START,
    to: hour(12),
    settings,
    rerun: false,
    after: clock.after,
    between: (paper) =>
      laterBroker(paper, async (what, clientId) => {
        asked.push(`${what} ${clientId}`);
        if (hangs(what)) await new Promise<void>((resolve) => late.push(resolve));
      }),
  });
  const rest = async (): Promise<void> => {
    for (let i = 0; i < 50; i++) await new Promise(setImmediate);
  };
  await desk.play(hour(2));
  await rest();
  return {
    desk,
    clock,
    asked,
    rest,
    answer(): void {
      for (const resolve of late.splice(0)) resolve();
    },
    hang(what: (what: string) => boolean): void {
      hangs = what;
    },
    of: (status: string): readonly string[] =>
      eventsOf(desk.rows(), 'order').flatMap((order) => (order.status === status ? [`${order.symbol} ${order.purpose}`] : [])),
  };
}

describe('nobody waits for a broker', () => {
  it('an entry is in the log before it is handed over, is acknowledged later, and is then protected', async () => {
    const { desk, rest } = await slowDesk();
    await desk.type('/buy AAA-PERP 5000');
    await rest();
    expect([...desk.state.account.positions.values()].map(({ symbol }) => symbol)).toEqual(['AAA/USDT:USDT']);
    const stops = [...desk.state.orders.working.values()].filter(({ purpose }) => purpose === 'stop');
    expect(stops.map(({ status }) => status)).toEqual(['open']);
  });

  it('with every request unanswered commands are answered, and /panic hands its exits over', async () => {
    const { desk, rest, hang, asked } = await slowDesk();
    await desk.type('/buy AAA-PERP 5000');
    await rest();
    hang(() => true);
    expect((await desk.type('/buy BBB-PERP 5000')).outcome).toBe('ok');
    expect((await desk.type('/status')).outcome).toBe('ok');
    const before = asked.length;
    expect((await desk.type('/panic now')).outcome).toBe('ok');
    const exit = [...desk.state.orders.all.values()].find(({ purpose }) => purpose === 'exit');
    expect(asked.slice(before)).toContain(`place ${exit?.clientId}`);
    expect(exit?.status).toBe('intended');
  });

  it('without an answer at the deadline an order is of unknown outcome, reserved and not sent again; a late answer counts', async () => {
    const { desk, rest, hang, asked, clock, answer, of } = await slowDesk();
    hang((what) => what !== 'query');
    await desk.type('/buy AAA-PERP 5000');
    await rest();
    expect(of('unknown')).toEqual([]);
    clock.advance(10 * SECOND);
    await rest();
    expect(of('unknown')).toEqual(['AAA/USDT:USDT entry']);
    expect(desk.trader.desk.risk().exposures.map(({ symbol }) => symbol)).toEqual(['AAA/USDT:USDT']);
    hang(() => false);
    answer();
    await rest();
    expect([...desk.state.account.positions.values()].map(({ symbol }) => symbol)).toEqual(['AAA/USDT:USDT']);
    const placed = asked.filter((what) => what.startsWith('place'));
    expect(new Set(placed).size).toBe(placed.length);
  });

  it('what reduces goes at once, although an addition to its position is unanswered', async () => {
    const { desk, rest, hang, asked } = await slowDesk();
    await desk.type('/buy AAA-PERP 5000');
    await rest();
    hang((what) => what === 'place');
    await desk.type('/add 1 1000');
    await desk.type('/yes');
    await rest();
    const before = asked.length;
    await desk.type('/close 1 now');
    await rest();
    const exit = [...desk.state.orders.all.values()].find(({ purpose }) => purpose === 'exit');
    expect(asked.slice(before)).toContain(`place ${exit?.clientId}`);
  });

  it('an entry that was stopped while it waited for its lane is not sent any more', async () => {
    const { desk, rest } = await slowDesk();
    await desk.type('/buy AAA-PERP 5000');
    await rest();
    const [order] = desk.state.orders.all.values();
    if (order === undefined) throw new Error('no order');
    const orders = ['first', 'second', 'third'].map((clientId) => ({ ...order, clientId }));
    const sent: string[] = [];
    const told: string[] = [];
    const clock = manualClock(0);
    const remote = laterBroker(desk.paper, (what, clientId) => {
      sent.push(`${what} ${clientId}`);
      return new Promise(() => undefined);
    });
    const ignore = (): void => undefined;
    const gateway = createGateway({
      broker: remote,
      answers: {
        placed: ignore,
        notPlaced: ({ clientId }) => told.push(`${clientId} unknown`),
        notSent: ignore,
        withdrawn: ({ clientId }, why) => told.push(`${clientId} withdrawn: ${why}`),
        canceled: ignore,
        notCanceled: () => true,
        told: ignore,
        noAnswer: ignore,
      },
      turn: (answer) => answer(),
      after: clock.after,
      whyNot: ({ clientId }) => (clientId === 'second' ? 'stopped' : undefined),
    });
    const [intent] = eventsOf(desk.rows(), 'intent');
    if (intent === undefined) throw new Error('no intent');
    for (const one of orders) gateway.hand({ kind: 'send', intent }, one);
    expect(sent).toEqual(['place first']);
    clock.advance(10 * SECOND);
    expect(sent).toEqual(['place first', 'place third']);
    expect(told).toEqual(['first unknown', 'second withdrawn: stopped']);
  });

  it('a cancel that is refused leaves the order in doubt until it is known what it is', async () => {
    const { desk, rest, hang, clock } = await slowDesk();
    await desk.type('/buy AAA-PERP 5000');
    await rest();
    const stop = [...desk.state.orders.working.values()].find(({ purpose }) => purpose === 'stop');
    hang((what) => {
      if (what === 'cancel') throw new ExchangeError('rejected', 'no such order');
      return what === 'query';
    });
    expect((await desk.type('/stop 1 99 now')).outcome).toBe('ok');
    await rest();
    expect(stop).toMatchObject({ status: 'unknown', says: 'no such order' });
    clock.advance(10 * SECOND);
    await rest();
    expect(stop?.status).toBe('unknown');
  });

  it('holding the account against a broker that hangs holds nobody, and its failure is told', async () => {
    const { desk, hang, rest, clock } = await slowDesk();
    await desk.type('/buy AAA-PERP 5000');
    await rest();
    hang((what) => what === 'query');
    await desk.play(hour(3));
    expect((await desk.type('/status')).outcome).toBe('ok');
    expect(eventsOf(desk.rows(), 'jobFailed')).toEqual([]);
    clock.advance(10 * SECOND);
    await rest();
    expect((await desk.type('/status')).outcome).toBe('ok');
    expect(eventsOf(desk.rows(), 'jobFailed')).toMatchObject([{ job: 'reconcile', says: 'no answer within 10 s' }]);
  });
});
