import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Config } from '../../src/config/config.ts';
import { genesis, rowHash } from '../../src/store/chain.ts';
import type { Database } from '../../src/store/database.ts';
import { headFileOf, writeHead } from '../../src/store/head.ts';
import { verifyAudit } from '../../src/tools/verify.ts';
import { type Ground, places } from '../store/databases.ts';
import { configOf, fillHome, freshState, KEY } from './auditedHome.ts';

/** What somebody who does harm has at hand: the database past the store, and the home. */
type Hands = { readonly ground: Ground; sql(...statements: readonly string[]): Promise<void>; database: Database };

/** Puts the head in the home where the log ends now. */
async function resetHead({ ground, database }: Hands): Promise<void> {
  const [last] = await database.run('read', (tables) =>
    tables.event.findMany({ where: { account: KEY }, orderBy: [{ seq: 'desc' }], take: 1 }),
  );
  await writeHead(headFileOf(ground.home, KEY), { ...(last === undefined ? genesis(KEY) : last), snapshots: [] });
}

/** Changes rows from `from` to `to` and makes their hashes anew. */
async function rewrite({ database, sql }: Hands, from: number, to: number): Promise<void> {
  const rows = await database.run('read', (tables) => tables.event.findMany({ where: {}, orderBy: [{ seq: 'asc' }] }));
  let before = rows[from - 2]?.hash ?? '';
  for (const row of rows.slice(from - 1, to)) {
    const body = row.body.replace('ann', 'bob');
    before = rowHash(before, { ...row, body });
    await sql(`UPDATE "event" SET "body" = '${body}', "hash" = '${before}' WHERE "seq" = ${row.seq}`);
  }
}

const CUT = ['event', 'intent', 'fill'].map((table) => `DELETE FROM "${table}" WHERE "seq" > 7`);
const EMPTY = ['event', 'intent', 'fill', 'delivery', 'account'].map((table) => `DELETE FROM "${table}"`);
const copied = (seq: number): string =>
  `INSERT INTO "event" ("account", "seq", "step", "at", "type", "body", "hash") SELECT "account", ${seq}, "step", "at", "type", "body", 'forged' FROM "event" WHERE "seq" = 5`;
const cut = ({ sql }: Hands) => sql(...CUT, 'DELETE FROM "delivery" WHERE "createdSeq" > 7');
const removeAudit = ({ ground }: Hands) => rmSync(join(ground.home, 'audit'), { recursive: true });

type Loss = readonly [what: string, named: RegExp, harm: (hands: Hands) => Promise<void>];

const LOSSES: readonly Loss[] = [
  ['a row removed', /row 5 missing/, ({ sql }) => sql('DELETE FROM "event" WHERE "seq" = 5')],
  [
    'a row changed',
    /row 5 changed/,
    ({ sql }) => sql(`UPDATE "event" SET "body" = replace("body", 'ann', 'bob') WHERE "seq" = 5`),
  ],
  ['a row changed, its hash recomputed', /row 6 changed/, (hands) => rewrite(hands, 5, 5)],
  ['all rows to the end rewritten', /row 14 changed: .* rewritten/, (hands) => rewrite(hands, 5, 14)],
  [
    'all rows to the end rewritten, the head with them',
    /a copy that went on: its row 14 is not the one/,
    async (hands) => {
      await rewrite(hands, 5, 14);
      await resetHead(hands);
    },
  ],
  ['a row put in as number 0', /row 0 added/, ({ sql }) => sql(copied(0))],
  ['a row put in below 0', /row -3 added/, ({ sql }) => sql(copied(-3))],
  [
    'two rows in each other’s place',
    /row 3 reordered/,
    ({ sql }) =>
      sql(
        ...[
          [3, -1],
          [6, 3],
          [-1, 6],
        ].map(([from, to]) => `UPDATE "event" SET "seq" = ${to} WHERE "seq" = ${from}`),
      ),
  ],
  ['the end cut off', /row 8 cut off/, cut],
  [
    'the end cut off, the head reset to it',
    /an older backup.*: it has 7 rows, but 14 had been written by 2024-06-02 14:30 UTC/,
    async (hands) => {
      await cut(hands);
      await resetHead(hands);
    },
  ],
  [
    'all rows cut off, the head reset to none',
    /it has 0 rows, but 14 had been written/,
    async (hands) => {
      await hands.sql(...EMPTY.slice(0, 4));
      await resetHead(hands);
    },
  ],
  ['the head removed', /the head kept outside is gone/, async (hands) => removeAudit(hands)],
  ['everything emptied', /its head is kept in .* does not know the account/, ({ sql }) => sql(...EMPTY)],
  [
    'everything emptied, the heads removed',
    /row 14 had been written by 2024-06-02 14:30 UTC .* does not know the account/,
    async (hands) => {
      await hands.sql(...EMPTY);
      removeAudit(hands);
    },
  ],
  ['the account lost', /does not know the account/, ({ sql }) => sql('DELETE FROM "account"')],
  [
    'the account put back under another time',
    /row 14 had been written .* does not know the account/,
    ({ sql }) => sql(`UPDATE "account" SET "createdAt" = '2024-07-01T00:00:00.000Z'`),
  ],
  [
    'an intent forged',
    /one is added: intent x belongs to row 1, which tells of none/,
    ({ sql }) =>
      sql(`INSERT INTO "intent" ("account", "clientId", "decision", "leg", "seq") VALUES ('${KEY}', 'x', 'd9', '0', 1)`),
  ],
  ['an intent changed', /one is changed: intent x /, ({ sql }) => sql(`UPDATE "intent" SET "clientId" = 'x' WHERE "seq" = 8`)],
  ['a fill removed', /one is missing: row 10 tells of a fill/, ({ sql }) => sql('DELETE FROM "fill" WHERE "seq" = 10')],
  [
    'a delivery changed',
    /one is changed: delivery of alert 1 /,
    ({ sql }) => sql(`UPDATE "delivery" SET "severity" = 0 WHERE "alert" = '1'`),
  ],
];

describe.each(places)('invariant 23: audit verify on $name', (place) => {
  let ground: Ground;
  let database: Database;
  let state: ReturnType<typeof freshState>;
  let config: Config;

  beforeAll(async () => {
    ground = await place.make();
    database = await ground.open();
  });
  beforeEach(async () => {
    state = freshState();
    config = configOf(ground, state.state);
    await ground.empty(database);
    await fillHome(database, config);
  });
  afterEach(() => state.remove());
  afterAll(async () => {
    await database.close();
    await ground.clear();
  });

  const verified = async (): Promise<readonly [number, string]> => {
    const lines: string[] = [];
    const status = await verifyAudit(config, (line) => lines.push(line));
    return [status, lines.join('\n')];
  };

  test('a whole home is well', async () => {
    expect(await verified()).toEqual([0, `${KEY}: 14 rows, each as it was written`]);
  });

  test.each(LOSSES)('%s: found and named', async (_what, named, harm) => {
    await harm({
      ground,
      database,
      async sql(...statements) {
        const raw = await ground.raw();
        for (const statement of statements) await raw.script(statement);
        await raw.close();
      },
    });
    expect(await verified()).toEqual([1, expect.stringMatching(named)]);
  });

  test('an account that was lost is not made anew over its log', async () => {
    await database.run('lose', (tables) => tables.account.deleteMany({ where: {} }));
    await expect(fillHome(database, config)).rejects.toThrow(`has 14 rows of ${KEY}, but the account itself is lost`);
  });
});

describe('invariant 23: audit verify on a SQLite file', () => {
  let ground: Ground;
  let state: ReturnType<typeof freshState>;
  beforeEach(async () => {
    state = freshState();
    const sqlite = places.find(({ name }) => name === 'SQLite');
    if (sqlite === undefined) throw new Error('SQLite is always there');
    ground = await sqlite.make();
    const database = await ground.open();
    await fillHome(database, configOf(ground, state.state));
    await database.close();
  });
  afterEach(async () => {
    await ground.clear();
    state.remove();
  });

  const verified = async (home = ground.home): Promise<readonly [number, string]> => {
    const lines: string[] = [];
    const status = await verifyAudit(configOf({ home, url: undefined }, state.state), (line) => lines.push(line));
    return [status, lines.join('\n')];
  };
  const removeFile = (): void => {
    for (const end of ['', '-wal', '-shm']) rmSync(join(ground.home, `countersign.db${end}`), { force: true });
  };

  test('deleted: found and named', async () => {
    removeFile();
    expect(await verified()).toEqual([1, `${KEY}: its head is kept in ${ground.home}, but the database is gone`]);
  });

  test('deleted with all of its home: found and named', async () => {
    removeFile();
    rmSync(join(ground.home, 'audit'), { recursive: true });
    expect(await verified()).toEqual([1, expect.stringMatching(/row 14 had been written by .* but the database is gone/)]);
  });

  test('a home that was moved is well, and so is one on a machine that has never heard of it', async () => {
    const moved = `${ground.home}-moved`;
    cpSync(ground.home, moved, { recursive: true });
    expect(await verified(moved)).toEqual([0, `${KEY}: 14 rows, each as it was written`]);
    rmSync(join(state.state, 'countersign'), { recursive: true });
    expect(await verified(moved)).toEqual([0, `${KEY}: 14 rows, each as it was written; no second head is kept of them`]);
    rmSync(moved, { recursive: true });
  });
});
