import { expect, it } from 'vitest';
import { hour, START, stillSettings, written } from '../../support/market.ts';
import { openDesk } from '../../support/memoryDesk.ts';

it('a paper account is not opened on a broker that moves somebody’s own money', async () => {
  const ground = { source: written({ 'AAA/USDT': [] }), from: START, to: hour(1), settings: stillSettings() };
  await expect(openDesk({ ...ground, between: (paper) => ({ ...paper, mode: 'live' }) })).rejects.toThrow(
    'the account memory/paper/main is paper and its broker live',
  );
  expect((await openDesk(ground)).trader.desk.account.mode).toBe('paper');
});
