import type { Database } from './database.ts';
import { type DatabasePlace, parameter, type RawStatement } from './driver.ts';

/** The right to write to an account, until somebody takes the next epoch. */
export type Lease = { readonly account: string; readonly epoch: number; readonly holder: string };

/** Takes the account over: raises its epoch, so that whoever held it before can write nothing more. */
export const acquireLease = (database: Database, account: string, holder: string): Promise<Lease> =>
  database.run(`take the lease of ${account}`, (tables) =>
    tables.lease.upsert({
      where: { account },
      create: { account, epoch: 1, holder },
      update: { epoch: { increment: 1 }, holder },
    }),
  );

/** Fails, and with it the transaction that it stands in, once somebody else has taken the account; until then nobody can. */
export const holdLease = (provider: DatabasePlace['provider'], { account, epoch }: Lease): RawStatement => ({
  sql: `UPDATE "lease" SET "holder" = CASE WHEN "epoch" = ${parameter(provider, 1)} THEN "holder" END
    WHERE "account" = ${parameter(provider, 2)}`,
  values: [epoch, account],
});

/** Whether the lease is still ours. */
export async function checkLease(database: Database, lease: Lease): Promise<boolean> {
  const rows = await database.run(`check the lease of ${lease.account}`, (tables) =>
    tables.lease.findMany({ where: { account: lease.account } }),
  );
  return rows[0]?.epoch === lease.epoch;
}
