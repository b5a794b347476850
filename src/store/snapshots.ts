import { hash } from 'node:crypto';
import type { Database } from './database.ts';
import type { SnapshotName } from './head.ts';
import { numberOf } from './rows.ts';
import type { SnapshotRow } from './tables.ts';

/** A snapshot as it stands in the database: `seq` is the last row that is in it, `hash` that row's. */
export type StoredSnapshot = Omit<SnapshotRow, 'account' | 'step'> & { readonly step: number | null };

/** The newest is of no use to a replay whose last step is in it: the one before it is. */
const KEPT = 2;

/** A name that no other snapshot has. */
const nameOf = ({ seq, hash: row, step, version, body }: StoredSnapshot): SnapshotName => ({
  seq,
  digest: hash('sha256', `${seq}\n${row}\n${step ?? ''}\n${version}\n${body}`, 'hex'),
});

/** The snapshots of an account that `names` names, newest first; what is there besides was not kept to its end, or not by us. */
export async function readSnapshots(
  database: Database,
  account: string,
  names: readonly SnapshotName[],
): Promise<readonly StoredSnapshot[]> {
  const rows = await database.run(`read the snapshots of ${account}`, (tables) =>
    tables.snapshot.findMany({ where: { account }, orderBy: [{ seq: 'desc' }] }),
  );
  return rows
    .map(({ seq, hash: row, step, version, body }) => ({ seq, hash: row, step: numberOf(step), version, body }))
    .filter((snapshot) => {
      const { seq, digest } = nameOf(snapshot);
      return names.some((name) => name.seq === seq && name.digest === digest);
    });
}

/** Keeps one more beside those that `names` names, and gives the names of all that are kept then, newest first. Throws StoreError. */
export async function keepSnapshot(
  database: Database,
  account: string,
  snapshot: StoredSnapshot,
  names: readonly SnapshotName[],
): Promise<readonly SnapshotName[]> {
  const kept = [nameOf(snapshot), ...names.filter(({ seq }) => seq !== snapshot.seq)].slice(0, KEPT);
  const oldest = Math.min(...kept.map(({ seq }) => seq));
  const { step, ...rest } = snapshot;
  await database.transaction(`keep a snapshot of ${account}`, (tables) => [
    tables.snapshot.deleteMany({ where: { account, seq: { lt: oldest } } }),
    tables.snapshot.deleteMany({ where: { account, seq: snapshot.seq } }),
    tables.snapshot.createMany({ data: [{ account, ...rest, step: step === null ? null : BigInt(step) }] }),
  ]);
  return kept;
}
