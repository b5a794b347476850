import { OWNER } from '../../src/bots/giver.ts';
import type { Submitted } from '../../src/core/approval/outcome.ts';
import { planPair } from '../../src/core/execution/pairPlan.ts';
import type { MemoryDesk } from './memoryDesk.ts';

/** Hands in a pair of equal legs: the first perpetual bought, the second sold. */
export async function submitPair({ trader: { desk } }: MemoryDesk, first: string, second: string): Promise<Submitted> {
  const leg = (symbol: string) => ({ symbol, measures: desk.study.measures(symbol) });
  const planned = planPair({
    decision: 'a pair',
    strategy: 'pairs',
    score: 1,
    confidence: 1,
    first: leg(first),
    second: leg(second),
    hedgeRatio: 1,
    view: desk.risk(),
  });
  if ('why' in planned) throw new Error(planned.why);
  return desk.submit(planned.plan, OWNER);
}
