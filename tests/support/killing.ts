import { expect } from 'vitest';
import type { StoredEvent } from '../../src/core/facts/eventLog.ts';
import { type DeskOptions, type MemoryDesk, openDesk } from './memoryDesk.ts';
import { accountRows, type Fate, type Left, memoryLog } from './memoryLog.ts';

export type Story = {
  readonly options: Omit<DeskOptions, 'log'>;
  /** What people do in the run; it must be able to go on from any moment of it. */
  act(desk: MemoryDesk): Promise<void>;
};

const NOTHING: Left = { rows: [], taken: [] };

/** One life of the process: from what is stored to the end of the run, or to its death. */
async function live({ options, act }: Story, left: Left, fate: (batch: number) => Fate) {
  const log = memoryLog(left, fate);
  const life = (async () => {
    const desk = await openDesk({ ...options, log });
    await act(desk);
    await desk.stop();
    return 'ended' as const;
  })();
  const outcome = await Promise.race([life, log.dead.then(() => 'died' as const)]);
  return { outcome, log };
}

export type Lived = { readonly rows: readonly StoredEvent[]; readonly batches: number; readonly deaths: number };

/** A run that nothing disturbs. */
export async function undisturbed(story: Story): Promise<Lived> {
  const { log } = await live(story, NOTHING, () => 'written');
  return { rows: log.rows, batches: log.batches, deaths: 0 };
}

/** A run whose process dies at the n-th batch of its first life and is started again. */
async function killedOnce(story: Story, batch: number, fate: Fate): Promise<Lived> {
  const first = await live(story, NOTHING, (n) => (n === batch ? fate : 'written'));
  if (first.outcome === 'ended') return { rows: first.log.rows, batches: first.log.batches, deaths: 0 };
  const second = await live(story, first.log, () => 'written');
  return { rows: second.log.rows, batches: second.log.batches, deaths: 1 };
}

/** A run whose process dies in every life after that many batches, until one life reaches the end. */
export async function killedAgain(story: Story, every: number, fate: Fate): Promise<Lived> {
  let left: Left = NOTHING;
  for (let deaths = 0; ; deaths++) {
    const { outcome, log } = await live(story, left, (n) => (n === every ? fate : 'written'));
    left = log;
    if (outcome === 'ended') return { rows: log.rows, batches: log.batches, deaths };
    if (deaths > 2_000) throw new Error('the run gets nowhere');
  }
}

/**
 * Kills the run before its first batch and after each of its batches in turn (what is stored then is what a death before the next
 * one leaves), and expects the undisturbed run's log, which it returns.
 */
export async function expectKilledAnywhere(story: Story): Promise<Lived> {
  const whole = await undisturbed(story);
  for (let batch = 0; batch <= whole.batches; batch++) {
    const killed = batch === 0 ? await killedOnce(story, 1, 'dies before') : await killedOnce(story, batch, 'dies after');
    expect(killed.deaths, `after batch ${batch}`).toBe(1);
    expect(accountRows(killed.rows), `after batch ${batch}`).toEqual(accountRows(whole.rows));
  }
  return whole;
}
