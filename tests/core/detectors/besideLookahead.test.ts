import { describe, expect, test } from 'vitest';
import { fairValueGap } from '../../../src/core/detectors/fairValueGap.ts';
import { liquidity } from '../../../src/core/detectors/liquidity.ts';
import { lookaheadFairValueGap } from '../../../src/core/detectors/lookahead/fairValueGap.ts';
import { liquidityOf } from '../../../src/core/detectors/lookahead/liquidity.ts';
import { orderBlocksOf } from '../../../src/core/detectors/lookahead/orderBlock.ts';
import { lookaheadPreviousHighLow } from '../../../src/core/detectors/lookahead/previousHighLow.ts';
import { retracementsOf } from '../../../src/core/detectors/lookahead/retracements.ts';
import { lookaheadSessions } from '../../../src/core/detectors/lookahead/sessions.ts';
import { structureOf } from '../../../src/core/detectors/lookahead/structure.ts';
import { alternatingSwings } from '../../../src/core/detectors/lookahead/swings.ts';
import { orderBlock } from '../../../src/core/detectors/orderBlock.ts';
import { previousHighLow } from '../../../src/core/detectors/previousHighLow.ts';
import { retracements } from '../../../src/core/detectors/retracements.ts';
import { SESSION_NAMES } from '../../../src/core/detectors/sessionHours.ts';
import { sessions } from '../../../src/core/detectors/sessions.ts';
import { structure } from '../../../src/core/detectors/structure.ts';
import { type Swing, swings } from '../../../src/core/detectors/swings.ts';
import type { CandleColumns } from '../../../src/core/market/candles.ts';
import { rowsOf } from '../../../src/core/market/columns.ts';
import { lively } from '../../../src/core/study/conformance/markets.ts';
import { detected, inQuarters, noise, rowsWith } from './beside.ts';

/**
 * What trading uses beside what the library publishes. At every bar T the published figures over the candles up to T are all that
 * can be known; the library's swings at the first and last candle, which are none, are left out on both sides.
 */
const ROWS = 400;
/** Chosen for what seldom happens: a block found twice, one known only once it is undone, one bar that sweeps two pools. */
const MARKETS = [
  { title: 'a lively market', market: inQuarters(lively(ROWS, 16)), lengths: [1, 2, 5] },
  { title: 'a market of noise', market: inQuarters(noise(ROWS, 5)), lengths: [2] },
  { title: 'another market of noise', market: inQuarters(noise(ROWS, 1)), lengths: [5] },
];
/** Longer than the market, so that nothing is forgotten: the library never forgets. */
const lookback = 1000;
const upTo = (market: CandleColumns, bar: number): CandleColumns => rowsOf(market, 0, bar + 1);
/** Half a tenth, to which the library rounds percentages, and rounding of its own. */
const TENTH = 0.05 + 1e-9;
const bars = Array.from({ length: ROWS }, (_, i) => i);

/** The swings that stand at bar T: one on the side of the one before it takes its place. */
function standing(found: readonly Swing[], bar: number): readonly Swing[] {
  const known: Swing[] = [];
  for (const swing of found.filter(({ confirmed }) => confirmed <= bar)) {
    if (known.at(-1)?.highLow === swing.highLow) known.pop();
    known.push(swing);
  }
  return known;
}

const trials = MARKETS.flatMap((one) => one.lengths.map((length) => ({ ...one, length })));

describe.each(trials)('$title, with swings of length $length', ({ market, length }) => {
  const known = bars.map((bar) => alternatingSwings(upTo(market, bar), length));
  const swingsAt = (bar: number) => known[bar] ?? alternatingSwings(upTo(market, bar), length);

  test('the swings that stand at each bar are those published of the candles up to it', () => {
    const { findings } = detected(swings, { length, lookback }, market);
    for (const bar of bars) {
      const { highLow, level } = swingsAt(bar);
      const published = rowsWith(highLow).map((row) => [row, highLow[row], level[row]]);
      expect(standing(findings, bar).map((one) => [one.bar, one.highLow, one.level])).toEqual(published);
    }
    expect(findings.length).toBeGreaterThan(20);
    expect(findings.every(({ confirmed, bar }) => confirmed === bar + length)).toBe(true);
  });

  test.each([true, false])('a break is told at the first bar whose candles show it, closes %s', (closeBreak) => {
    const { findings, columns } = detected(structure, { length, lookback, closeBreak }, market);
    let before: readonly string[] = [];
    for (const bar of bars) {
      const { bos, choch, level, brokenIndex } = structureOf(upTo(market, bar), swingsAt(bar), closeBreak);
      const now = rowsWith(level).map((row) => `${row} ${bos[row]} ${choch[row]} ${level[row]} ${brokenIndex[row]}`);
      const told = findings
        .filter(({ confirmed }) => confirmed === bar)
        .map(({ what, direction, bar: row, level: price, broken }) => {
          const [continues, changes] = what === 'break of structure' ? [direction, Number.NaN] : [Number.NaN, direction];
          expect([columns.bos.at(bar), columns.choch.at(bar)]).toEqual([continues || 0, changes || 0]);
          expect(columns.trend.at(bar)).toBe(direction);
          return `${row} ${continues} ${changes} ${price} ${broken}`;
        });
      expect(told).toEqual(now.filter((one) => !before.includes(one)));
      before = now;
    }
    expect(findings.length).toBeGreaterThan(3);
    const all = findings.map(({ bar }) => bar);
    expect(rowsWith(structureOf(market, swingsAt(ROWS - 1), closeBreak).level).filter((row) => !all.includes(row))).toEqual([]);
  });

  test.each([true, false])('a block is told at the first bar whose candles show it, bodies %s', (closeMitigation) => {
    const { findings } = detected(orderBlock, { length, lookback, closeMitigation }, market);
    const told = new Set<string>();
    const over = new Set<number>();
    let before: readonly string[] = [];
    for (const bar of bars) {
      const { direction, top, bottom, mitigatedIndex } = orderBlocksOf(upTo(market, bar), swingsAt(bar), {
        length,
        closeMitigation,
      });
      const blocks = rowsWith(direction).map((row) => `${row} ${direction[row]} ${top[row]} ${bottom[row]}`);
      const formed = findings.filter(({ confirmed, what }) => confirmed === bar && what === 'formed');
      for (const one of formed) {
        const name = `${one.bar} ${one.direction} ${one.top} ${one.bottom}`;
        expect(blocks).toContain(name);
        expect(told).not.toContain(name);
        told.add(name);
      }
      // A block may leave the library's table and come back to it; here it is told once.
      for (const name of blocks) if (!before.includes(name)) expect(told).toContain(name);
      // The library says of a rising block that it was mitigated one bar before price did it.
      const undone = rowsWith(direction).filter((row) => mitigatedIndex[row] === (direction[row] === 1 ? bar - 1 : bar));
      const mitigated = findings.filter(({ confirmed, what }) => confirmed === bar && what === 'mitigated').map((one) => one.bar);
      for (const row of undone) expect(mitigated).toContain(row);
      for (const one of formed) expect(mitigated.includes(one.bar)).toBe((mitigatedIndex[one.bar] ?? 0) > 0);
      for (const row of mitigated) {
        if (!Number.isNaN(direction[row])) expect(mitigatedIndex[row]).toBeGreaterThan(0);
        expect(over).not.toContain(row);
        over.add(row);
      }
      before = blocks;
    }
    expect(told.size).toBeGreaterThan(5);
  });

  test('a pool is told, and swept, at the first bar whose candles show it', () => {
    const wide = { ...market, high: market.high.slice(), low: market.low.slice() };
    // The library takes the range of all candles: this one candle holds it, and the two agree from the first bar on.
    wide.low[0] = 1;
    wide.high[0] = 1025;
    // A width of 2, so that prices lie on its very edge.
    const range = 1 / 512;
    const { findings, columns } = detected(liquidity, { length, lookback, range }, wide);
    let before = new Map<number, string>();
    for (const bar of bars) {
      const { direction, level, end, swept } = liquidityOf(rowsOf(wide, 0, bar + 1), swingsAt(bar), range);
      const now = new Map(rowsWith(direction).map((row) => [row, `${row} ${end[row]} ${direction[row]} ${level[row]}`] as const));
      const events = findings.filter(({ confirmed }) => confirmed === bar);
      const told = events
        .filter(({ what }) => what === 'pooled')
        .map((one) => `${one.bar} ${one.end} ${one.direction} ${Math.fround(one.level)}`);
      // A swing that is taken away again leaves a pool as it was, which is told no second time.
      const grown = [...now].filter(([row, says]) => before.get(row) !== says && end[row] === bar - length);
      expect(told).toEqual(grown.map(([, says]) => says));
      const gone = rowsWith(swept).filter((row) => swept[row] === bar);
      expect(events.flatMap((one) => (one.what === 'swept' ? [one.bar] : [])).sort((a, b) => a - b)).toEqual(gone);
      for (const [side, column] of [[1, columns.highsSwept] as const, [-1, columns.lowsSwept] as const]) {
        const levels = gone.filter((row) => direction[row] === side).map((row) => level[row] ?? Number.NaN);
        expect(side * Math.fround(column.at(bar))).toBe(most(levels.map((one) => side * one)));
      }
      for (const [side, column] of [[1, columns.above] as const, [-1, columns.below] as const]) {
        const left = rowsWith(direction).filter((row) => direction[row] === side && swept[row] === 0);
        const levels = left.map((row) => level[row] ?? Number.NaN);
        expect(-side * Math.fround(column.at(bar))).toBe(most(levels.map((one) => -side * one)));
      }
      before = now;
    }
    expect(findings.filter(({ what }) => what === 'swept').length).toBeGreaterThan(0);
  });

  test('a retracement is what is published of the swings known by then, a bar late there and to a tenth', () => {
    const { columns } = detected(retracements, { length, lookback }, market);
    let compared = 0;
    for (const bar of bars.slice(0, -1)) {
      const { highLow, level } = swingsAt(bar);
      const found = rowsWith(highLow);
      const published = retracementsOf(upTo(market, bar + 1), { highLow, level });
      // The library leaves out all before the third change of direction.
      if (found.length < 4 || published.direction[bar + 1] === 0) continue;
      expect(columns.direction.at(bar)).toBe(published.direction[bar + 1]);
      expect(Math.abs(columns.current.at(bar) - (published.current[bar + 1] ?? Number.NaN))).toBeLessThan(TENTH);
      // On the way up it counts the swing's own candle too.
      const pivot = found.at(-1) ?? 0;
      const own = columns.direction.at(bar) > 0 ? 0 : ownRetracement(market, pivot, found.at(-2) ?? 0);
      expect(Math.abs(Math.max(own, columns.deepest.at(bar)) - (published.deepest[bar + 1] ?? Number.NaN))).toBeLessThan(TENTH);
      compared += 1;
    }
    expect(compared).toBeGreaterThan(200);
  });
});

/** How far the candle of a swing low rose itself, in percent of the fall since the swing high. */
function ownRetracement(market: CandleColumns, pivot: number, swingHigh: number): number {
  const [bottom, top] = [market.low[pivot] ?? Number.NaN, market.high[swingHigh] ?? Number.NaN];
  return top === bottom ? 0 : (100 * ((market.high[pivot] ?? Number.NaN) - bottom)) / (top - bottom);
}

const gapTrials = MARKETS.flatMap((one) => [false, true].map((join) => ({ ...one, join })));

test.each(gapTrials)(
  'in $title the gaps known and open are those published of the candles so far, joined $join',
  ({ market, join }) => {
    const { findings, columns } = detected(fairValueGap, { join, lookback }, market);
    const known = new Map<number, string>();
    for (const bar of bars) {
      const formed = findings.find(({ confirmed, what }) => confirmed === bar && what === 'formed');
      if (formed !== undefined && join && known.get(formed.bar - 1)?.startsWith(`${formed.direction} `))
        known.delete(formed.bar - 1);
      for (const one of findings.filter(({ confirmed }) => confirmed === bar))
        known.set(one.bar, `${one.direction} ${one.top} ${one.bottom} ${one.what === 'formed' ? 0 : bar}`);
      const { direction, top, bottom, mitigatedIndex } = lookaheadFairValueGap.compute(upTo(market, bar), { join });
      const rows = rowsWith(direction);
      const published = rows.map((row) => [row, `${direction[row]} ${top[row]} ${bottom[row]} ${mitigatedIndex[row]}`]);
      expect([...known].sort(([a], [b]) => a - b)).toEqual(published);
      const open = (side: number) => rows.filter((row) => direction[row] === side && mitigatedIndex[row] === 0);
      expect(columns.bullishTop.at(bar)).toBe(most(open(1).map((row) => top[row] ?? Number.NaN)));
      expect(-columns.bearishBottom.at(bar)).toBe(most(open(-1).map((row) => -(bottom[row] ?? Number.NaN))));
    }
    expect(known.size).toBeGreaterThan(5);
  },
);

const most = (values: readonly number[]): number => (values.length === 0 ? Number.NaN : Math.max(...values));

describe('by the clock', () => {
  const long = inQuarters(lively(4 * 7 * 288, 8));

  test.each(['4h', '1d'] as const)('the %s before is the one published, of candles that open a moment later', (period) => {
    // The library reckons the candle that opens a period to the one before.
    const late = { ...long, time: long.time.map((time) => time + 1) };
    const published = lookaheadPreviousHighLow.compute(late, { period });
    const { columns } = detected(previousHighLow, { period }, long);
    for (const field of previousHighLow.fields)
      expect(Array.from(published[field], (_, i) => columns[field].at(i))).toEqual([...published[field]]);
  });

  test('the week before is the one published, which the library tells on Sundays only', () => {
    const published = lookaheadPreviousHighLow.compute(long, { period: '1w' });
    const { columns } = detected(previousHighLow, { period: '1w' }, long);
    let sundays = 0;
    for (const [i, time] of long.time.entries()) {
      if (new Date(time).getUTCDay() !== 0 || time % 86_400_000 === 0 || Number.isNaN(published.previousHigh[i])) continue;
      expect([columns.previousHigh.at(i), columns.previousLow.at(i)]).toEqual([
        published.previousHigh[i],
        published.previousLow[i],
      ]);
      sundays += 1;
    }
    expect(sundays).toBe(3 * 287);
  });

  test.each(SESSION_NAMES)('%s is the session published', (session) => {
    const published = lookaheadSessions.compute(long, { session });
    const { columns } = detected(sessions, { session }, long);
    for (let i = 0; i < long.time.length; i++) {
      const active = published.active[i] === 1;
      expect(columns.active.at(i)).toBe(published.active[i]);
      expect(columns.high.at(i)).toBe(active ? published.high[i] : Number.NaN);
      expect(columns.low.at(i)).toBe(active ? published.low[i] : Number.NaN);
    }
  });
});
