import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { toNumber } from '../../src/core/money.ts';
import { riskOf } from '../../src/core/risk/exposure.ts';
import { exampleIn } from '../support/exampleIn.ts';
import type { MemoryDesk } from '../support/memoryDesk.ts';
import { eventsOf } from '../support/memoryLog.ts';
import { BITCOIN, playedDesk, stillDesk } from './desk.ts';

describe('an order in R', () => {
  it("loses as much as that at its stop, given or the desk's own", async () => {
    const desk = await stillDesk();
    const { reply } = await desk.type('/buy BTC 0.1R');
    expect(reply.title).toBe('✅ /buy BTC is on its way');
    expect(reply.lines.join('\n')).toContain('0.10 R');
    const [cleared] = eventsOf(desk.rows(), 'cleared');
    const leg = cleared?.plan.legs[0];
    if (leg === undefined) throw new Error('nothing was cleared');
    // R is 2 % of 100,000.
    expect(toNumber(riskOf(leg, desk.state.settings.values.execution))).toBeCloseTo(200, -1);
  });

  it('is larger where its stop is nearer, and keeps the stop and the target that were given', async () => {
    const desk = await stillDesk();
    const last = desk.trader.desk.market.quote('BTC/USDT')?.last ?? 0;
    const [stop, target] = [Math.floor(last * 0.9), Math.ceil(last * 1.2)];
    await desk.type(`/buy BTC 0.2R stop ${stop} target ${target}`);
    const leg = eventsOf(desk.rows(), 'cleared')[0]?.plan.legs[0];
    expect(leg).toMatchObject({ stop: String(stop), targets: [{ price: String(target), share: 1 }] });
    expect(Number(leg?.quantity) * (last - stop)).toBeGreaterThan(360);
    expect(Number(leg?.quantity) * (last - stop)).toBeLessThan(400);
  });

  it('is refused above a cap with the most that there is of it', async () => {
    const desk = await stillDesk();
    const { outcome, reply } = await desk.type('/buy BTC 1R');
    expect(outcome).toBe('refused');
    expect(reply.lines[1]).toMatch(/^Expected at most 0\.\d\dR \(9,\d{3}\.\d\d USDT\)$/);
    expect((await desk.type(exampleIn(reply.lines))).reply.title).toBe('✅ /buy BTC is on its way');
  });

  it.each([
    ['/buy BTC 0.05R stop 99999999', 'is on the wrong side of'],
    ['/buy BTC 0.05R target 1', 'is on the wrong side of'],
    ['/buy BTC 0.05R stop be', 'There is no entry yet'],
    ['/buy BTC 0.05R stop +2%', 'is on the wrong side of'],
    ['/buy BTC 1R stop +2% target -3%', 'is on the wrong side of'],
    ['/sell BTC-PERP 0.05R stop -2%', 'is on the wrong side of'],
    ['/buy BTC 0.05R stop', 'stop of what?'],
    ['/buy BTC 0.05R stop 1 stop 2', 'stop is given twice'],
  ])('%s is refused', async (line, why) => {
    const desk = await stillDesk();
    const { outcome, reply } = await desk.type(line);
    expect([outcome, [reply.title, ...reply.lines].join(' ')]).toEqual(['refused', expect.stringContaining(why)]);
    expect((await desk.type(exampleIn(reply.lines))).outcome).toBe('ok');
  });

  it('at the price is refused', async () => {
    const desk = await stillDesk();
    const last = desk.trader.desk.market.quote('BTC/USDT')?.last ?? 0;
    const { reply } = await desk.type(`/buy BTC 0.05R stop ${last}`);
    expect(reply.lines[0]).toContain('is at the price itself');
    expect((await desk.type(exampleIn(reply.lines))).outcome).toBe('ok');
  });
});

describe('the number that a refusal offers', () => {
  let desk: MemoryDesk;
  beforeAll(async () => {
    desk = await playedDesk(0, { symbols: BITCOIN, quick: true, authority: 'advise' });
  });

  const figure = fc.oneof(
    fc.double({ min: 1e-6, max: 1e7, noNaN: true }).map((one) =>
      Number(one.toPrecision(3))
        .toFixed(6)
        .replace(/\.?0+$/, ''),
    ),
    fc.constantFrom('0.01', '0.5', '1', '3', '4.99', '5', '10', '100', '9999', '100000', '5000000'),
  );
  const unit = fc.constantFrom('', ' USDT', 'R', '%', ' BTC');
  const level = fc.constantFrom('', '-0.01%', '-2%', '-40%', '+2%', '1', '99999999');

  it('is taken: an entry', async () => {
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(figure, unit, level, level, fc.boolean(), async (number, of, stop, target, long) => {
        const line = [
          `/${long ? 'buy BTC' : 'sell BTC-PERP'} ${Number(number) > 0 ? number : '1'}${of}`,
          ...(stop === '' ? [] : [`stop ${stop}`]),
          ...(target === '' ? [] : [`target ${target}`]),
        ].join(' ');
        const { outcome, reply } = await desk.type(line);
        if (outcome !== 'refused') return;
        refused += 1;
        const example = exampleIn(reply.lines);
        const again = await desk.type(example);
        expect([line, example, again.outcome, again.reply.lines]).toEqual([line, example, 'ok', expect.anything()]);
      }),
      { numRuns: 100 },
    );
    expect(refused).toBeGreaterThan(30);
  });

  it.each(['reduce', 'close', 'add'])('is taken: /%s', async (verb) => {
    for (const part of ['9R', '0.00001R', '99 BTC', '0.0000001 BTC', '5000000 USDT', '0.01 USDT', '1 ETH', 'R', '50']) {
      const held = await stillDesk();
      await held.type('/buy BTC 0.05R');
      const { outcome, reply } = await held.type(`/${verb} 1 ${part}`);
      if (verb === 'add' && part === '50') continue;
      expect([part, outcome]).toEqual([part, 'refused']);
      const { outcome: then } = await held.type(exampleIn(reply.lines));
      expect([part, exampleIn(reply.lines), then]).not.toContain('refused');
    }
  });
});
