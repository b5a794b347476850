import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Outbox } from '../../src/core/desk/outbox.ts';
import type { Database } from '../../src/store/database.ts';
import { headFileOf } from '../../src/store/head.ts';
import { openLog } from '../../src/store/log.ts';
import { openOutbox } from '../../src/store/outbox.ts';
import { type Ground, places } from './databases.ts';
import { alert, commands, entries } from './events.ts';

describe.each(places)('the outbox on $name', (place) => {
  let ground: Ground;
  let database: Database;
  let outbox: Outbox;

  beforeAll(async () => {
    ground = await place.make();
    database = await ground.open();
  });
  beforeEach(async () => {
    await ground.empty(database);
    const log = await openLog(database, 'a', { headFile: headFileOf(ground.home, 'a'), channels: ['terminal', 'telegram'] });
    await log.append([...commands(1), ...entries(alert('1', 'info'), alert('2', 'critical'), alert('3', 'notice'))]);
    await log.append(entries(alert('4', 'critical')));
    outbox = openOutbox(database, 'a');
  });
  afterAll(async () => {
    await database.close();
    await ground.clear();
  });

  const waiting = async (channel: string): Promise<string[]> => (await outbox.pending(channel)).map((pending) => pending.alert);

  test('gives the severest first, then the oldest, with what is to be said', async () => {
    const pending = await outbox.pending('terminal');
    expect(pending.map(({ alert, severity, attempts }) => [alert, severity, attempts])).toEqual([
      ['2', 'critical', 0],
      ['4', 'critical', 0],
      ['3', 'notice', 0],
      ['1', 'info', 0],
    ]);
    expect(pending[0]?.event).toEqual(alert('2', 'critical'));
    expect((await outbox.pending('terminal', 1)).map((one) => one.alert)).toEqual(['2']);
    expect(await outbox.pending('discord')).toEqual([]);
  });

  test('is read page by page, none twice and none left out', async () => {
    const read: string[] = [];
    let page = await outbox.pending('terminal', 1);
    while (page.length > 0) {
      read.push(...page.map(({ alert }) => alert));
      page = await outbox.pending('terminal', 1, page.at(-1));
    }
    expect(read).toEqual(['2', '4', '3', '1']);
  });

  test('what is sent on one channel still waits on the other', async () => {
    await outbox.markSent('terminal', ['2', '3'], 5);
    await outbox.markSent('terminal', [], 5);
    expect(await waiting('terminal')).toEqual(['4', '1']);
    expect(await waiting('telegram')).toEqual(['2', '4', '3', '1']);
  });

  test('what is sent is known by its message, and by its place where that is another than the usual one', async () => {
    await outbox.markSent('telegram', ['1'], 5, { message: '31', place: undefined });
    await outbox.markSent('telegram', ['2'], 5, { message: '32', place: 'telegram:-100/7' });
    await outbox.markSent('telegram', ['3'], 5);
    expect(await outbox.sentAs('telegram', '1')).toEqual({ message: '31', place: undefined });
    expect(await outbox.sentAs('telegram', '2')).toEqual({ message: '32', place: 'telegram:-100/7' });
    expect([await outbox.sentAs('telegram', '3'), await outbox.sentAs('telegram', '4')]).toEqual([undefined, undefined]);
    expect(await outbox.sentAs('terminal', '1')).toBeUndefined();
  });

  test('what failed stays, counted, until it is dropped', async () => {
    await outbox.markFailed('terminal', ['4']);
    await outbox.markFailed('terminal', ['4', '1']);
    expect((await outbox.pending('terminal')).map(({ alert, attempts }) => [alert, attempts])).toEqual([
      ['2', 0],
      ['4', 2],
      ['3', 0],
      ['1', 1],
    ]);
    await outbox.markFailed('terminal', ['4'], true);
    expect(await waiting('terminal')).toEqual(['2', '3', '1']);
    await outbox.markSent('terminal', ['2'], 5);
    await outbox.renew('terminal', ['4', '2']);
    expect(await waiting('terminal')).toEqual(['4', '3', '1']);
  });

  test('what was dropped can be taken up again, what was sent cannot', async () => {
    await outbox.markFailed('terminal', ['4'], true);
    await outbox.markSent('terminal', ['2'], 0);
    await outbox.renew('terminal', ['4', '2']);
    expect(await waiting('terminal')).toEqual(['4', '3', '1']);
  });

  test('another account sees none of it', async () => {
    expect(await openOutbox(database, 'b').pending('terminal')).toEqual([]);
  });
});
