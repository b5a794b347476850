import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { evolve } from '../../src/core/state/evolve.ts';
import { emptyState } from '../../src/core/state/state.ts';
import { verifyLog } from '../../src/store/audit.ts';
import { type Database, openDatabase } from '../../src/store/database.ts';
import { headFileOf, readHead } from '../../src/store/head.ts';
import { openLog } from '../../src/store/log.ts';
import { places } from './databases.ts';
import { commands } from './events.ts';

/** The first 200 rows of a desk on the built-in market, written before bodies had versions and fills had assets. */
const KEPT = join(import.meta.dirname, 'kept');
const ACCOUNT = 'synthetic:42/paper/main-b19d60ad';

/** A copy of the kept home, which opening migrates and appends to. */
let home: string;
let kept: Database;

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'countersign-'));
  cpSync(KEPT, home, { recursive: true });
  kept = await openDatabase({ home });
});
afterAll(async () => {
  await kept.close();
  rmSync(home, { recursive: true, force: true });
});

/** Opens its log, folds it, writes on, and walks the chain. */
async function opened(database: Database) {
  const headFile = headFileOf(home, ACCOUNT);
  const log = await openLog(database, ACCOUNT, { headFile, channels: [] });
  const state = emptyState();
  const kinds = new Set<string | undefined>();
  for (const { event } of await Array.fromAsync(log.read())) {
    evolve(state, event);
    if (event.type === 'alert') kinds.add(event.kind);
  }
  await log.append(commands(1));
  await log.close();
  return {
    settings: state.settings.version,
    orders: state.orders.all.size,
    closed: state.account.closed.length,
    kinds,
    audit: await verifyLog(database, ACCOUNT, await readHead(headFile)),
  };
}

/** Its alerts did not say yet of which kind they are. */
const KINDS = new Set(['signals', 'trades', 'risk']);
const WHOLE = { settings: 1, orders: 27, closed: 1, kinds: KINDS, audit: { ok: true, head: { seq: 201 }, beyond: 0 } };

describe('a home of an older program', () => {
  test.each(places.filter(({ name }) => name !== 'SQLite'))('opens on $name, its rows byte for byte', async (place) => {
    const ground = await place.make();
    const database = await ground.open();
    const rows = await kept.run('read the kept log', ({ event }) => event.findMany({ where: { account: ACCOUNT } }));
    await database.transaction('copy the kept log', ({ event }) => [event.createMany({ data: rows })]);
    expect(await opened(database)).toMatchObject(WHOLE);
    cpSync(join(KEPT, 'audit'), join(home, 'audit'), { recursive: true });
    await database.close();
    await ground.clear();
  });

  test('opens on SQLite as it stands', async () => {
    expect(await opened(kept)).toMatchObject(WHOLE);
  });
});
