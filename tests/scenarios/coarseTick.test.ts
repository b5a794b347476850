import { expect, test } from 'vitest';
import { OWNER } from '../../src/bots/giver.ts';
import { fixed } from '../../src/core/money.ts';
import { moneyText } from '../../src/core/reply/format.ts';
import { isCoarse } from '../../src/core/state/exitCosts.ts';
import { textOf } from '../commands/printed.ts';
import { longOf } from '../support/approvalDesk.ts';
import { flat, hour, START, stillSettings, written } from '../support/market.ts';
import { openDesk } from '../support/memoryDesk.ts';
import { eventsOf } from '../support/memoryLog.ts';

test('on a tick of one per cent a plain stop costs what its card said, −1.00 R', async () => {
  const source = written({ 'AAA/USDT': [...flat(4), { close: 95 }, { close: 95 }] });
  const desk = await openDesk({
    source: { ...source, instruments: source.instruments.map((one) => ({ ...one, tick: fixed('1') })) },
    from: START,
    to: hour(6),
    settings: stillSettings({ exits: { stop: 0.03, target: 0.2 } }),
  });
  await desk.play(hour(1));
  const card = textOf((await desk.type('/buy AAA 3000')).reply);
  await desk.play();
  const [opened] = eventsOf(desk.rows(), 'positionOpened');
  const [closed] = eventsOf(desk.rows(), 'positionClosed');
  // Planned at 100 and entered a tick worse; the stop at 97 fills a tick worse.
  expect(opened).toMatchObject({ price: '101', stop: '97', tick: '1' });
  expect(closed).toMatchObject({ why: 'stop', exit: '96' });
  expect(closed?.r).toBeCloseTo(-1, 6);
  expect(card).toContain(`Loss at stop ${moneyText(fixed(closed?.profit ?? '0'), 'USDT', true)}`);
  const alert = eventsOf(desk.rows(), 'alert').find((one) => one.alert === 'opened');
  expect(alert?.reply.lines.join('\n')).toContain(`Loss at stop ${moneyText(fixed(closed?.profit ?? '0'), 'USDT', true)}`);
});

test.each([undefined, '0', '-5', '0.01'])(
  'whoever submits a plan with the tick %s is counted by that of its instrument',
  async (tick) => {
    const source = written({ 'AAA/USDT': flat(6) });
    const desk = await openDesk({
      source: { ...source, instruments: source.instruments.map((one) => ({ ...one, tick: fixed('1') })) },
      from: START,
      to: hour(6),
      settings: stillSettings(),
    });
    await desk.play(hour(1));
    const plan = longOf('AAA/USDT', '10', 100, 'mine');
    const legs = plan.legs.map((leg) => (tick === undefined ? leg : { ...leg, tick }));
    await desk.trader.desk.submit({ ...plan, legs }, OWNER);
    expect(eventsOf(desk.rows(), 'cleared')[0]?.plan.legs[0]?.tick).toBe('1');
  },
);

test('a tick that is the smallest part of money is coarse for a price of some hundreds of it', () => {
  expect(isCoarse(1n, 174n, { slippage: 0.0005 })).toBe(true);
  expect(isCoarse(1n, 174_000n, { slippage: 0.0005 })).toBe(false);
  expect(isCoarse(1n, 174n, { slippage: 0 })).toBe(false);
});
