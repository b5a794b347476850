import { expect, test } from 'vitest';
import { decimal, ZERO } from '../../src/core/money.ts';
import { MINUTE, SECOND } from '../../src/core/time.ts';
import { flat, hour, START, stillSettings, written } from '../support/market.ts';
import { type MemoryDesk, openDesk } from '../support/memoryDesk.ts';
import { eventsOf, memoryLog } from '../support/memoryLog.ts';
import type { Bar } from '../support/scriptedSource.ts';

type Bars = readonly (Bar | undefined)[];

/** A desk over two days. */
const deskOn = (series: Readonly<Record<string, Bars>>, settings = stillSettings(), log = memoryLog()): Promise<MemoryDesk> =>
  openDesk({ source: written(series), from: START, to: hour(48), settings, log });

/** The same bars with those from one hour to another replaced: nothing at all, or what is given. */
const replaced = (list: Bars, from: number, bars: Bars): Bars => [
  ...list.slice(0, from),
  ...bars,
  ...list.slice(from + bars.length),
];

/** Two days whose bar that closes at midnight between them is missing. */
const withoutMidnight = (list: Bars = flat(48)): Bars => replaced(list, 23, [undefined]);

test('without a candle at midnight the universe is ranked at the first instant after it, by the figures as of midnight', async () => {
  const busy = flat(48).map((bar) => ({ ...bar, volume: 2_000_000 }));
  // More is traded in the hour after midnight than in the whole day before it.
  const late = replaced(withoutMidnight(), 24, [{ high: 100.3, low: 99.7, volume: 1_000_000_000 }]);
  const settings = stillSettings({ universe: { top: 1 } });
  const desk = await deskOn({ 'AAA/USDT': withoutMidnight(busy), 'BBB/USDT': late }, settings);
  await desk.play(hour(24) + 59 * MINUTE);
  expect(eventsOf(desk.rows(), 'universe').filter(({ at }) => at > START)).toEqual([]);
  await desk.play();
  expect(eventsOf(desk.rows(), 'universe').filter(({ at }) => at > START)).toMatchObject([
    { at: hour(25), symbols: ['AAA/USDT'], left: [{ symbol: 'BBB/USDT', why: expect.stringContaining('ranked below') }] },
    { at: hour(48) },
  ]);
});

test('a universe that nothing gets into is told once a day, also over a restart, until something can be chosen', async () => {
  const settings = stillSettings({ universe: { maxVolatility: 0 } });
  const uneven = flat(48).map((bar, i) => ({ ...bar, close: i % 2 === 0 ? 100 : 100.1 }));
  const series = { 'AAA/USDT': uneven, 'BBB/USDT': uneven };
  const before = await deskOn(series, settings);
  await before.play(hour(10));
  const desk = await deskOn(series, settings, memoryLog(before.rows()));
  await desk.play(hour(30));
  expect(eventsOf(desk.rows(), 'universe').map(({ at, symbols, left }) => ({ at, symbols, left: left.length }))).toEqual([
    { at: START, symbols: [], left: 2 },
    { at: hour(24), symbols: [], left: 2 },
  ]);
  await desk.type('/symbol allow BBB/USDT');
  await desk.play(hour(47));
  expect(eventsOf(desk.rows(), 'universe').slice(2)).toMatchObject([{ at: hour(31), symbols: ['BBB/USDT'] }]);
});

test('a universe of which every symbol is denied is told once, and is chosen when the denials end', async () => {
  const desk = await deskOn({ 'AAA/USDT': flat(48), 'BBB/USDT': flat(48) });
  await desk.play(hour(20));
  for (const name of ['AAA/USDT', 'BBB/USDT']) await desk.type(`/symbol deny ${name} 8h`);
  await desk.play(hour(47));
  expect(eventsOf(desk.rows(), 'universe').map(({ at, symbols }) => [at, symbols.length])).toEqual([
    [START, 2],
    [hour(24), 0],
    [hour(28), 2],
  ]);
});

/** Quiet, and from one hour on at another price, to which it jumps. */
const jumping = (at: number, to: number): Bars =>
  replaced(
    flat(48),
    at,
    Array.from({ length: 48 - at }, (_, i) => (i === 0 ? { open: to } : {})),
  );

/** All the money may be in one position, so that a day can lose much. */
const bold = stillSettings({ risk: { maxPosition: 1, perTrade: 1, maxSectorExposure: 1 } });

/** A day that has lost 4.2 % at a gap through a stop: too little for a halt, and nothing but the little room left binds. */
async function afterALoss(other: Bars): Promise<MemoryDesk> {
  const desk = await deskOn({ 'AAA/USDT': withoutMidnight(jumping(3, 95)), 'BBB/USDT': other }, bold);
  await desk.play(hour(2));
  await desk.type('/buy AAA/USDT 80000');
  await desk.play(hour(10));
  expect(eventsOf(desk.rows(), 'positionClosed')).toMatchObject([{ why: 'stop' }]);
  expect(desk.state.halts.size).toBe(0);
  return desk;
}

/** Today's result as a command shows it. */
async function todayBy(desk: MemoryDesk, command: string): Promise<string | undefined> {
  const { reply } = await desk.type(command);
  return /^Today (?:\(UTC\) )?(\S+)/m.exec(reply.lines.join('\n'))?.[1];
}

test("between midnight and the day's first instant nothing is held against the loss of the day before", async () => {
  const desk = await afterALoss(withoutMidnight());
  expect([await todayBy(desk, '/risk'), await todayBy(desk, '/status')]).toEqual(['−4,236.00', '−4,236.00']);
  await desk.play(hour(24) + 10 * MINUTE);
  expect(desk.state.lastInstant?.at).toBe(hour(23));
  expect([await todayBy(desk, '/risk'), await todayBy(desk, '/status')]).toEqual(['0.00', '0.00']);
  // Its stop would lose 1,320 with fees, where yesterday had less than 800 left.
  expect((await desk.type('/buy BBB/USDT 60000')).outcome).toBe('ok');
  expect(eventsOf(desk.rows(), 'cleared').at(-1)?.plan.legs).toMatchObject([{ symbol: 'BBB/USDT', quantity: '600' }]);
});

test("what is lost by the day's first instant is no loss of the day before: no halt begins that would last a whole day", async () => {
  const desk = await afterALoss(jumping(23, 96));
  await desk.type('/buy BBB/USDT 30000');
  await desk.play();
  expect(eventsOf(desk.rows(), 'positionClosed').map(({ symbol, at }) => [symbol, at])).toEqual([
    ['AAA/USDT', hour(3)],
    ['BBB/USDT', hour(23)],
  ]);
  const [first] = eventsOf(desk.rows(), 'instant');
  const today = eventsOf(desk.rows(), 'instant').find(({ at }) => at === hour(24));
  expect(Number(today?.equity) / Number(first?.equity)).toBeLessThan(0.95);
  expect(eventsOf(desk.rows(), 'halted')).toEqual([]);
  const mark = desk.state.account.marks.find(({ at }) => at === hour(24));
  expect(decimal(mark?.equity ?? ZERO)).toBe(today?.equity);
});

const reportsOf = (desk: MemoryDesk) => eventsOf(desk.rows(), 'report');

test('a day without trades is reported in one line: what was looked at, and what stopped it', async () => {
  const desk = await deskOn({ 'AAA/USDT': flat(48), 'BBB/USDT': flat(48) });
  await desk.play(hour(24) + 5 * SECOND);
  // The day before the first one had no instant, and gets no report.
  expect(reportsOf(desk)).toEqual([]);
  await desk.play(hour(24) + 10 * SECOND);
  const [told] = reportsOf(desk);
  expect(told).toMatchObject({ at: hour(24) + 10 * SECOND, day: '2024-03-04', reply: { title: '2024-03-04' } });
  const instants = eventsOf(desk.rows(), 'instant').filter(({ at }) => at < hour(24));
  const stopped = instants.flatMap(({ blocked }) => Object.values(blocked)).reduce((sum, count) => sum + count, 0);
  const [line = '', ...more] = told?.reply.lines ?? [];
  expect(more).toEqual([]);
  expect(line).toMatch(/^24 scans, 0 entries; best (AAA|BBB) −?\d\.\d\d; blocked by /);
  const counts = [...line.replace(/.*blocked by /, '').matchAll(/ (\d+)(?:,|$)/g)].map(([, count]) => Number(count));
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(stopped);
  expect(eventsOf(desk.rows(), 'alert').filter(({ alert }) => alert === 'report')).toMatchObject([{ reply: told?.reply }]);
});

test('a day whose midnight candle is missing is reported all the same, without that instant', async () => {
  const desk = await deskOn({ 'AAA/USDT': withoutMidnight() });
  await desk.play(hour(24) + 10 * SECOND);
  expect(reportsOf(desk)).toMatchObject([
    { day: '2024-03-04', reply: { lines: [expect.stringMatching(/^24 scans, 0 entries/)] } },
  ]);
  await desk.play();
  expect(reportsOf(desk)).toHaveLength(1);
});

test("what comes before the day's first instant is counted for that day, and nothing of the day before is", async () => {
  const desk = await deskOn({ 'AAA/USDT': withoutMidnight() });
  await desk.play(hour(24));
  const lines = async (command: string) => (await desk.type(command)).reply.lines;
  expect(await lines('/scan')).toContain('Today: 0 instants, 0 entries');
  expect((await lines('/whynot AAA')).filter((line) => line.startsWith('Today'))).toEqual([]);
  await desk.type('/buy AAA/USDT 5000');
  await desk.play(hour(25));
  expect(await lines('/scan')).toContain('Today: 1 instants, 1 entries');
  expect((await lines('/whynot AAA')).filter((line) => line.startsWith('Today'))).toEqual(['Today stopped by score 1']);
  const [told] = reportsOf(desk);
  expect(told?.reply.lines.at(-1)).toMatch(/^24 scans, 0 entries/);
});

test('a day without trades on which a position stays open says what the account is worth', async () => {
  const desk = await deskOn({ 'AAA/USDT': flat(48) });
  await desk.play(hour(2));
  await desk.type('/buy AAA/USDT 5000');
  await desk.play(hour(24) + 10 * SECOND);
  expect(reportsOf(desk)).toMatchObject([
    {
      reply: {
        // What leaving at the open price of that day would cost: both fees and both slippages.
        title: '2024-03-04: −15.00 (−0.01 %)',
        lines: [
          '0 closed: 0 won, 0 lost',
          'closed 0.00, open −15.00',
          'Equity 99,985.00 · 1 open',
          expect.stringMatching(/^24 scans, 1 entries/),
        ],
      },
    },
  ]);
});

test('what is traded after midnight and before the report belongs to the new day', async () => {
  const desk = await deskOn({ 'AAA/USDT': flat(48) });
  await desk.play(hour(23));
  await desk.type('/buy AAA/USDT 5000');
  await desk.play(hour(24));
  await desk.type('/close 1 now');
  expect(eventsOf(desk.rows(), 'positionClosed')).toMatchObject([{ at: hour(24) }]);
  await desk.play(hour(24) + 10 * SECOND);
  expect(reportsOf(desk)).toMatchObject([
    {
      reply: {
        title: '2024-03-04: −15.00 (−0.01 %)',
        lines: [
          '0 closed: 0 won, 0 lost',
          'closed 0.00, open −15.00',
          'Equity 99,985.00 · 1 open',
          expect.stringMatching(/^24 scans, 1 entries/),
        ],
      },
    },
  ]);
});
