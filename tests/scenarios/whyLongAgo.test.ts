import { beforeAll, expect, test } from 'vitest';
import type { EventOf } from '../../src/core/facts/events.ts';
import { DAY, HOUR, iso } from '../../src/core/time.ts';
import { hour, START, stillSettings, written } from '../support/market.ts';
import { type MemoryDesk, openDesk } from '../support/memoryDesk.ts';
import { eventsOf } from '../support/memoryLog.ts';

const HOURS = 4;
const LONG_AGO = START - 4 * 365 * DAY;

let desk: MemoryDesk;
let recorded: EventOf<'signal'>;

/** A rise whose first hour gives a signal, and the same signal four years before any candle in memory. */
beforeAll(async () => {
  desk = await openDesk({
    source: written({ 'AAA/USDT': Array.from({ length: HOURS }, (_, i) => ({ close: 100 * 1.02 ** (i + 1) })) }),
    from: START,
    to: hour(HOURS),
    settings: stillSettings({ signal: { score: 0.05, confidence: 0.05 } }),
  });
  await desk.play();
  const [signal] = eventsOf(desk.rows(), 'signal');
  if (signal === undefined) throw new Error('there was no signal');
  recorded = { ...signal, at: LONG_AGO, receipt: { ...signal.receipt, at: LONG_AGO, price: 12.5 } };
  await desk.record(recorded);
});

test('what was decided on is told although its candles have left memory', async () => {
  expect(await desk.trader.desk.why('AAA/USDT', LONG_AGO)).toContain('no 1h candle');
  const { data, reply } = await desk.type(`/why AAA ${iso(LONG_AGO + HOUR / 2)}`);
  expect(data?.()).toMatchObject({ kind: 'receipt', receipt: { at: LONG_AGO, price: 12.5 } });
  expect(reply.lines.join()).not.toContain('not in memory');
  expect((await desk.type(`/whynot AAA ${iso(LONG_AGO)}`)).reply.title).toBe('AAA: stopped by direction');
});

test('between two decisions it is the one before, which is said', async () => {
  const { data, reply } = await desk.type(`/why AAA ${iso(LONG_AGO + DAY)}`);
  expect(data?.()).toMatchObject({ receipt: { at: LONG_AGO } });
  expect(reply.lines.at(-1)).toBe('The newest recorded until then; the candles after it are not in memory');
});

test('before the first there is none', async () => {
  expect((await desk.type(`/why AAA ${iso(LONG_AGO - 1)}`)).outcome).toBe('refused');
});

test('where the candles are in memory, an hour without a decision is computed', async () => {
  expect((await desk.type(`/why AAA ${iso(hour(3))}`)).data?.()).toMatchObject({ receipt: { at: hour(3) } });
});
