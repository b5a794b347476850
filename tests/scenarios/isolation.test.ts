import { describe, expect, test } from 'vitest';
import { defineAlert } from '../../src/core/alerts/alert.ts';
import { ALERTS } from '../../src/core/alerts/list.ts';
import { sampleFill } from '../../src/core/alerts/sample.ts';

import { HOUR } from '../../src/core/time.ts';
import { AT_WORK, type Job } from '../../src/core/trader/job.ts';
import { JOBS } from '../../src/jobs/list.ts';
import { studyThatThrows } from '../support/isolation.ts';
import { judge } from '../support/judge.ts';
import { hour, START, stillSettings, written } from '../support/market.ts';
import { openDesk } from '../support/memoryDesk.ts';
import { eventsOf } from '../support/memoryLog.ts';
import type { Bar } from '../support/scriptedSource.ts';
import { alone } from '../support/stories.ts';

const flat: readonly Bar[] = Array.from({ length: 12 }, () => ({ high: 100.3, low: 99.7 }));
/** Flat for five hours, then a fall through the stop at 98. */
const falling: readonly Bar[] = [...flat.slice(0, 5), { low: 97, close: 97.5 }, ...flat.slice(0, 6)];

describe('what fails stops nothing else', () => {
  test('a strategy that throws at bar k is told once, exits of its symbol go on, other symbols trade', async () => {
    const source = written({ 'AAA/USDT': falling, 'BBB/USDT': flat });
    const study = studyThatThrows('AAA/USDT', hour(3));
    const settings = stillSettings();
    const desk = await openDesk({ source, from: START, to: hour(12), settings, study });
    await desk.play(hour(2));
    await desk.type('/buy AAA/USDT 5000');
    await desk.play(hour(5));
    expect((await desk.type('/buy BBB/USDT 5000')).outcome).toBe('ok');
    await desk.play();
    const failed = eventsOf(desk.rows(), 'strategyFailed');
    expect(failed).toMatchObject([
      { strategy: 'mean reversion', symbol: 'AAA/USDT', at: hour(4), says: expect.stringContaining('planted') },
    ]);
    expect(eventsOf(desk.rows(), 'alert').filter(({ alert }) => alert.includes('strategy'))).toHaveLength(1);
    expect(eventsOf(desk.rows(), 'positionClosed')).toMatchObject([{ symbol: 'AAA/USDT', why: 'stop' }]);
    expect([...desk.state.account.positions.values()].map(({ symbol }) => symbol)).toEqual(['BBB/USDT']);
    expect(eventsOf(desk.rows(), 'instant').at(-1)?.at).toBe(hour(12));
    expect(judge(desk.rows(), { settings }).faults).toEqual([]);
  });

  test('the signals of all other symbols are those of an undisturbed run', async () => {
    const { options } = alone(3);
    const whole = await openDesk(options);
    await whole.play();
    const study = studyThatThrows('SOL/USDT', options.from + HOUR);
    const hurt = await openDesk({ ...options, study });
    await hurt.play();
    const others = (desk: typeof whole) =>
      eventsOf(desk.rows(), 'instant').map(({ best }) => best.filter(({ symbol }) => symbol !== 'SOL/USDT').length);
    expect(eventsOf(hurt.rows(), 'strategyFailed')).toHaveLength(1);
    expect(others(hurt)).toHaveLength(others(whole).length);
    const scores = (desk: typeof whole) =>
      eventsOf(desk.rows(), 'signal')
        .filter(({ symbol }) => symbol !== 'SOL/USDT')
        .map(({ receipt }) => [receipt.symbol, receipt.at, receipt.score]);
    expect(scores(hurt).length).toBeGreaterThan(2);
    for (const score of scores(hurt).slice(0, 3)) expect(scores(whole)).toContainEqual(score);
  });

  test('a job that throws is told, counted, and the others run on', async () => {
    const broken: Job = {
      name: 'report',
      about: 'throws',
      cron: '0 */5 * * * *',
      idleUntil: () => AT_WORK,
      run: () => Promise.reject(new Error('planted')),
    };
    const jobs = JOBS.map((job) => (job.name === 'report' ? broken : job));
    const desk = await openDesk({
      source: written({ 'AAA/USDT': falling }),
      from: START,
      to: hour(12),
      settings: stillSettings(),
      jobs,
    });
    await desk.play(hour(2));
    await desk.type('/buy AAA/USDT 5000');
    await desk.play();
    expect(eventsOf(desk.rows(), 'jobFailed').length).toBeGreaterThan(100);
    // One alert an hour.
    expect(eventsOf(desk.rows(), 'alert').filter(({ alert }) => alert.includes('job')).length).toBeLessThan(14);
    expect(desk.trader.desk.jobs().find(({ name }) => name === 'report')?.failures).toBeGreaterThan(5);
    expect(eventsOf(desk.rows(), 'positionClosed')).toMatchObject([{ why: 'stop' }]);
  });

  test('an alert that throws loses its own message and nothing else', async () => {
    const broken = defineAlert({
      name: 'broken',
      about: 'throws',
      on: 'fill',
      usual: 'info',
      kind: 'system',
      cooldown: 0,
      sample: sampleFill,
      say: () => {
        throw new Error('planted');
      },
    });
    const settings = stillSettings();
    const desk = await openDesk({
      source: written({ 'AAA/USDT': falling }),
      from: START,
      to: hour(12),
      settings,
      alerts: [broken, ...ALERTS],
    });
    await desk.play(hour(2));
    expect((await desk.type('/buy AAA/USDT 5000')).outcome).toBe('ok');
    await desk.play();
    expect(eventsOf(desk.rows(), 'positionClosed')).toMatchObject([{ why: 'stop' }]);
    expect(eventsOf(desk.rows(), 'alert').some(({ alert }) => alert === 'opened')).toBe(true);
    expect(judge(desk.rows(), { settings }).faults).toEqual([]);
  });

  test('fault row 56: a symbol whose candles are missing for hours keeps its stop and stops no other', async () => {
    const holes: readonly (Bar | undefined)[] = [
      ...flat.slice(0, 4),
      undefined,
      undefined,
      undefined,
      { open: 96, low: 95, close: 95.5 },
      ...flat.slice(0, 4),
    ];
    const settings = stillSettings();
    const desk = await openDesk({
      source: written({ 'AAA/USDT': holes, 'BBB/USDT': flat }),
      from: START,
      to: hour(12),
      settings,
    });
    await desk.play(hour(2));
    await desk.type('/buy AAA/USDT 5000');
    await desk.play(hour(6));
    expect((await desk.type('/buy AAA/USDT 5000')).outcome).toBe('refused');
    expect((await desk.type('/buy BBB/USDT 5000')).outcome).toBe('ok');
    await desk.play();
    // The stop at 98 meets the open at 96 after the hole: 96 less slippage, on the tick below.
    expect(eventsOf(desk.rows(), 'fill').filter(({ purpose }) => purpose === 'stop')).toMatchObject([
      { at: hour(7), price: '95.95' },
    ]);
    expect([...desk.state.account.positions.values()].map(({ symbol }) => symbol)).toEqual(['BBB/USDT']);
    expect(judge(desk.rows(), { settings }).faults).toEqual([]);
  });
});
