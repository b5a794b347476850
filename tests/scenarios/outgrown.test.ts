import { expect, test } from 'vitest';
import { flat, hour, START, stillSettings, written } from '../support/market.ts';
import { type MemoryDesk, openDesk } from '../support/memoryDesk.ts';
import { eventsOf, memoryLog } from '../support/memoryLog.ts';
import type { Bar } from '../support/scriptedSource.ts';

const told = (desk: MemoryDesk) =>
  eventsOf(desk.rows(), 'outgrown').map(({ at, limit, symbols, over }) => [
    (at - START) / 3_600_000,
    limit,
    symbols.join(),
    over,
  ]);
const alerts = (desk: MemoryDesk) => eventsOf(desk.rows(), 'alert').filter(({ alert }) => alert === 'outgrown');
const at = (...closes: readonly number[]): readonly Bar[] => closes.map((close) => ({ close }));
const WIDE = { stop: 0.5, target: 0.99 };

const optionsOf = (closes: readonly number[], risk: Readonly<Record<string, unknown>> = {}) => ({
  source: written({ 'AAA/USDT': [...flat(3), ...at(...closes)] }),
  from: START,
  to: hour(3 + closes.length),
  settings: stillSettings({ exits: WIDE, risk: { maxCorrelation: 1, perTrade: 1, ...risk } }),
});

/** A desk that buys AAA at 100 after two hours, for nearly a tenth of its account. */
async function holding(closes: readonly number[], risk?: Readonly<Record<string, unknown>>): Promise<MemoryDesk> {
  const desk = await openDesk(optionsOf(closes, risk));
  await desk.play(hour(1));
  await desk.type('/buy AAA 9000');
  await desk.play(hour(2));
  expect([...desk.state.account.positions.values()].map(({ symbol }) => symbol)).toEqual(['AAA/USDT']);
  return desk;
}

test('a position that outgrows its share of equity is told once, until it has been well below it', async () => {
  // 9 % of equity at 100: over 10 % from about 112 on, well over it from about 119, well below it again under about 106.
  const desk = await holding([114, 117, 122, 109, 115, 104, 117, 122]);
  await desk.play();
  expect(told(desk)).toEqual([
    [6, 'position size', 'AAA/USDT', true],
    [9, 'position size', 'AAA/USDT', false],
    [11, 'position size', 'AAA/USDT', true],
  ]);
  expect(alerts(desk)).toMatchObject([
    {
      severity: 'warning',
      kind: 'risk',
      about: { symbol: 'AAA/USDT', position: 1 },
      reply: {
        title: '1 AAA: outgrew its cap',
        lines: [expect.stringMatching(/^10\.\d+ % of equity at the last price, cap 10 %$/), expect.any(String)],
      },
    },
    {},
  ]);
});

test('what is not well over its cap is not told, nor what is no longer held', async () => {
  const small = await holding([111, 116, 114]);
  await small.play();
  expect(told(small)).toEqual([]);
  const closed = await holding([122, 122, 122, 122]);
  await closed.play(hour(4));
  expect(told(closed)).toHaveLength(1);
  await closed.type('/close 1 now');
  await closed.play();
  expect(told(closed)).toHaveLength(1);
  expect(closed.state.outgrown.size).toBe(0);
});

test('the largest notional of a position is such a cap too', async () => {
  const desk = await holding([106, 112, 113, 112], { maxNotional: 9500 });
  await desk.play();
  expect(told(desk)).toEqual([[5, 'max notional', 'AAA/USDT', true]]);
  expect(alerts(desk)[0]?.reply.lines[0]).toMatch(/^10,0\d\d\.\d\d of 9,500\.00 max notional$/);
});

test('two positions that become one bet are told once', async () => {
  // A day against each other, and then the very same steps, which are larger.
  const wave = (i: number): number => Math.sin(i * 1.7) + 0.5 * Math.sin(i * 0.4);
  const closes = (first: number) => at(...Array.from({ length: 100 }, (_, i) => 100 + (i < 24 ? first : 4) * wave(i)));
  const settings = stillSettings({ exits: WIDE, risk: { maxCorrelation: 0.8 } });
  const source = written({ 'AAA/USDT': closes(1), 'BBB/USDT': closes(-1) });
  const desk = await openDesk({ source, from: START, to: hour(100), settings });
  await desk.play(hour(20));
  await desk.type('/buy AAA 500');
  await desk.type('/buy BBB 500');
  await desk.play(hour(22));
  expect(desk.state.account.positions.size).toBe(2);
  await desk.play();
  expect(told(desk).map(([, ...rest]) => rest)).toEqual([['correlation', 'AAA/USDT,BBB/USDT', true]]);
  expect(alerts(desk)).toMatchObject([
    {
      buttons: ['positions', 'risk'],
      reply: {
        title: 'AAA and BBB: one bet by now',
        lines: [expect.stringMatching(/long with (AAA|BBB) long 0\.8\d\d, limit 0\.80$/), expect.any(String)],
      },
    },
  ]);
});

test('a run that is stopped after it was told goes on as one that never was', async () => {
  const closes = [110, 114, 118, 109, 115, 104, 114, 114];
  const through = await holding(closes);
  await through.play();
  let desk = await holding(closes);
  for (const stop of [5, 7, 10]) {
    await desk.play(hour(stop));
    desk = await openDesk({ ...optionsOf(closes), log: memoryLog(desk.log) });
  }
  await desk.play();
  expect(told(desk)).toEqual(told(through));
});

test('it is asked when a decision candle closes, and not at every price between', async () => {
  // The third hour is the last before the first of these: over the cap in all but the fourth, eighth and twelfth.
  const options = optionsOf([104, 122, 122, 122, 104, 122, 122, 122, 104, 122]);
  const settings = { ...options.settings, timeframes: ['1h' as const, '4h' as const], decisionTimeframe: '4h' as const };
  const desk = await openDesk({ ...options, settings });
  await desk.play(hour(1));
  await desk.type('/buy AAA 9000');
  await desk.play();
  expect(desk.state.account.positions.size).toBe(1);
  expect(told(desk)).toEqual([]);
});

test('what was told is told again of a lower cap that is set later', async () => {
  const desk = await holding([122, 122, 122, 122, 122]);
  await desk.play(hour(5));
  expect(told(desk)).toEqual([[4, 'position size', 'AAA/USDT', true]]);
  await desk.type('/config risk.maxPosition 8%');
  await desk.type('/yes');
  await desk.play();
  expect(told(desk)).toEqual([
    [4, 'position size', 'AAA/USDT', true],
    [6, 'position size', 'AAA/USDT', true],
  ]);
  expect(alerts(desk).at(-1)?.reply.lines[0]).toMatch(/cap 8 %$/);
});

test('a sector is such a cap too; closing one position tells nothing anew of what is left', async () => {
  const bars = [...flat(3), ...at(190, 190, 190, 190)];
  const settings = stillSettings({
    exits: WIDE,
    risk: { maxCorrelation: 1, perTrade: 1, maxPosition: 1, maxSectorExposure: 0.2, maxDailyLoss: 0.5, maxDrawdown: 0.5 },
  });
  const source = written({ 'BTC/USDT': bars, 'LTC/USDT': bars, 'BCH/USDT': bars });
  const desk = await openDesk({ source, from: START, to: hour(7), settings });
  await desk.play(hour(1));
  for (const symbol of ['BTC', 'LTC', 'BCH']) await desk.type(`/buy ${symbol} 6000`);
  await desk.play(hour(5));
  expect(desk.state.account.positions.size).toBe(3);
  const first = [4, 'sector exposure', 'BCH/USDT,BTC/USDT,LTC/USDT', true];
  expect(told(desk)).toEqual([first]);
  expect(alerts(desk).map(({ reply }) => reply)).toEqual([
    {
      title: 'bitcoin: outgrew the cap of sector exposure',
      lines: [
        expect.stringMatching(/^bitcoin 3\d,\d\d\d\.\d\d of 23,\d\d\d\.\d\d at the last price$/),
        'Held: BCH, BTC, LTC. More would be refused; nothing is sold for it',
      ],
    },
  ]);
  // What is left is still over the cap.
  await desk.type('/close 1 now');
  await desk.play();
  expect(desk.state.account.positions.size).toBe(2);
  expect(told(desk)).toEqual([first]);
});
