import { stat } from 'node:fs/promises';
import type { Config } from '../config/config.ts';
import type { EventOf } from '../core/facts/events.ts';
import { applyToPeople, type MembersById, memberOf } from '../core/state/people.ts';
import type { Ms } from '../core/time.ts';
import { accounts } from '../store/accounts.ts';
import { type Database, openDatabase } from '../store/database.ts';
import { headFileOf } from '../store/head.ts';
import { readHistory } from '../store/history.ts';
import type { AccountRow } from '../store/tables.ts';

/** Somebody who wrote to the desk and is not on its list. */
export type Stranger = Pick<EventOf<'ignored'>, 'account' | 'name'> & {
  /** When it was told last, by the desk's clock; undefined where that is a replay's, which tells nothing of today. */
  readonly at: Ms | undefined;
};

/** Who may steer the desk, and who knocked, newest first. */
export type Roster = { readonly people: MembersById; readonly strangers: readonly Stranger[] };

const EVERY = Number.MAX_SAFE_INTEGER;
/** So many rows are looked through for strangers: one is written an hour and account. */
const MOST_ROWS = 500;

/** When an account was written last, ms; 0 where that cannot be told. */
const usedAt = async ({ key }: AccountRow, home: string): Promise<Ms> =>
  (await stat(headFileOf(home, key)).catch(() => undefined))?.mtimeMs ?? 0;

/** The account of the exchange that is configured, else of the replay that was played last. */
async function deskOf(all: readonly AccountRow[], { exchange, account, home }: Config): Promise<AccountRow | undefined> {
  if (exchange !== undefined) return all.find(({ market, name }) => market === exchange && name === account);
  const used = await Promise.all(all.map(async (row) => ({ row, at: await usedAt(row, home) })));
  return used.toSorted((a, b) => b.at - a.at)[0]?.row;
}

async function readRoster(database: Database, config: Config): Promise<Roster> {
  const desk = await deskOf(await accounts(database), config);
  const people: MembersById = new Map();
  if (desk === undefined) return { people, strangers: [] };
  const joined = await readHistory(database, desk.key, { types: ['person', 'linked'], limit: EVERY });
  for (const { event } of joined.toReversed()) applyToPeople(people, event);
  const strangers = new Map<string, Stranger>();
  for (const { event } of await readHistory(database, desk.key, { types: ['ignored'], limit: MOST_ROWS })) {
    if (event.type !== 'ignored' || event.why !== 'stranger') continue;
    const { account, name, at } = event;
    // A crowd shares one row that has no number.
    if (!/:\d+$/.test(account) || memberOf(people, account) !== undefined || strangers.has(account)) continue;
    strangers.set(account, { account, name, at: config.exchange === undefined ? undefined : at });
  }
  return { people, strangers: [...strangers.values()] };
}

/** Reads the roster of the desk that this configuration would go on with. Throws StoreError. */
export async function rosterOf(config: Config): Promise<Roster> {
  const database = await openDatabase({ url: config.databaseUrl, home: config.home });
  try {
    return await readRoster(database, config);
  } finally {
    await database.close();
  }
}
