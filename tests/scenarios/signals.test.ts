import { expect, test } from 'vitest';
import type { Settings } from '../../src/core/facts/settings.ts';
import { REGIMES } from '../../src/core/facts/vocabulary.ts';
import { HOUR } from '../../src/core/time.ts';
import { hour, START, stillSettings, written } from '../support/market.ts';
import { openDesk } from '../support/memoryDesk.ts';
import { eventsOf } from '../support/memoryLog.ts';
import { alone, quickSettings } from '../support/stories.ts';

const HOURS = 8;
const inHours = ({ at }: { readonly at: number }): number => (at - START) / HOUR;

test('a signal that a gate blocks is told once, and again only when it still stands four hours later', async () => {
  // The fall that is expected of such a rise opens nothing on spot: a signal at every close, and every one of them blocked.
  const rising = Array.from({ length: HOURS }, (_, i) => ({ close: 100 * 1.02 ** (i + 1) }));
  const signal = { score: 0.05, confidence: 0.05 };
  const ofSettings = (settings: Settings) =>
    openDesk({ source: written({ 'AAA/USDT': rising }), from: START, to: hour(HOURS), settings });
  const desk = await ofSettings(stillSettings({ signal }));
  await desk.play(hour(2));
  expect((await desk.type('/why AAA')).reply.lines.join('\n')).toMatch(/direction/);
  expect((await desk.type('/signals')).reply.lines.join('\n')).toMatch(/AAA −.* stopped by direction/);
  await desk.play();
  const blocked = eventsOf(desk.rows(), 'instant').filter(({ best }) => best.some((one) => one.blocked === 'direction'));
  expect(blocked.map(inHours)).toEqual([1, 2, 3, 4, 5, 6]);
  const signals = eventsOf(desk.rows(), 'signal');
  expect(signals.map(inHours)).toEqual([1, 5]);
  expect(signals).toMatchObject([{ side: 'sell' }, { side: 'sell' }]);
  const told = (one: typeof desk) =>
    eventsOf(one.rows(), 'alert')
      .filter(({ alert }) => alert === 'signal')
      .map(inHours);
  // It can open nothing and close nothing: recorded and shown, and pushed to those alone who want that.
  expect(told(desk)).toEqual([]);
  const pushed = await ofSettings(stillSettings({ signal: { ...signal, tellIdle: true } }));
  await pushed.play();
  expect(told(pushed)).toEqual([1, 5]);
});

test('with every strategy off nothing is told and nothing entered, and /strategy and /whynot say so', async () => {
  const least = { score: 0, confidence: 0, alignment: -1 };
  const options = { ...alone(2).options, jobs: [] };
  const on = await openDesk({ ...options, settings: quickSettings({ signal: least }) });
  const names = on.trader.desk.study.strategies();
  const strategies = Object.fromEntries(names.map((name) => [name, { on: false, weight: 1 }]));
  const off = await openDesk({ ...options, settings: quickSettings({ signal: { ...least, strategies } }) });
  await Promise.all([on.play(), off.play()]);
  expect(eventsOf(on.rows(), 'decision').length).toBeGreaterThan(0);
  expect([...eventsOf(off.rows(), 'signal'), ...eventsOf(off.rows(), 'decision')]).toEqual([]);
  // Levels and divergences are found all the same.
  expect(eventsOf(off.rows(), 'level').length + eventsOf(off.rows(), 'divergence').length).toBeGreaterThan(0);
  expect((await off.type('/strategy')).reply.lines.at(-1)).toContain('No strategy is on: the desk enters nothing by itself');
  const { title, lines } = (await off.type('/whynot SOL')).reply;
  expect(title).toBe('SOL: stopped by score');
  expect(lines.join('\n')).toContain('no strategy is on');
  await off.type('/strategy momentum on');
  expect((await off.type('/strategy')).reply.lines.join()).not.toContain('No strategy is on');
});

test('gates that were chosen stop entries and stand in /whynot with their numbers; none takes them away', async () => {
  const rising = Array.from({ length: HOURS }, (_, i) => ({ close: 100 * 1.02 ** (i + 1) }));
  const desk = await openDesk({
    source: written({ 'AAA/USDT': rising }),
    from: START,
    to: hour(HOURS),
    settings: stillSettings({ signal: { score: 0.05, confidence: 0.05, minVolume: 1e12, minAgreeing: 20 } }),
  });
  await desk.play(hour(4));
  const first = eventsOf(desk.rows(), 'signal')[0];
  const gate = (name: string) => first?.receipt.gates.find((one) => one.name === name);
  expect(gate('volume')).toMatchObject({ threshold: 1e12, pass: false });
  expect(gate('agreement')).toMatchObject({ threshold: 20, pass: false });
  expect(eventsOf(desk.rows(), 'instant').at(-1)?.best[0]?.blocked).toBe('volume');
  expect((await desk.type('/whynot AAA')).reply.title).toBe('AAA: stopped by volume');

  const others = REGIMES.filter((one) => one !== first?.receipt.market?.regime);
  expect(others).toHaveLength(REGIMES.length - 1);
  for (const line of ['/config signal.minVolume none', `/config signal.regimes ${others.join()}`]) {
    await desk.type(line);
    await desk.type('/yes');
  }
  expect(desk.state.settings.values.signal).toMatchObject({ regimes: others });
  const { title, lines } = (await desk.type('/whynot AAA')).reply;
  expect(title).toBe('AAA: stopped by regime');
  expect(lines.join('\n')).toContain(`allowed: ${others.join(', ')}`);
  expect(lines.join('\n')).not.toContain('✗ volume');
  expect((await desk.type('/config signal.regimes trend,fast')).reply.lines).toContain('Expected quiet, range, trend, volatile');
});
