import { rmSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Config } from '../../src/config/config.ts';
import type { Database } from '../../src/store/database.ts';
import { headFileOf } from '../../src/store/head.ts';
import { readHistory } from '../../src/store/history.ts';
import { openLog } from '../../src/store/log.ts';
import { acceptLogs } from '../../src/tools/accept.ts';
import { verifyAudit } from '../../src/tools/verify.ts';
import { type Ground, places } from '../store/databases.ts';
import { commands } from '../store/events.ts';
import { configOf, fillHome, freshState, KEY } from './auditedHome.ts';

const OLDER = ['event', 'intent', 'fill'].map((table) => `DELETE FROM "${table}" WHERE "seq" > 7`);

describe.each(places)('audit accept on $name', (place) => {
  let ground: Ground;
  let state: ReturnType<typeof freshState>;
  let config: Config;
  let database: Database;

  beforeAll(async () => {
    ground = await place.make();
  });
  beforeEach(async () => {
    state = freshState();
    config = configOf(ground, state.state);
    database = await ground.open();
    await ground.empty(database);
    await fillHome(database, config);
  });
  afterEach(async () => {
    await database.close();
    state.remove();
  });
  afterAll(() => ground.clear());

  const sql = async (...statements: readonly string[]): Promise<void> => {
    const raw = await ground.raw();
    for (const statement of statements) await raw.script(statement);
    await raw.close();
  };
  const said = async (tool: typeof acceptLogs): Promise<readonly [number, string]> => {
    const lines: string[] = [];
    const status = await tool(config, (line) => lines.push(line), ['terminal']);
    return [status, lines.join('\n')];
  };
  const accepted = async () => (await readHistory(database, KEY, { types: ['logAccepted'], limit: 9 })).map(({ event }) => event);

  test('an older backup becomes the log that is gone on with, and that is a row of it', async () => {
    const at = (row: number) => readHistory(database, KEY, { before: row, limit: 1 });
    const [[last], [seventh]] = [await at(14), await at(7)];
    await sql(...OLDER, 'DELETE FROM "delivery" WHERE "createdSeq" > 7');
    expect(await said(verifyAudit)).toEqual([1, expect.stringContaining('row 8 cut off')]);
    expect(await said(acceptLogs)).toEqual([
      0,
      `${KEY}: accepted at row 7, though row 14 had been written; that is row 8 of its log`,
    ]);
    expect(await accepted()).toEqual([
      {
        type: 'logAccepted',
        // A replay's time is its market's.
        at: seventh?.event.at,
        who: 'terminal',
        from: { seq: 14, hash: last?.hash },
        to: { seq: 7, hash: seventh?.hash },
      },
    ]);
    expect(await said(verifyAudit)).toEqual([0, `${KEY}: 8 rows, each as it was written`]);
    expect(await said(acceptLogs)).toEqual([0, `${KEY}: 8 rows, and its heads agree: there is nothing to accept`]);
  });

  test('a log whose head is gone is gone on with', async () => {
    rmSync(headFileOf(ground.home, KEY));
    expect(await said(acceptLogs)).toEqual([0, expect.stringContaining('accepted at row 14')]);
    expect(await said(verifyAudit)).toEqual([0, `${KEY}: 15 rows, each as it was written`]);
  });

  /** A log of 8 rows, beside it a journal of which the second head has not heard. */
  const leaveInJournal = async (rows: number): Promise<void> => {
    await sql(...OLDER, 'DELETE FROM "delivery" WHERE "createdSeq" > 7');
    await said(acceptLogs);
    const log = await openLog(database, KEY, { headFile: headFileOf(ground.home, KEY), channels: [] });
    await log.setAside(commands(rows, 20));
  };

  test('what its journal holds is gone on with, in the order of the rows', async () => {
    await leaveInJournal(2);
    expect(await said(verifyAudit)).toEqual([1, expect.stringContaining('has not heard of 2 of those in the journal')]);
    expect(await said(acceptLogs)).toEqual([
      0,
      `${KEY}: accepted at row 10, with 2 rows of its journal, though row 8 had been written; that is row 11 of its log`,
    ]);
    const [last, before] = await readHistory(database, KEY, { limit: 2 });
    expect(last).toMatchObject({ seq: 11, event: { type: 'logAccepted', to: { seq: 10, hash: before?.hash } } });
    expect(await said(verifyAudit)).toEqual([0, `${KEY}: 11 rows, each as it was written`]);
  });

  test('beside a journal an account without a head is gone on with at the row that the log has then', async () => {
    await leaveInJournal(1);
    rmSync(headFileOf(ground.home, KEY));
    expect(await said(acceptLogs)).toEqual([0, expect.stringMatching(/accepted at row 9, .*; that is row 10 of its log$/)]);
    expect((await readHistory(database, KEY, { limit: 1 }))[0]?.seq).toBe(10);
  });

  test('a log that does not hang together is not', async () => {
    await sql('DELETE FROM "event" WHERE "seq" = 5');
    expect(await said(acceptLogs)).toEqual([1, expect.stringContaining('not accepted, row 5 missing')]);
    expect(await accepted()).toEqual([]);
  });
});

test('audit accept makes no home', async () => {
  const { state, remove } = freshState();
  await expect(acceptLogs(configOf({ home: `${state}/none`, url: undefined }, state), () => undefined, [])).rejects.toThrow(
    'There is no home',
  );
  remove();
});
