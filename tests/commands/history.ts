import * as fc from 'fast-check';
import type { EventOf } from '../../src/core/facts/events.ts';
import { type Fixed } from '../../src/core/money.ts';
import { evolve } from '../../src/core/state/evolve.ts';
import { snapshotOf } from '../../src/core/state/snapshot.ts';
import { emptyState } from '../../src/core/state/state.ts';
import { type Ms } from '../../src/core/time.ts';
import { type Left } from '../support/memoryLog.ts';
import { type Befalling, befalling, Life, SETTINGS, type Stood } from './life.ts';

/** A life of an account up to now, as a log has it, and what the laws need to know of it without asking the desk. */
export type History = Left & {
  readonly now: Ms;
  readonly prices: ReadonlyMap<string, number>;
  /** How many trades have ended: a pair is one. */
  readonly ended: number;
  readonly funded: Fixed;
  /** Funding that belongs to no position. */
  readonly loose: Fixed;
  readonly stood: readonly Stood[];
  readonly reports: readonly EventOf<'report'>[];
  readonly positions: number;
  /** Whether a leg is closed of a trade that is not at its end. */
  readonly halfDone: boolean;
};

/** A life with its restart: what was kept of it is the snapshot after so many of its rows. */
function lived(befallings: readonly Befalling[], keptAt: number): History {
  const life = new Life();
  life.tell({ type: 'settings', at: life.now, version: 1, who: 'desk', why: 'test', values: SETTINGS });
  life.tell({ type: 'funded', at: life.now, amount: '10000', why: 'test' });
  for (const one of befallings) life.befall(one);
  const rows = life.events.map((event, i) => ({ seq: i + 1, step: null, event }));
  const kept = emptyState();
  const seq = Math.min(rows.length, 1 + (keptAt % rows.length));
  for (const { event } of rows.slice(0, seq)) evolve(kept, event);
  const { account } = life.state;
  return {
    rows,
    taken: [{ ...snapshotOf(kept, undefined), seq, hash: '' }],
    now: life.now,
    prices: life.prices,
    ended: life.ended,
    funded: account.funded,
    loose: life.loose,
    stood: life.stood,
    reports: life.reports,
    positions: account.positions.size,
    halfDone: life.halfDone,
  };
}

/** Lives of accounts: partial exits, adds, pairs whose legs come one after the other or not at all, midnights, fees, funding, transfers. */
export const histories = {
  befallings: fc.array(befalling, { minLength: 1, maxLength: 34, size: 'max' }),
  /** After which of its rows a snapshot was kept. */
  keptAt: fc.nat(199),
  lived,
};
