import { beforeAll, describe, expect, it } from 'vitest';
import { alertPicture } from '../../src/bots/alertPictures.ts';
import { equityPoints } from '../../src/commands/cards/equityPicture.ts';
import type { EquityStretch } from '../../src/core/analytics/equityStretch.ts';
import { maxDrawdownOf } from '../../src/core/analytics/maxDrawdown.ts';
import { toNumber } from '../../src/core/money.ts';
import type { Picture } from '../../src/core/reply/picture.ts';
import { averageEntry } from '../../src/core/state/position.ts';
import { DAY, HOUR, MINUTE } from '../../src/core/time.ts';
import { chance } from '../../src/exchange/seeded.ts';
import type { MemoryDesk } from '../support/memoryDesk.ts';
import { eventsOf } from '../support/memoryLog.ts';
import { alertNamed } from '../support/sampleAlerts.ts';
import { stretchesOf } from '../support/stretches.ts';
import { playedDesk } from './desk.ts';

let desk: MemoryDesk;
beforeAll(async () => {
  desk = await playedDesk(49);
});

const pictureOf = async (line: string): Promise<Picture | undefined> => (await desk.type(line)).reply.picture;

describe('the picture of /chart', () => {
  it('holds the newest closed candles of the timeframe, with the label first', async () => {
    const picture = await pictureOf('/chart BTC 1h');
    if (picture?.kind !== 'candles') throw new Error('no candles');
    const bars = desk.trader.desk.market.bars('BTC/USDT', '1h');
    expect(picture).toMatchObject({ title: 'BTC · 1h', label: desk.trader.desk.label, tick: 0.01 });
    expect(picture.candles.close).toHaveLength(100);
    expect(picture.candles.close[99]).toBe(bars?.close.at(bars.end - 1));
    expect(picture.candles.time[99]).toBe(desk.now() - HOUR);
  });

  it('has the entry, stop and targets of what is open, and its fills at prices of their candles', async () => {
    const position = [...desk.state.account.positions.values()].at(-1);
    const picture = await pictureOf(`/chart ${position?.symbol}`);
    if (picture?.kind !== 'candles' || position === undefined) throw new Error('no candles');
    expect(picture.prices).toEqual([
      { name: 'entry', price: toNumber(averageEntry(position)) },
      { name: 'stop', price: toNumber(position.stop) },
      ...position.targets.map(({ price }) => ({ name: 'target', price: toNumber(price) })),
    ]);
    const { time, low, high } = picture.candles;
    expect(picture.marks.length).toBeGreaterThan(3);
    for (const { at, price } of picture.marks) {
      const i = time.findLastIndex((open) => open <= at);
      // A bar's fills belong to the bar that has just closed, not to the one that opens.
      expect((at + 1) % MINUTE).toBe(0);
      const slack = price * 0.001;
      expect(price).toBeGreaterThan((low[i] ?? Number.NaN) - slack);
      expect(price).toBeLessThan((high[i] ?? Number.NaN) + slack);
    }
  });

  it('has no more zones than can be told apart, and one line for two swings', async () => {
    for (const line of ['/chart BTC', '/chart ETH-PERP', '/chart SOL 15m']) {
      const picture = await pictureOf(line);
      if (picture?.kind !== 'candles') throw new Error('no candles');
      for (const kind of ['support', 'resistance'])
        expect(picture.zones.filter((zone) => zone.kind === kind).length).toBeLessThanOrEqual(3);
      const swings = picture.lines.map(({ from, to, side, name }) => `${from.at} ${to.at} ${side} ${name.split(' ').at(-1)}`);
      expect(swings).toEqual([...new Set(swings)]);
    }
  });

  it('is not there where there are no candles', async () => {
    expect(await pictureOf('/chart BTC 1m')).toBeUndefined();
  });
});

describe('the picture of /profit', () => {
  it('ends with the equity of the newest instant', async () => {
    const picture = await pictureOf('/profit');
    if (picture?.kind !== 'equity') throw new Error('no equity');
    expect(picture).toMatchObject({ title: 'Equity since 2024-01-01', currency: 'USDT', label: desk.trader.desk.label });
    expect(picture.points.at(-1)?.equity).toBe(Number(desk.state.lastInstant?.equity));
  });

  it('says since when it is', async () => {
    expect(await pictureOf('/profit week')).toMatchObject({ title: expect.stringMatching(/^Equity since 20\d\d-\d\d-\d\d$/) });
  });
});

describe('the picture of a report', () => {
  const reports = () => eventsOf(desk.rows(), 'alert').filter(({ alert }) => alert === 'report');
  const day = Date.UTC(2024, 0, 2);

  it('is the equity of its day, from midnight to midnight', async () => {
    const [first] = reports();
    if (first === undefined) throw new Error('no report');
    const picture = await alertPicture(first, desk.trader.desk);
    if (picture?.kind !== 'equity') throw new Error('no equity');
    expect(picture).toMatchObject({ title: '2024-01-01', currency: 'USDT' });
    expect([picture.points[0]?.at, picture.points.at(-1)?.at]).toEqual([day - DAY, day]);
  });

  it('of a week reaches back a week, and a test has none', async () => {
    const [first] = reports();
    if (first === undefined) throw new Error('no report');
    const week = alertNamed('report').tell(
      { type: 'report', at: day + DAY, day: '2023-12-27 to 2024-01-02', reply: { title: 'Week', lines: [] } },
      desk.trader.desk,
    );
    const picture = await alertPicture({ ...first, ...week }, desk.trader.desk);
    expect(picture).toMatchObject({ points: expect.arrayContaining([expect.objectContaining({ at: day - DAY })]) });
    const test = alertNamed('report').tell({ type: 'tested', at: day, who: 'Ana' }, desk.trader.desk);
    expect(test).toMatchObject({ test: true });
    expect(test).not.toHaveProperty('picture');
  });
});

describe('the points of an equity picture', () => {
  const curve = (values: readonly number[], funded: readonly number[] = []): readonly EquityStretch[] =>
    stretchesOf(
      values.map((equity, at) => ({ at, equity, funded: funded[at] ?? 0 })),
      1,
    );

  it('fall below the highest point before', () => {
    expect(equityPoints(curve([100, 110, 99, 121])).map(({ drawdown }) => Math.round(drawdown * 1e9) / 1e9)).toEqual([
      0, 0, -0.1, 0,
    ]);
  });

  it('take a withdrawal for no loss and a deposit for no gain', () => {
    expect(equityPoints(curve([100, 50, 150], [100, -50, 100])).map(({ drawdown }) => drawdown)).toEqual([0, 0, 0]);
  });

  it('are few of a long run, in order, with its deepest fall and its end', () => {
    const { normal } = chance(3, 'curve');
    let value = 1_000;
    const long = curve(Array.from({ length: 50_001 }, () => (value *= 1 + 0.001 * normal())));
    const points = equityPoints(long);
    expect(points.length).toBeLessThanOrEqual(801);
    expect(points.map(({ at }) => at)).toEqual(points.map(({ at }) => at).toSorted((a, b) => a - b));
    expect(points.at(-1)).toMatchObject({ at: 50_000, equity: value });
    expect(Math.min(...points.map(({ drawdown }) => drawdown))).toBeCloseTo(
      -maxDrawdownOf(long.map(({ growth }) => growth - 1)),
      12,
    );
  });

  it('are none of nothing', () => {
    expect(equityPoints([])).toEqual([]);
  });
});
