import type { Prisma } from './generated/sqlite/client.ts';

/**
 * The tables as the store uses them, typed once. Prisma generates a client for each database with the same rows but types of
 * their own; both fit this narrower form, and the compiler checks that they do.
 */
export type AccountRow = {
  readonly key: string;
  readonly market: string;
  readonly mode: string;
  readonly name: string;
  /** ISO time of the wall clock, for people. */
  readonly createdAt: string;
  /** Digest of what a replay was started with. */
  readonly runIdentity: string;
};

export type EventRow = {
  readonly account: string;
  readonly seq: number;
  readonly at: bigint;
  readonly type: string;
  /** The JSON text exactly as it was hashed. */
  readonly body: string;
  readonly step: bigint | null;
  readonly hash: string;
};

type IntentRow = {
  readonly account: string;
  readonly clientId: string;
  readonly decision: string;
  readonly leg: string;
  readonly seq: number;
};

type FillRow = { readonly account: string; readonly symbol: string; readonly tradeId: string; readonly seq: number };

type DeliveryRow = {
  readonly account: string;
  readonly alert: string;
  readonly channel: string;
  /** Index into core's severities: 3 is critical. */
  readonly severity: number;
  readonly createdSeq: number;
  /** `pending`, `sent` or `dropped`. */
  readonly state: string;
  readonly attempts: number;
  readonly sentAt: bigint | null;
  /** The platform's id of the message, null where it has none. */
  readonly message: string | null;
  /** Where it was sent, null when that is the channel's own place. */
  readonly place: string | null;
};

type LeaseRow = { readonly account: string; readonly epoch: number; readonly holder: string };

type SecondFactorRow = {
  readonly account: string;
  readonly person: string;
  /** Sealed; see secondFactors.ts. */
  readonly secret: string;
  readonly lastStep: number;
  readonly failures: number;
  readonly lockedUntil: bigint;
  /** JSON. */
  readonly recovery: string;
};

export type SnapshotRow = {
  readonly account: string;
  readonly seq: number;
  readonly hash: string;
  readonly step: bigint | null;
  readonly version: number;
  /** JSON. */
  readonly body: string;
};

type Filter<V> = {
  readonly gt?: V;
  readonly gte?: V;
  readonly lt?: V;
  readonly lte?: V;
  in?: V[];
  readonly contains?: V extends string ? V : never;
};
type Where<Row> = { readonly [K in keyof Row]?: Row[K] | Filter<NonNullable<Row[K]>> };
type Order<Row> = { readonly [K in keyof Row]?: 'asc' | 'desc' };
type Change<V> = V | (V extends number ? { readonly increment: V } : never);
type Count = Prisma.PrismaPromise<{ count: number }>;

type Table<Row> = {
  createMany(args: { data: Row[] }): Count;
  findMany(args: {
    where: Where<Row> & { AND?: Where<Row>[]; OR?: Where<Row>[] };
    orderBy?: Order<Row>[];
    take?: number;
  }): Prisma.PrismaPromise<Row[]>;
  updateMany(args: { where: Where<Row>; data: { [K in keyof Row]?: Change<Row[K]> } }): Count;
  deleteMany(args: { where: Where<Row> }): Count;
};

/** A statement that is sent when its transaction is. */
export type SqlStatement = Prisma.PrismaPromise<unknown>;

export type Tables = {
  readonly account: Table<AccountRow>;
  readonly event: Table<EventRow>;
  readonly intent: Table<IntentRow>;
  readonly fill: Table<FillRow>;
  readonly delivery: Table<DeliveryRow>;
  readonly lease: Table<LeaseRow> & {
    upsert(args: {
      where: { account: string };
      create: LeaseRow;
      update: { epoch: { increment: number }; holder: string };
    }): Prisma.PrismaPromise<LeaseRow>;
  };
  readonly secondFactor: Table<SecondFactorRow>;
  readonly snapshot: Table<SnapshotRow>;
  $queryRaw(query: TemplateStringsArray): Prisma.PrismaPromise<unknown>;
  /** For statements that are made once from the shape of a table: what comes from outside is a value, never a part of the text. */
  $queryRawUnsafe(query: string, ...values: readonly (string | number)[]): Prisma.PrismaPromise<unknown>;
};
