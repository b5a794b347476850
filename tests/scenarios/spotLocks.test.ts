import { describe, expect, test } from 'vitest';
import { ExchangeError } from '../../src/core/execution/broker.ts';
import { fixed } from '../../src/core/money.ts';
import { expectSound } from '../support/faultyDesk.ts';
import { laterBroker } from '../support/laterBroker.ts';
import { flat, hour, START, stillSettings, written } from '../support/market.ts';
import { type DeskOptions, type MemoryDesk, openDesk } from '../support/memoryDesk.ts';
import { eventsOf } from '../support/memoryLog.ts';
import type { Bar } from '../support/scriptedSource.ts';
import { manualClock } from '../venue/manualClock.ts';

/** A desk with 500 USDT of a spot symbol bought at hour 2, at 100 with the stop at 98 and the target at 104. */
async function held(
  spot: 'lists' | 'locks',
  {
    bars = flat(12),
    exits = {},
    between,
  }: { bars?: readonly Bar[]; exits?: Readonly<Record<string, unknown>> } & Pick<DeskOptions, 'between'> = {},
): Promise<MemoryDesk> {
  const desk = await openDesk({
    source: written({ 'AAA/USDT': bars, 'BBB/USDT': flat(12) }),
    from: START,
    to: hour(12),
    settings: stillSettings({ execution: { spot }, exits }),
    ...(between === undefined ? {} : { between }),
  });
  await desk.play(hour(2));
  await desk.type('/buy AAA/USDT 500');
  return desk;
}

const refusals = (desk: MemoryDesk) => eventsOf(desk.rows(), 'order').filter(({ status }) => status === 'rejected');
/** What rests, as `purpose price`. */
const resting = (desk: MemoryDesk) =>
  [...desk.state.orders.working.values()].map(
    ({ purpose, trigger, price }) => `${purpose} ${(trigger ?? price ?? 0n) / fixed('1')}`,
  );
const closed = (desk: MemoryDesk) =>
  eventsOf(desk.rows(), 'positionClosed').map(({ why, at }) => ({ why, at: (at - START) / hour(1) }));

describe.each(['lists', 'locks'] as const)('spot on a venue that locks what rests (%s)', (spot) => {
  const guards = spot === 'lists' ? ['target 104', 'stop 98'] : ['stop 98'];

  test('the coins are promised once, and nothing is refused', async () => {
    const desk = await held(spot);
    expect(resting(desk)).toEqual(guards);
    await desk.play(hour(8));
    expect(resting(desk)).toEqual(guards);
    expect(refusals(desk)).toEqual([]);
    expectSound(desk, []);
  });

  test.each(['/close 1 now', '/panic now'])('%s ends flat', async (line) => {
    const desk = await held(spot);
    await desk.play(hour(4));
    await desk.type(line);
    await desk.play(hour(5));
    expect(desk.state.account.positions.size).toBe(0);
    expect(resting(desk)).toEqual([]);
    expect(refusals(desk)).toEqual([]);
    expectSound(desk, []);
  });

  test('a part leaves, and the rest is guarded at once', async () => {
    const desk = await held(spot);
    await desk.type('/reduce 1 50% now');
    const [position] = desk.state.account.positions.values();
    const stops = [...desk.state.orders.working.values()].filter(({ purpose }) => purpose === 'stop');
    expect(stops.map(({ quantity }) => quantity)).toEqual([position?.quantity]);
    expect(position?.quantity).toBe(fixed('2.5'));
    expect(refusals(desk)).toEqual([]);
    expectSound(desk, []);
  });

  test('a moved stop is canceled and placed anew in the same moment', async () => {
    const desk = await held(spot);
    await desk.play(hour(4));
    await desk.type('/stop 1 99 now');
    expect(resting(desk)).toEqual(guards.map((one) => one.replace('98', '99')));
    const placed = eventsOf(desk.rows(), 'intent').find(({ trigger }) => trigger === '99');
    const gone = eventsOf(desk.rows(), 'order').find(({ purpose, status }) => purpose === 'stop' && status === 'canceled');
    expect(placed?.at).toBe(gone?.at);
    expect(refusals(desk)).toEqual([]);
    expectSound(desk, []);
  });

  test('the target is taken when the price has come to it', async () => {
    const desk = await held(spot, { bars: [...flat(4), { close: 105 }, ...flat(7)] });
    await desk.play(hour(6));
    expect(closed(desk).map(({ why }) => why)).toEqual(['target']);
    expect(resting(desk)).toEqual([]);
    expectSound(desk, []);
  });

  test('of two targets the first is watched and taken; then stop and last target guard the rest', async () => {
    const bars = [...flat(4), { close: 102.5 }, ...flat(7).map(() => ({ open: 102.5, close: 102.5 }))];
    const desk = await held(spot, { bars, exits: { partial: 0.5 } });
    expect(resting(desk)).toEqual(['stop 98']);
    await desk.play(hour(7));
    const taken = eventsOf(desk.rows(), 'fill').filter(({ purpose }) => purpose === 'exit');
    expect(taken.map(({ quantity }) => quantity)).toEqual(['2.5']);
    expect(eventsOf(desk.rows(), 'exitAsked').map(({ why }) => why)).toEqual(['partial']);
    expect(resting(desk).length).toBe(guards.length);
    expectSound(desk, []);
  });
});

test('a cancel without an answer is asked about, and the position leaves all the same', async () => {
  let silent = 1;
  const desk = await held('lists', {
    between: (paper) => ({
      ...paper,
      cancel(clientId, symbol) {
        if (silent-- > 0) throw new ExchangeError('unknown', 'no answer in time');
        return paper.cancel(clientId, symbol);
      },
    }),
  });
  await desk.type('/close 1 now');
  await desk.play(hour(5));
  expect(silent).toBeLessThan(0);
  expect(desk.state.account.positions.size).toBe(0);
  expectSound(desk, []);
});

test('a list that the venue refuses leaves the stop alone, and the target is watched', async () => {
  const desk = await held('lists', {
    bars: [...flat(4), { close: 105 }, ...flat(7)],
    between: (paper) => ({
      ...paper,
      place(request) {
        if (request.target !== undefined) throw new ExchangeError('rejected', 'lists are off today');
        return paper.place(request);
      },
    }),
  });
  expect(resting(desk)).toEqual(['stop 98']);
  expect(refusals(desk)).toHaveLength(1);
  await desk.play(hour(6));
  expect(closed(desk).map(({ why }) => why)).toEqual(['target']);
  expectSound(desk, []);
});

/** The same on a broker that answers in its own time, and cancels not at all while `silent`. */
async function heldLater() {
  const clock = manualClock(0);
  const asked: string[] = [];
  let silent = false;
  const desk: MemoryDesk = await openDesk({
    source: written({ 'AAA/USDT': flat(12), 'BBB/USDT': flat(12) }),
    from: START,
    to: hour(12),
    settings: stillSettings(),
    rerun: false,
    after: clock.after,
    between: (paper) =>
      laterBroker(paper, async (what, clientId) => {
        const leg = clientId === '' ? '' : desk.state.orders.all.get(clientId)?.leg;
        if (what !== 'query') asked.push(`${what} ${leg}`);
        if (silent && what === 'cancel') await new Promise<never>(() => undefined);
      }),
  });
  const rest = async (): Promise<void> => {
    for (let i = 0; i < 50; i++) await new Promise(setImmediate);
  };
  await desk.play(hour(2));
  await rest();
  await desk.type('/buy AAA/USDT 500');
  await rest();
  asked.length = 0;
  return { desk, clock, asked, rest, hush: () => (silent = true) };
}

test('a venue that answers later is asked to free the coins first; the exit follows its answer', async () => {
  const { desk, asked, rest } = await heldLater();
  expect(resting(desk)).toEqual(['target 104', 'stop 98']);
  await desk.type('/close 1 now');
  await rest();
  expect(asked).toEqual(['cancel stop.1', 'place exit.1']);
  expect(desk.state.account.positions.size).toBe(0);
  expect(refusals(desk)).toEqual([]);
});

test('/panic now hands its cancels over at once, and a cancel that nobody answers does not hold the exit for ever', async () => {
  const { desk, asked, rest, clock, hush } = await heldLater();
  hush();
  await desk.type('/panic now');
  expect(asked).toEqual(['cancel stop.1']);
  clock.advance(10_000);
  await rest();
  expect(asked).toContain('place exit.1');
});
