import { describe, expect, test } from 'vitest';
import type { Reviewed } from '../../../src/core/desk/review.ts';
import { decimal } from '../../../src/core/money.ts';
import { waiting } from '../../../src/core/state/proposals.ts';
import { DAY, HOUR, MINUTE, type Ms } from '../../../src/core/time.ts';
import { SYNTHETIC_FROM } from '../../../src/exchange/synthetic.ts';
import { BUILT_IN } from '../../support/builtInMarket.ts';
import { type DeskOptions, type MemoryDesk, openDesk } from '../../support/memoryDesk.ts';
import { accountRows, eventsOf, memoryLog } from '../../support/memoryLog.ts';
import { quickSettings } from '../../support/stories.ts';

/** Something is held then. */
const SINCE: Ms = SYNTHETIC_FROM + 20 * HOUR;
const TO: Ms = SINCE + DAY;
const options: DeskOptions = {
  source: BUILT_IN,
  symbols: ['SOL/USDT', 'DOGE/USDT', 'ETH/USDT:USDT', 'BTC/USDT:USDT'],
  from: SYNTHETIC_FROM,
  to: TO,
  settings: quickSettings({ authority: 'approve' }),
  alerts: [],
};

/** A day on which some cards are approved and some rejected, so that there is something held as the span begins. */
async function steered(desk: MemoryDesk, to: Ms): Promise<void> {
  let given = 0;
  for (let at = desk.now() + 5 * MINUTE; at <= to; at += 5 * MINUTE) {
    await desk.play(at);
    for (const { id } of waiting(desk.state.proposals, desk.now())) {
      given += 1;
      const { outcome } = await desk.type(given % 3 === 0 ? `/reject ${id} not now` : `/approve ${id}`);
      // What is flagged takes two taps.
      if (outcome === 'asked') await desk.type('/yes');
    }
  }
}

async function later(desk: MemoryDesk): Promise<void> {
  await desk.play(SINCE + 5 * HOUR);
  await desk.type('/config risk.maxPosition 1%');
  await desk.type('/yes');
  await desk.play(SINCE + 9 * HOUR);
  await desk.type('/symbol deny SOL');
  await desk.type('/yes');
}

const replayed = (review: Reviewed) => {
  if (review.kind !== 'replayed') throw new Error(JSON.stringify(review));
  return review;
};

describe('the days with every answer a yes', () => {
  test('are what the desk itself does with a yes from there on, to the cent, and leave its log alone', async () => {
    const desk = await openDesk(options);
    await steered(desk, SINCE);
    const before = [...desk.rows()];
    expect(desk.state.account.positions.size).toBeGreaterThan(0);
    await later(desk);
    await steered(desk, TO);
    const [rows, now] = [accountRows(desk.rows()), desk.now()];
    const { from, to, equity, yes } = replayed(await desk.trader.desk.review(1));
    expect([from, to, desk.now()]).toEqual([SINCE, TO, now]);
    expect(accountRows(desk.rows())).toEqual(rows);
    expect(equity).toBe(desk.trader.desk.equity());

    const agreed = await openDesk({ ...options, log: memoryLog(before), agreeing: { budgeted: true } });
    expect(decimal(yes.began)).toBe(decimal(agreed.trader.desk.equity()));
    for (const { id } of waiting(agreed.state.proposals, agreed.now())) {
      const { outcome } = await agreed.type(`/approve ${id}`);
      if (outcome === 'asked') await agreed.type('/yes');
    }
    await later(agreed);
    await agreed.play();
    await agreed.stop();
    const tail = agreed.rows().slice(before.length);
    expect(decimal(yes.equity)).toBe(decimal(agreed.trader.desk.equity()));
    expect(yes.asked).toBe(eventsOf(tail, 'proposed').length);
    expect(yes.entered).toBe(eventsOf(tail, 'positionOpened').length);
    expect(yes.closed).toBe(eventsOf(tail, 'positionClosed').length);
    expect(yes.entered).toBeGreaterThan(2);
    expect(yes.equity).not.toBe(equity);
  });

  test('are the days as they were where nobody was asked, whatever was held as they began', async () => {
    const desk = await openDesk({ ...options, settings: quickSettings() });
    await desk.play();
    const { equity, yes } = replayed(await desk.trader.desk.review(1));
    expect(decimal(yes.equity)).toBe(decimal(equity));
    expect(yes).toMatchObject({ asked: 0 });
    expect(yes.closed).toBeGreaterThan(5);
  });

  test('under a rule are those of a desk that had it all along, whatever was changed meanwhile', async () => {
    const desk = await openDesk(options);
    await desk.play(SINCE);
    const symbol = eventsOf(desk.rows(), 'proposed')[0]?.plan.legs[0]?.symbol ?? '';
    await later(desk);
    await desk.type(`/symbol allow ${symbol}`);
    await desk.type('/yes');
    await desk.play();
    const { yes, ruled } = replayed(await desk.trader.desk.review(2, { kind: 'deny', symbol }));
    expect(ruled?.entered).toBeLessThan(yes.entered);
    const strict = replayed(await desk.trader.desk.review(2, { kind: 'setting', path: 'signal.score', from: 0.3, to: 0.95 }));
    expect(strict.ruled).toMatchObject({ asked: 0, entered: 0 });
    expect(strict.yes).toEqual(yes);
  });

  test('take the yes of everybody: of two where two are needed, and of whoever has locked themselves out', async () => {
    const settings = quickSettings({ authority: 'approve', approval: { twoAbove: 1 } });
    const desk = await openDesk({ ...options, settings, to: SYNTHETIC_FROM + 14 * HOUR });
    await desk.type('/lock me 20h');
    if (desk.state.locks.size === 0) await desk.type('/yes');
    expect(desk.state.locks.size).toBe(1);
    await desk.play();
    expect(eventsOf(desk.rows(), 'positionOpened')).toHaveLength(0);
    expect(replayed(await desk.trader.desk.review(1)).yes.entered).toBeGreaterThan(2);
  });
});
