import { describe, expect, test } from 'vitest';
import { stateOf } from '../../src/core/state/snapshot.ts';
import { HOUR, type Ms } from '../../src/core/time.ts';
import { flat, hour, START, stillSettings, written } from '../support/market.ts';
import { type MemoryDesk, openDesk } from '../support/memoryDesk.ts';
import { eventsOf, memoryLog } from '../support/memoryLog.ts';
import { submitPair } from '../support/pair.ts';

const HOURS = 14;
/** A rise that the usual strategies take for a short at every close. */
const rising = Array.from({ length: HOURS }, (_, i) => ({ close: 100 * 1.004 ** (i + 1) }));
const AAA = 'AAA/USDT:USDT';

const options = (authority: 'auto' | 'approve', coolDown?: Ms) => ({
  source: written({ [AAA]: rising }),
  from: START,
  to: hour(HOURS),
  jobs: [],
  settings: {
    ...stillSettings({
      signal: { score: 0.05, confidence: 0.05, alignment: -1, ...(coolDown === undefined ? {} : { coolDown }) },
      exits: { stop: 0.2, target: 0.5 },
    }),
    authority,
  },
});

const openedAt = (desk: MemoryDesk): readonly number[] =>
  eventsOf(desk.rows(), 'positionOpened').map(({ at }) => (at - START) / HOUR);
const askedAt = (desk: MemoryDesk): readonly number[] => eventsOf(desk.rows(), 'proposed').map(({ at }) => (at - START) / HOUR);

describe('after a close by hand', () => {
  async function closedByHand(coolDown?: Ms): Promise<MemoryDesk> {
    const desk = await openDesk(options('auto', coolDown));
    await desk.play(hour(2));
    expect(openedAt(desk)).toEqual([1]);
    await desk.type('/close AAA now');
    return desk;
  }

  test('the desk does not enter the same side again until its cool-down is over, and /whynot shows the gate', async () => {
    const desk = await closedByHand();
    await desk.play(hour(4));
    const { title, lines } = (await desk.type('/whynot AAA')).reply;
    expect(title).toBe('AAA-PERP: stopped by cool-down');
    expect(lines).toContain('✗ cool-down: the short was closed by hand 2 h ago, resting until 2024-03-04 06:00 UTC');
    await desk.play();
    expect(openedAt(desk)[1]).toBe(6);
  });

  test('it comes back at the next close where the gate is taken away', async () => {
    const desk = await closedByHand(0);
    await desk.play(hour(4));
    expect(openedAt(desk)[1]).toBe(3);
  });

  test('an order by hand is not barred', async () => {
    const desk = await closedByHand();
    await desk.type('/sell AAA 500');
    expect(openedAt(desk)).toEqual([1, 2]);
  });

  test('it outlives a restart, from the log and from a snapshot alike', async () => {
    const first = await closedByHand();
    await first.play(hour(3));
    await first.stop();
    const again = await openDesk({ ...options('auto'), log: memoryLog(first.log) });
    await again.play(hour(5));
    expect(openedAt(again)).toEqual([1]);
    const [taken] = first.log.taken;
    expect(taken === undefined ? undefined : stateOf(taken)?.coolDowns.size).toBe(1);
    await again.play();
    expect(openedAt(again)[1]).toBe(6);
  });
});

test('after a rejection the same card is not asked again before its cool-down is over', async () => {
  const desk = await openDesk(options('approve'));
  await desk.play(hour(1));
  expect(askedAt(desk)).toEqual([1]);
  await desk.type('/reject A1');
  await desk.play(hour(4));
  expect(askedAt(desk)).toEqual([1]);
  await desk.play(hour(5));
  expect(askedAt(desk)).toEqual([1, 5]);
});

test('after a stop the side rests, the other one does not', async () => {
  // The short is stopped in the third hour; the fall after it is taken for a long.
  const jump = [
    ...rising.slice(0, 2),
    { high: 140, close: 101 },
    ...Array.from({ length: 8 }, (_, i) => ({ close: 100 - 2 * i })),
  ];
  const desk = await openDesk({ ...options('auto'), source: written({ [AAA]: jump }), to: hour(10) });
  await desk.play();
  const closed = eventsOf(desk.rows(), 'positionClosed')[0];
  expect(closed).toMatchObject({ direction: 'short', why: 'stop' });
  const later = eventsOf(desk.rows(), 'positionOpened').slice(1);
  expect(later.length).toBeGreaterThan(0);
  for (const { direction, at } of later)
    if (direction === 'short') expect(at - (closed?.at ?? 0)).toBeGreaterThanOrEqual(4 * HOUR);
  expect(later.some(({ direction, at }) => direction === 'long' && at - (closed?.at ?? 0) < 4 * HOUR)).toBe(true);
});

test('a pair that rests says so in the /whynot of either symbol, for the way in which it rests', async () => {
  const other = 'BBB/USDT:USDT';
  const desk = await openDesk({
    source: written({ [AAA]: flat(HOURS), [other]: flat(HOURS) }),
    from: START,
    to: hour(HOURS),
    jobs: [],
    settings: stillSettings({ signal: { pairs: ['AAA~BBB'] } }),
  });
  const pairLines = async (line: string): Promise<readonly string[]> =>
    (await desk.type(line)).reply.lines.filter((one) => one.includes('pair '));
  await desk.play(hour(2));
  await submitPair(desk, AAA, other);
  await desk.play(hour(3));
  expect(await pairLines('/whynot BBB')).toEqual([]);
  await desk.type('/close 1 now');
  await desk.play(hour(4));
  expect(desk.state.account.positions.size).toBe(0);
  const says =
    '✗ pair AAA-PERP long and BBB-PERP short: a close by hand of AAA-PERP long, resting until 2024-03-04 07:00 UTC, in 3 h';
  expect([await pairLines('/whynot BBB'), await pairLines('/whynot AAA')]).toEqual([[says], [says]]);
  // The other leg was closed because the pair was broken, and rests all the same.
  expect((await desk.type('/locks')).reply.lines.filter((line) => line.includes('rests until'))).toEqual([
    '✗ AAA-PERP long: closed by hand, rests until 2024-03-04 07:00 UTC, in 3 h; not by hand',
    '✗ BBB-PERP short: closed by hand, rests until 2024-03-04 07:00 UTC, in 3 h; not by hand',
  ]);
  await desk.play(hour(7));
  expect(await pairLines('/whynot AAA')).toEqual([]);
});
