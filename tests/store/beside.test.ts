import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { verifyLog } from '../../src/store/audit.ts';
import { besideCheck } from '../../src/store/beside.ts';
import type { Database } from '../../src/store/database.ts';
import { headFileOf } from '../../src/store/head.ts';
import { openLog } from '../../src/store/log.ts';
import { openOutbox } from '../../src/store/outbox.ts';
import { type Ground, places } from './databases.ts';
import { alert, commands, entries, fill, intent } from './events.ts';

const ACCOUNT = 'replay/paper/main';

describe.each(places)('what stands beside the log on $name', (place) => {
  let ground: Ground;
  let database: Database;

  beforeAll(async () => {
    ground = await place.make();
    database = await ground.open();
  });
  beforeEach(async () => {
    await ground.empty(database);
    const log = await openLog(database, ACCOUNT, {
      headFile: headFileOf(ground.home, ACCOUNT),
      channels: ['terminal', 'telegram:1'],
    });
    await log.append([...commands(1), ...entries(intent('d1', '0', 'a'), intent('d1', '1', 'b'), fill('BTC/USDT', 't1'))]);
    await log.append(entries(fill('ETH/USDT', 't1'), alert('1', 'critical'), alert('2', 'info'), alert('3', 'info')));
  });
  afterAll(async () => {
    await database.close();
    await ground.clear();
  });

  const found = async (...tampering: readonly string[]) => {
    const raw = await ground.raw();
    for (const sql of tampering) await raw.script(sql);
    await raw.close();
    const check = besideCheck();
    expect(await verifyLog(database, ACCOUNT, undefined, check.take)).toMatchObject({ ok: true });
    return check.end(database, ACCOUNT, 8);
  };

  test('is as its events say, whatever became of what was to be sent', async () => {
    const outbox = openOutbox(database, ACCOUNT);
    await outbox.markSent('terminal', ['1', '2'], 5, { message: 'm', place: undefined });
    await outbox.markFailed('telegram:1', ['1']);
    await outbox.markFailed('telegram:1', ['2', '3'], true);
    await outbox.renew('telegram:1', ['3']);
    expect(await found()).toBeUndefined();
  });

  const INTENT = `INSERT INTO "intent" ("account", "clientId", "decision", "leg", "seq") VALUES ('${ACCOUNT}'`;
  test.each([
    ['an intent that no event tells of', 'added', 1, `${INTENT}, 'x', 'd9', '0', 1)`],
    ['one of a row before the first', 'added', -4, `${INTENT}, 'x', 'd9', '0', -4)`],
    ['one of a row after the last', 'added', 9, `${INTENT}, 'x', 'd9', '0', 9)`],
    ['a second one of a row', 'added', 2, `${INTENT}, 'x', 'd9', '0', 2)`],
    ['another client id', 'changed', 2, `UPDATE "intent" SET "clientId" = 'x' WHERE "seq" = 2`],
    ['another decision', 'changed', 2, `UPDATE "intent" SET "decision" = 'x' WHERE "seq" = 2`],
    ['another leg', 'changed', 2, `UPDATE "intent" SET "leg" = 'x' WHERE "seq" = 2`],
    ['another row of an intent', 'added', 1, `UPDATE "intent" SET "seq" = 1 WHERE "seq" = 2`],
    ['an intent that is gone', 'missing', 3, `DELETE FROM "intent" WHERE "seq" = 3`],
    ['another trade', 'changed', 4, `UPDATE "fill" SET "tradeId" = 'x' WHERE "seq" = 4`],
    ['another symbol', 'changed', 4, `UPDATE "fill" SET "symbol" = 'XRP/USDT' WHERE "seq" = 4`],
    ['a fill that is gone', 'missing', 5, `DELETE FROM "fill" WHERE "seq" = 5`],
    ['an alert that is sent nowhere', 'missing', 6, `DELETE FROM "delivery" WHERE "alert" = '1'`],
    ['another severity', 'changed', 6, `UPDATE "delivery" SET "severity" = 0 WHERE "alert" = '1'`],
    ['another alert', 'changed', 6, `UPDATE "delivery" SET "alert" = '9' WHERE "alert" = '1' AND "channel" = 'terminal'`],
    ['a message that was sent at no time', 'changed', 6, `UPDATE "delivery" SET "state" = 'sent' WHERE "alert" = '1'`],
    ['a state that there is not', 'changed', 6, `UPDATE "delivery" SET "state" = 'off' WHERE "alert" = '1'`],
    ['a delivery of a row that is no alert', 'added', 1, `UPDATE "delivery" SET "createdSeq" = 1 WHERE "alert" = '1'`],
  ])('%s is found', async (_what, fault, seq, sql) => {
    expect(await found(sql)).toMatchObject({ fault, seq });
  });

  test('what a desk at work has written meanwhile is no fault', async () => {
    const check = besideCheck();
    await verifyLog(database, ACCOUNT, undefined, (row) => (row.seq > 4 ? undefined : check.take(row)));
    expect(await check.end(database, ACCOUNT, 4)).toBeUndefined();
  });

  test('another account’s rows are none of this one’s', async () => {
    expect(
      await found(`INSERT INTO "fill" ("account", "symbol", "tradeId", "seq") VALUES ('other', 'A', 't', 1)`),
    ).toBeUndefined();
  });
});
