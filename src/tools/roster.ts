import type { Config } from '../config/config.ts';
import type { EventOf } from '../core/facts/events.ts';
import { applyToPeople, type MembersById, memberOf } from '../core/state/people.ts';
import type { Ms } from '../core/time.ts';
import { accounts } from '../store/accounts.ts';
import type { Database } from '../store/database.ts';
import { readHistory } from '../store/history.ts';
import { deskOf, openHome } from './home.ts';

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
  const database = await openHome(config);
  if (database === undefined) return { people: new Map(), strangers: [] };
  try {
    return await readRoster(database, config);
  } finally {
    await database.close();
  }
}
