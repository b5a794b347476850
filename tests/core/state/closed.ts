import { fixed } from '../../../src/core/money.ts';
import type { ClosedTrade } from '../../../src/core/state/closedTrade.ts';
import { HOUR } from '../../../src/core/time.ts';

/** A trade that came to its end, with whatever a test is about put in its place. */
export const closedWith = (changes: Partial<ClosedTrade> = {}): ClosedTrade => ({
  position: 1,
  symbol: 'SOL/USDT',
  direction: 'long',
  strategy: 'momentum',
  why: 'target',
  quantity: fixed('1'),
  entry: fixed('100'),
  exit: fixed('101'),
  profit: fixed('1'),
  fees: fixed('0.5'),
  funding: 0n,
  r: 1,
  risk: fixed('1'),
  decision: `d${changes.position ?? 1}`,
  openedAt: 0,
  closedAt: HOUR,
  ...changes,
});
