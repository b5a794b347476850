import { z } from 'zod';
import type { Queries } from '../../core/desk/queries.ts';
import type { DeskEvent } from '../../core/facts/events.ts';
import type { Database } from '../database.ts';
import type { RawStatement } from '../driver.ts';
import { storedRow } from '../rows.ts';
import { PROJECTIONS } from './list.ts';
import type { Folding, Projection } from './projection.ts';
import { queriesOf } from './queries.ts';
import { selectFrom } from './select.ts';
import { defineTable, type Written } from './table.ts';

/** How far each read model has been folded, in the same database and the same transactions as its rows. */
const projection = defineTable('projection', { name: z.string(), version: z.int(), seq: z.int(), state: z.string() }, ['name']);

/** Events that are folded in one transaction while a model is made anew. */
const PAGE = 1_000;

type Event = { readonly seq: number; readonly event: DeskEvent };

/** What a batch makes of the models. */
export type FoldedBatch = {
  /** Writes their rows: to be sent in the transaction that writes the batch. */
  readonly statements: readonly RawStatement[];
  /** To be called when that has been committed. */
  keep(): void;
};

/** The read models of an account. */
export type Models = {
  fold(batch: readonly Event[]): FoldedBatch;
  readonly queries: Queries;
};

/** Told of each page while a model is made anew: how far it is, and how far it has to go. */
export type RebuildProgress = (name: string, seq: number, of: number) => void;

/** Has the next opening make all read models of an account anew. Throws StoreError. */
export const forgetModels = (database: Database, account: string): Promise<void> =>
  database.write(`forget the read models of ${account}`, [{ sql: projection.clear(database.place.provider), values: [account] }]);

/**
 * Opens the read models of an account whose log ends at `head`. One of another version, or that has not taken the whole log, is
 * made anew or completed first, in transactions: killed in between, the next opening goes on. Throws StoreError.
 */
export async function openModels(
  database: Database,
  account: string,
  head: number,
  told: RebuildProgress = () => undefined,
): Promise<Models> {
  const { provider } = database.place;
  const select = selectFrom(database, account);
  let standings: ReadonlyMap<Projection, Folding> = new Map(PROJECTIONS.map((one) => [one, one.start]));

  /** One statement a table. */
  const writing = (rows: readonly Written[]): RawStatement[] =>
    [...Map.groupBy(rows, ({ table }) => table)].map(([table, own]) => {
      const last = new Map(own.map(({ key, values }) => [key, values]));
      return { sql: table.upsert(provider), values: [account, JSON.stringify([...last.values()])] };
    });
  const standingRow = ({ name, version }: Projection, standing: Folding): Written =>
    projection.write({ name, version, seq: standing.seq, state: standing.text() });

  const folded = (batch: readonly Event[], among: readonly Projection[]): FoldedBatch => {
    const next = new Map(standings);
    const rows: Written[] = [];
    for (const one of among) {
      const before = next.get(one) ?? one.start;
      let standing = before;
      for (const { seq, event } of batch) {
        const step = standing.after(event, seq);
        standing = step.standing;
        rows.push(...step.rows);
      }
      if (standing === before) continue;
      next.set(one, standing);
      rows.push(standingRow(one, standing));
    }
    return {
      statements: writing(rows),
      keep() {
        standings = next;
      },
    };
  };

  const empty = async (one: Projection): Promise<void> => {
    await database.write(`empty the read model ${one.name} of ${account}`, [
      ...one.tables.map((table) => ({ sql: table.clear(provider), values: [account] })),
      ...writing([standingRow(one, one.start)]),
    ]);
    standings = new Map(standings).set(one, one.start);
  };

  const stand = async (one: Projection, standing: Folding): Promise<void> => {
    await database.write(`keep how far the read model ${one.name} of ${account} is`, writing([standingRow(one, standing)]));
    standings = new Map(standings).set(one, standing);
  };

  /** Folds what of the log a model has not taken yet. */
  const complete = async (one: Projection): Promise<void> => {
    for (;;) {
      const seq = standings.get(one)?.seq ?? 0;
      const page = await database.run(`read the log of ${account}`, (tables) =>
        tables.event.findMany({
          where: { account, seq: { gt: seq }, type: { in: [...one.on] } },
          orderBy: [{ seq: 'asc' }],
          take: PAGE,
        }),
      );
      if (page.length === 0) {
        // A log of years in which nothing of its own happens is not searched through at every opening.
        if (head - seq >= PAGE) await stand(one, (standings.get(one) ?? one.start).passed(head));
        return;
      }
      const next = folded(page.map(storedRow), [one]);
      await database.write(`fold the read model ${one.name} of ${account}`, next.statements);
      next.keep();
      told(one.name, page.at(-1)?.seq ?? head, head);
    }
  };

  const known = new Map((await select(projection, { where: [], order: ['name'] })).map((row) => [row.name, row]));
  for (const one of PROJECTIONS) {
    const row = known.get(one.name);
    if (row?.version === one.version) standings = new Map(standings).set(one, one.standing(row.seq, row.state));
    else if (head > 0) await empty(one);
    if (head > 0) await complete(one);
  }

  return {
    fold: (batch) => folded(batch, PROJECTIONS),
    queries: queriesOf(select),
  };
}
