import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { accounts, createAccount } from '../../src/store/accounts.ts';
import type { Database } from '../../src/store/database.ts';
import type { SqlStatement, Tables } from '../../src/store/tables.ts';
import { type Ground, places } from './databases.ts';

type Row = Readonly<Record<string, string | number | bigint | null>>;
type Case = {
  readonly name: string;
  readonly first: Row;
  readonly changed: Row;
  readonly write: (tables: Tables) => SqlStatement;
  readonly read: (tables: Tables) => Promise<Row[]>;
  readonly change: (tables: Tables) => Promise<{ count: number }>;
  readonly remove: (tables: Tables) => Promise<{ count: number }>;
};

const account = 'a';
const sentAt = 1_717_243_200_000n;
const anAccount = {
  key: account,
  market: 'replay',
  mode: 'paper',
  name: 'main',
  createdAt: '2024-06-01T00:00:00Z',
  runIdentity: 'x',
};
const event = { account, seq: 1, at: sentAt, type: 'funded', body: '{"amount":"0.123456789012"}', step: null, hash: 'h' };
const intent = { account, clientId: 'c', decision: 'd', leg: '0', seq: 1 };
const fill = { account, symbol: 'BTC/USDT', tradeId: 't', seq: 1 };
const delivery = {
  account,
  alert: '1',
  channel: 'terminal',
  severity: 3,
  createdSeq: 1,
  state: 'pending',
  attempts: 0,
  sentAt: null,
  message: null,
  place: null,
};
const lease = { account, epoch: 1, holder: 'pid 1' };
const factor = {
  account,
  person: 'p1',
  secret: 'sealed',
  lastStep: 1,
  failures: 0,
  lockedUntil: 0n,
  recovery: '{}',
};

const cases: readonly Case[] = [
  {
    name: 'account',
    first: anAccount,
    changed: { ...anAccount, runIdentity: 'y' },
    write: (tables) => tables.account.createMany({ data: [anAccount] }),
    read: (tables) => tables.account.findMany({ where: { key: account } }),
    change: (tables) => tables.account.updateMany({ where: { key: account }, data: { runIdentity: 'y' } }),
    remove: (tables) => tables.account.deleteMany({ where: { key: account } }),
  },
  {
    name: 'event',
    first: event,
    changed: { ...event, step: 8_640_000_000_000_000n },
    write: (tables) => tables.event.createMany({ data: [event] }),
    read: (tables) => tables.event.findMany({ where: { account } }),
    change: (tables) => tables.event.updateMany({ where: { account, seq: 1 }, data: { step: 8_640_000_000_000_000n } }),
    remove: (tables) => tables.event.deleteMany({ where: { account } }),
  },
  {
    name: 'intent',
    first: intent,
    changed: { ...intent, leg: '1' },
    write: (tables) => tables.intent.createMany({ data: [intent] }),
    read: (tables) => tables.intent.findMany({ where: { account, clientId: 'c' } }),
    change: (tables) => tables.intent.updateMany({ where: { decision: 'd' }, data: { leg: '1' } }),
    remove: (tables) => tables.intent.deleteMany({ where: { account } }),
  },
  {
    name: 'fill',
    first: fill,
    changed: { ...fill, seq: 2 },
    write: (tables) => tables.fill.createMany({ data: [fill] }),
    read: (tables) => tables.fill.findMany({ where: { account, symbol: 'BTC/USDT' } }),
    change: (tables) => tables.fill.updateMany({ where: { tradeId: 't' }, data: { seq: { increment: 1 } } }),
    remove: (tables) => tables.fill.deleteMany({ where: { account } }),
  },
  {
    name: 'delivery',
    first: delivery,
    changed: { ...delivery, state: 'sent', attempts: 1, sentAt, message: '12', place: 'discord:1' },
    write: (tables) => tables.delivery.createMany({ data: [delivery] }),
    read: (tables) => tables.delivery.findMany({ where: { account, severity: { gte: 3 } } }),
    change: (tables) =>
      tables.delivery.updateMany({
        where: { alert: { in: ['1'] } },
        data: { state: 'sent', attempts: { increment: 1 }, sentAt, message: '12', place: 'discord:1' },
      }),
    remove: (tables) => tables.delivery.deleteMany({ where: { account } }),
  },
  {
    name: 'lease',
    first: lease,
    changed: { ...lease, epoch: 2, holder: 'pid 2' },
    write: (tables) => tables.lease.createMany({ data: [lease] }),
    read: (tables) => tables.lease.findMany({ where: { account } }),
    change: (tables) => tables.lease.updateMany({ where: { account }, data: { epoch: { increment: 1 }, holder: 'pid 2' } }),
    remove: (tables) => tables.lease.deleteMany({ where: { account } }),
  },
  {
    name: 'secondFactor',
    first: factor,
    changed: { ...factor, failures: 1, lockedUntil: sentAt },
    write: (tables) => tables.secondFactor.createMany({ data: [factor] }),
    read: (tables) => tables.secondFactor.findMany({ where: { account, person: 'p1' } }),
    change: (tables) =>
      tables.secondFactor.updateMany({ where: { person: 'p1' }, data: { failures: { increment: 1 }, lockedUntil: sentAt } }),
    remove: (tables) => tables.secondFactor.deleteMany({ where: { account } }),
  },
];

describe.each(places)('the tables on $name', (place) => {
  let ground: Ground;
  let database: Database;
  beforeAll(async () => {
    ground = await place.make();
    database = await ground.open();
  });
  beforeEach(async () => {
    await ground.empty(database);
  });
  afterAll(async () => {
    await database.close();
    await ground.clear();
  });

  test.each(cases)(
    'a row of $name is created, read, changed and deleted',
    async ({ first, changed, write, read, change, remove }) => {
      await database.transaction('create', (tables) => [write(tables)]);
      expect(await database.run('read', read)).toEqual([first]);
      await expect(database.transaction('create', (tables) => [write(tables)])).rejects.toMatchObject({ kind: 'duplicate' });
      expect(await database.run('change', change)).toEqual({ count: 1 });
      expect(await database.run('read', read)).toEqual([changed]);
      expect(await database.run('delete', remove)).toEqual({ count: 1 });
      expect(await database.run('read', read)).toEqual([]);
    },
  );

  test('a transaction leaves nothing behind when one of its statements fails', async () => {
    const [one, two] = cases;
    if (one === undefined || two === undefined) throw new Error('two tables are needed');
    await expect(
      database.transaction('create', (tables) => [one.write(tables), two.write(tables), two.write(tables)]),
    ).rejects.toMatchObject({ kind: 'duplicate' });
    expect(await database.run('read', one.read)).toEqual([]);
    expect(await database.run('read', two.read)).toEqual([]);
  });

  test('accounts are recorded once and listed', async () => {
    await createAccount(database, anAccount);
    await expect(createAccount(database, anAccount)).rejects.toMatchObject({ kind: 'duplicate' });
    await createAccount(database, { ...anAccount, key: '0' });
    expect((await accounts(database)).map((row) => row.key)).toEqual(['0', 'a']);
  });
});
