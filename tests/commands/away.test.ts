import { beforeAll, expect, it } from 'vitest';
import { fixed } from '../../src/core/money.ts';
import { DAY, HOUR } from '../../src/core/time.ts';
import { SYNTHETIC_FROM } from '../../src/exchange/synthetic.ts';
import type { MemoryDesk } from '../support/memoryDesk.ts';
import { playedDesk, stillDesk } from './desk.ts';

let desk: MemoryDesk;
beforeAll(async () => {
  desk = await stillDesk({ authority: 'approve', approval: { twoAbove: 1_000 } });
  const listed = (person: string, name: string, role: 'trader' | 'approver', account: string) =>
    [
      { type: 'person', at: desk.now(), person, name, role, who: 'terminal' },
      { type: 'linked', at: desk.now(), person, account, on: true, who: 'terminal' },
    ] as const;
  await desk.record(...listed('p1', 'Ana', 'approver', 'telegram:1'), ...listed('p2', 'Ben van Dam', 'approver', 'telegram:2'));
  await desk.record(...listed('p3', 'Cleo', 'trader', 'telegram:3'));
});

const typed = async (line: string): Promise<string> => {
  const { outcome, reply } = await desk.type(line);
  return [outcome, reply.title, ...reply.lines].join('\n');
};
const policy = () => desk.state.aways.get('terminal')?.policy;

it.each([
  ['/away 25-07', /"25-07" is no span of hours/],
  ['/away 23-23', /23-23 begins when it ends/],
  ['/away 23-07 delegate', /delegate of what\?/],
  ['/away 23-07 delegate Anna', /Nobody on the list is "Anna"\nDid you mean Ana\?/],
  ['/away 23-07 delegate Cleo', /Cleo may not approve/],
  ['/away 23-07 delegate Ana nothing', /more than one meaning/],
  ['/away 23-07 grant', /grant of what\?/],
  ['/away 23-07 grant 200', /How many entries\?/],
  ['/away 23-07 grant 0 2', /The amount is 0/],
  ['/away 23-07 grant 200 0', /"0" is no count/],
  ['/away 23-07 grant 1100 2', /1,?100(\.00)? takes two people/],
  ['/away 23-07 2', /2 of what\?/],
  ['/away delegate Ana', /In which hours\?/],
])('%s is said to be wrong, with what can be typed', async (line, says) => {
  const text = await typed(line);
  expect(text).toMatch(/^refused\n/);
  expect(text).toMatch(says);
  expect(text).toMatch(/\nExample: \/away/);
  expect(policy()).toBeUndefined();
});

it('each meaning is what was typed, and /away off ends it', async () => {
  expect(await typed('/away 23-07')).toMatch(/^ok\nAway 23:00 to 07:00: nothing\n/);
  expect(await typed('/away 22:30-7:15 delegate ben van dam')).toMatch(/^ok\nAway 22:30 to 07:15: delegate Ben van Dam\n/);
  expect(policy()).toEqual({ from: 1_350, to: 435, means: { kind: 'delegate', to: 'p2' } });
  expect(await typed('/away 23-07 grant 200 2')).toMatch(/^asked\nEnter without asking while away\?\n/);
  expect(policy()?.means.kind, 'not before the yes').toBe('delegate');
  expect(await typed('/yes')).toMatch(/^ok\nAway 23:00 to 07:00: grant 200\.00 × 2\n/);
  expect(policy()?.means).toEqual({ kind: 'grant', each: '200', count: 2, total: '400', loss: expect.any(String) });
  expect(await typed('/away')).toMatch(/^ok\nAway 23:00 to 07:00: grant/);
  expect(await typed('/away off')).toMatch(/^ok\nYou are away no more/);
  expect(policy()).toBeUndefined();
});

it('in a night of its own the desk enters what was written and no more, and one card tells of it', async () => {
  const night = await playedDesk(0, { authority: 'approve' });
  await night.type('/away 00-20 grant 9000 2');
  await night.type('/yes');
  await night.play(SYNTHETIC_FROM + DAY);
  const events = night.rows().map(({ event }) => event);
  const cleared = events.flatMap((event) => (event.type === 'cleared' ? [event] : []));
  expect(cleared.length).toBeGreaterThan(0);
  expect(cleared.length).toBeLessThanOrEqual(2);
  for (const { plan, grant, at } of cleared) {
    expect(grant).toBe('G1');
    expect(at).toBeLessThan(SYNTHETIC_FROM + 20 * HOUR);
    const notional = plan.legs.reduce((sum, leg) => sum + Number(fixed(leg.quantity)) * Number(leg.price), 0);
    expect(notional / 1e12).toBeLessThanOrEqual(9_000);
  }
  const told = events.flatMap((event) => (event.type === 'alert' && event.alert === 'away' ? [event] : []));
  expect(told).toHaveLength(1);
  const [ended] = events.flatMap((event) => (event.type === 'awayEnded' ? [event] : []));
  const within = events.filter(({ at }) => at >= (ended?.from ?? 0) && at < (ended?.to ?? 0));
  expect(ended?.counts).toEqual({
    asked: within.filter(({ type }) => type === 'proposed').length,
    entered: cleared.length,
    covered: cleared.length,
    expired: within.filter((event) => event.type === 'proposal' && event.to === 'expired').length,
    letGo: within.filter((event) => event.type === 'withheld' && event.away === true).length,
    withheld: within.filter((event) => event.type === 'withheld' && event.away === undefined).length,
  });
  expect(ended?.counts.letGo).toBeGreaterThan(0);
  await night.stop();
});
