import { beforeEach, describe, expect, it } from 'vitest';
import { settingsSchema } from '../../src/core/facts/settings.ts';
import { toNumber } from '../../src/core/money.ts';
import { longOf, TERMINAL } from '../support/approvalDesk.ts';
import { flat, hour, START, stillSettings, written } from '../support/market.ts';
import { type MemoryDesk, openDesk } from '../support/memoryDesk.ts';

const CHANGED = 'It has changed since you were asked; nothing is done yet';

let desk: MemoryDesk;
const held = (): number => toNumber(desk.state.account.positions.get(1)?.quantity ?? 0n);
const stop = (): number => toNumber(desk.state.account.positions.get(1)?.stop ?? 0n);
const exit = (quantity: string): Promise<unknown> =>
  desk.trader.desk.act(TERMINAL, { type: 'exitAsked', position: 1, symbol: 'AAA/USDT', quantity, why: 'partial' });
const stopMoved = (to: string): Promise<unknown> =>
  desk.trader.desk.act(TERMINAL, { type: 'stopMoved', position: 1, symbol: 'AAA/USDT', from: '98', to, why: 'trail' });

/** From the fifth hour on it is worth 1 more. */
const bars = [...flat(4), ...flat(8).map(() => ({ close: 101, high: 101.3, low: 99.7 }))];

/** Position 1: ten at 100, its stop at 98. */
beforeEach(async () => {
  desk = await openDesk({
    source: written({ 'AAA/USDT': bars }),
    from: START,
    to: hour(12),
    settings: settingsSchema.parse({ ...stillSettings(), authority: 'auto' }),
  });
  await desk.play(hour(2));
  await desk.trader.desk.submit({ ...longOf('AAA/USDT', '10', 100, 'mine'), at: hour(2) }, TERMINAL);
  await desk.play(hour(3));
});

describe('a yes is for what was asked', () => {
  it('a stop that has come nearer is not moved back', async () => {
    await desk.type('/stop 1 98.5');
    await stopMoved('99.5');
    expect((await desk.type('/yes')).reply.title).toBe('A stop at 98.50 would widen the risk');
    expect(stop()).toBe(99.5);
  });

  it('a stop that still only tightens is asked for again from where it is', async () => {
    await desk.type('/stop 1 99');
    await stopMoved('98.5');
    const again = await desk.type('/yes');
    expect(again).toMatchObject({ outcome: 'asked', reply: { lines: [CHANGED, '98.50 → 99.00'] } });
    expect(stop()).toBe(98.5);
    expect((await desk.type('/yes')).outcome).toBe('ok');
    expect(stop()).toBe(99);
  });

  it('a position that has closed is refused by name, and nothing halts', async () => {
    await desk.type('/stop 1 99');
    await exit('10');
    await desk.play(hour(4));
    expect(await desk.type('/yes')).toMatchObject({ outcome: 'refused', reply: { title: '1 is closed already, by partial' } });
    expect(desk.state.halts.size).toBe(0);
  });

  it('the whole of a position, as a part, that has been halved is asked for again', async () => {
    await desk.type('/reduce 1 100%');
    await exit('5');
    expect((await desk.type('/yes')).reply.lines[0]).toBe(CHANGED);
    await desk.play(hour(4));
    expect(held()).toBe(5);
  });

  it('a grant whose bounds are others now is asked for again; the time that has passed changes none', async () => {
    await desk.type('/grant 200 3 2h');
    await desk.play(hour(4));
    expect((await desk.type('/yes')).outcome).toBe('ok');
    await desk.type('/grant 200 3 2h');
    const { version, values } = desk.state.settings;
    await desk.trader.desk.act(TERMINAL, {
      type: 'settings',
      version: version + 1,
      why: '',
      values: { ...values, exits: { ...values.exits, stop: values.exits.stop / 2 } },
    });
    expect((await desk.type('/yes')).reply.lines[0]).toBe(CHANGED);
  });

  it('a close takes what is left by then, at the price of then', async () => {
    const asked = await desk.type('/close 1');
    await exit('5');
    await desk.play(hour(5));
    expect(asked.reply.lines[0]).toContain('10 at about 100');
    expect((await desk.type('/close 1')).reply.lines[0]).toContain('5 at about 101');
    await desk.play(hour(7));
    expect((await desk.type('/yes')).outcome).toBe('ok');
    await desk.play(hour(8));
    expect(desk.state.account.positions.size).toBe(0);
  });

  it('where another position is closed by it, it is asked for again', async () => {
    await desk.type('/close AAA');
    await exit('10');
    await desk.play(hour(4));
    await desk.trader.desk.submit({ ...longOf('AAA/USDT', '10', 100, 'another'), at: hour(4) }, TERMINAL);
    await desk.play(hour(5));
    expect([...desk.state.account.positions.keys()]).toEqual([2]);
    expect((await desk.type('/yes')).reply).toMatchObject({ title: 'Close 2 AAA?', lines: [CHANGED, expect.anything()] });
  });
});
