import { beforeAll, describe, expect, it } from 'vitest';
import type { EventOf } from '../../../src/core/facts/events.ts';
import { waiting } from '../../../src/core/state/proposals.ts';
import { DAY, MINUTE, utcDay } from '../../../src/core/time.ts';
import { SYNTHETIC_FROM } from '../../../src/exchange/synthetic.ts';
import { BUILT_IN } from '../../support/builtInMarket.ts';
import { type MemoryDesk, openDesk } from '../../support/memoryDesk.ts';
import { eventsOf } from '../../support/memoryLog.ts';
import { quickSettings } from '../../support/stories.ts';

/** Two days on which every card is approved as soon as it is seen. */
async function approved(drills: boolean, mode?: 'live'): Promise<MemoryDesk> {
  const desk = await openDesk({
    source: BUILT_IN,
    symbols: ['SOL/USDT', 'DOGE/USDT', 'ETH/USDT:USDT', 'BTC/USDT:USDT'],
    from: SYNTHETIC_FROM,
    to: SYNTHETIC_FROM + 2 * DAY,
    settings: quickSettings({ authority: 'approve', approval: { drills } }),
    alerts: [],
    ...(mode === undefined ? {} : { mode }),
  });
  for (let at = SYNTHETIC_FROM + 5 * MINUTE; at <= SYNTHETIC_FROM + 2 * DAY; at += 5 * MINUTE) {
    await desk.play(at);
    for (const { id } of waiting(desk.state.proposals, desk.now()))
      if ((await desk.type(`/approve ${id}`)).outcome === 'asked') await desk.type('/yes');
  }
  return desk;
}

const looks = ({ at, plan, odd, again }: EventOf<'proposed'>) => ({ at, legs: plan.legs, score: plan.score, odd, again });

describe('drill cards', () => {
  let asked: readonly EventOf<'proposed'>[];
  let desk: MemoryDesk;
  beforeAll(async () => {
    desk = await approved(true);
    asked = eventsOf(desk.rows(), 'proposed');
  });
  const drills = () => asked.filter(({ drill }) => drill !== undefined);

  it('come once a day at most, between cards that are no other than without them', async () => {
    const days = drills().map(({ at }) => utcDay(at));
    expect(days.length).toBeGreaterThan(0);
    expect(new Set(days).size).toBe(days.length);
    const without = await approved(false);
    const plain = eventsOf(without.rows(), 'proposed');
    expect(plain.filter(({ drill }) => drill !== undefined)).toEqual([]);
    expect(asked.filter(({ drill }) => drill === undefined).map(looks)).toEqual(plain.map(looks));
    expect(desk.trader.desk.equity()).toBe(without.trader.desk.equity());
  });

  it('are no orders, although they were approved', () => {
    const made = new Set(drills().map(({ plan }) => plan.decision));
    expect(eventsOf(desk.rows(), 'cleared').filter(({ plan }) => made.has(plan.decision))).toEqual([]);
    const ends = eventsOf(desk.rows(), 'proposal').filter(({ proposal }) => drills().some((one) => one.proposal === proposal));
    expect(ends.map(({ to }) => to)).toEqual(drills().map(() => 'drilled'));
    expect(ends[0]?.why).toMatch(/^drill: .*\. (Right|Missed)\.$/);
  });

  it('never come where money is real, and nobody turns them on there', async () => {
    const live = await approved(true, 'live');
    expect(live.trader.desk.account.mode).toBe('live');
    const cards = eventsOf(live.rows(), 'proposed');
    expect(cards.length).toBeGreaterThan(5);
    expect(cards.filter(({ drill }) => drill !== undefined)).toEqual([]);
    await live.type('/drill off');
    expect((await live.type('/drill on')).reply.title).toBe('With real money every card is one');
    expect(live.state.settings.values.approval.drills).toBe(false);
  });

  it('look like any card, and say nothing of what they are', () => {
    const [card] = drills();
    const { drill: _, ...shown } = card ?? {};
    expect(shown).toMatchObject({ by: 'desk', receipt: { symbol: card?.plan.legs[0]?.symbol }, plan: { kind: 'entry' } });
    expect(JSON.stringify(shown)).not.toContain('drill');
  });
});
