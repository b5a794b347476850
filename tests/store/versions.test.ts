import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { eventSchema } from '../../src/core/facts/events.ts';
import { UPCASTERS } from '../../src/core/facts/versions.ts';
import { verifyLog } from '../../src/store/audit.ts';
import type { Database } from '../../src/store/database.ts';
import { headFileOf } from '../../src/store/head.ts';
import { openLog } from '../../src/store/log.ts';
import { type Ground, places } from './databases.ts';
import { commands, entries, fill } from './events.ts';

/** From here on a fill must name its venue, as in a program to come: the schema is the very object that the store asks. */
function demandVenue(): void {
  const real = eventSchema.safeParse.bind(eventSchema);
  const demanding = z.unknown().superRefine((event, refused) => {
    const { success } = z.object({ type: z.literal('fill'), venue: z.undefined().optional() }).safeParse(event);
    if (success) refused.addIssue({ code: 'custom', path: ['venue'], message: 'is required' });
  });
  vi.spyOn(eventSchema, 'safeParse').mockImplementation((event) => {
    const refused = demanding.safeParse(event).error;
    if (refused === undefined) return real(event);
    const failed = real(undefined);
    failed.error?.issues.splice(0, 1, ...refused.issues);
    return failed;
  });
}

const ACCOUNT = 'replay/paper/main';

describe.each(places)('bodies of older and newer programs on $name', (place) => {
  let ground: Ground;
  let database: Database;
  const open = () => openLog(database, ACCOUNT, { headFile: headFileOf(ground.home, ACCOUNT), channels: [] });

  beforeAll(async () => {
    ground = await place.make();
    database = await ground.open();
  });
  afterEach(async () => {
    vi.restoreAllMocks();
    delete UPCASTERS.fill;
    await ground.empty(database);
  });
  afterAll(async () => {
    await database.close();
    await ground.clear();
  });

  test('a home whose fills lack a field that is required now opens by an upcaster; its bytes and its chain stay', async () => {
    const before = await open();
    await before.append(entries(fill('BTC/USDT', 't1')));
    await before.append(commands(1));
    demandVenue();
    await expect(open().then((log) => Array.fromAsync(log.read()))).rejects.toThrow(
      /row 1 .*"fill", cannot be read here: venue is required/,
    );
    UPCASTERS.fill = [(body) => ({ ...body, venue: 'binance' })];
    const log = await open();
    const named = { ...fill('BTC/USDT', 't2'), venue: 'kucoin' };
    await log.append(entries(named));
    const rows = await Array.fromAsync(log.read());
    expect(rows.map(({ event }) => ('venue' in event ? event.venue : event.type))).toEqual(['binance', 'command', 'kucoin']);
    expect(await verifyLog(database, ACCOUNT, log.head)).toMatchObject({ ok: true, beyond: 0 });
    const bodies = await database.run('look', ({ event }) => event.findMany({ where: { account: ACCOUNT, type: 'fill' } }));
    expect(bodies.map(({ body }) => z.object({ v: z.number().optional() }).parse(JSON.parse(body)).v)).toEqual([undefined, 2]);
    expect(bodies[0]?.body).toBe(JSON.stringify(fill('BTC/USDT', 't1')));
  });

  test('a body of a newer program says that such a program is to be started, not that a backup is to be restored', async () => {
    const newer = await open();
    UPCASTERS.command = [(body) => body];
    await newer.append(commands(1));
    delete UPCASTERS.command;
    const opened = open().then((log) => Array.fromAsync(log.read()));
    await expect(opened).rejects.toMatchObject({ kind: 'broken' });
    await expect(opened).rejects.toThrow('A newer Countersign has written it. Start that version again, or a later one');
    await expect(opened).rejects.not.toThrow('restore');
  });
});
