import { beforeAll, expect, it } from 'vitest';
import type { MemoryDesk } from '../support/memoryDesk.ts';
import { stillDesk } from './desk.ts';

let desk: MemoryDesk;
beforeAll(async () => {
  desk = await stillDesk({ authority: 'approve', approval: { self: true } });
  await desk.type('/buy BTC 2000');
});

const typed = async (line: string): Promise<string> => {
  const { outcome, reply } = await desk.type(line);
  return [outcome, reply.title, ...reply.lines].join('\n');
};

it('/lock me takes from then on nothing that adds risk, and says so', async () => {
  expect(await typed('/lock me 24h a bad day')).toMatch(/^asked\nLock yourself until .*, in 1 d\?/);
  expect(await typed('/yes')).toMatch(/^ok\n🔒 Locked until /);
  for (const line of ['/approve A1 2000', '/buy BTC 500', '/grant 200 3 2h', '/asks 30', '/resume', '/mode live'])
    expect(await typed(line)).toMatch(/^refused\nYou are locked until .* UTC, by your own word\nRejecting, closing/);
  expect(await typed('/config risk.perTrade 3%')).toMatch(/^refused/);
  expect(await typed('/whoami')).toMatch(/\n🔒 Locked until .*, in 1 d: nothing that adds risk\n/);
  expect(await typed('/lock')).toMatch(/^ok\n🔒 You are locked until /);
});

it('is only ever lengthened', async () => {
  expect(await typed('/lock me 1h')).toMatch(/^refused\nYou are locked until .*\nA lock is only ever lengthened/);
  expect(await typed('/lock me 31d')).toMatch(/^refused\nThat is too long for a lock/);
  await typed('/lock me 2d');
  expect(await typed('/yes')).toMatch(/, in 2 d\n/);
});

it('leaves rejecting, pausing and tightening', async () => {
  await typed('/config risk.perTrade 0.1%');
  expect(await typed('/yes')).toMatch(/^ok/);
  expect(await typed('/pause 2h')).toMatch(/^ok/);
  expect(await typed('/reject A1')).toMatch(/^ok/);
});
