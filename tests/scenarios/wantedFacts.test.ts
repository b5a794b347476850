import { beforeAll, expect, test } from 'vitest';
import type { EventType } from '../../src/core/facts/events.ts';
import { settingsSchema } from '../../src/core/facts/settings.ts';
import { DAY } from '../../src/core/time.ts';
import { SYNTHETIC_FROM } from '../../src/exchange/synthetic.ts';
import { BUILT_IN } from '../support/builtInMarket.ts';
import { openDesk } from '../support/memoryDesk.ts';
import { memoryLog } from '../support/memoryLog.ts';

const TRADES: ReadonlySet<EventType> = new Set<EventType>(['positionOpened', 'fill', 'positionClosed']);

/** Four days of the synthetic market, with a log that keeps the facts it wants. */
async function run(wants: (kind: EventType) => boolean) {
  const log = { ...memoryLog(), wants };
  const desk = await openDesk({
    source: BUILT_IN,
    from: SYNTHETIC_FROM,
    to: SYNTHETIC_FROM + 4 * DAY,
    settings: settingsSchema.parse({}),
    log,
    alerts: [],
    hurried: true,
  });
  await desk.play();
  await desk.stop();
  return { events: log.rows.map(({ event }) => event), state: desk.state };
}

let few: Awaited<ReturnType<typeof run>>;
beforeAll(async () => {
  few = await run((kind) => TRADES.has(kind));
});

test('whoever wants trades alone gets the very same ones, and the account follows the same equity', async () => {
  const all = await run(() => true);
  const trades = all.events.filter(({ type }) => TRADES.has(type));
  expect(trades.length).toBeGreaterThan(20);
  expect(few.events).toEqual(trades);
  const { equity, peak, marks, balance, lossesInRow } = all.state.account;
  expect(few.state.account).toMatchObject({ equity, peak, marks, balance, lossesInRow });
});

test('what nobody wants is not worked out: no signal, level, divergence or grade is folded', () => {
  expect([few.state.grades.size, few.state.signals.size]).toEqual([0, 0]);
});
