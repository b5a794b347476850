import { expect, it } from 'vitest';
import { createCodes } from '../../../src/bots/codes.ts';
import { createGate } from '../../../src/bots/gate.ts';
import { createStepUp } from '../../../src/bots/stepUp.ts';
import { settingsSchema } from '../../../src/core/facts/settings.ts';
import { DAY, HOUR, type Ms } from '../../../src/core/time.ts';
import { SYNTHETIC_FROM } from '../../../src/exchange/synthetic.ts';
import { BUILT_IN } from '../../support/builtInMarket.ts';
import { openDesk } from '../../support/memoryDesk.ts';
import { eventsOf } from '../../support/memoryLog.ts';
import { countedBytes, memoryOneTimeCodes } from '../../support/memoryOneTimeCodes.ts';

it('strangers are told of once a day, whoever they are, and their rows are in the audit', async () => {
  const factors = createStepUp({ store: memoryOneTimeCodes(), clock: () => 0, random: countedBytes() });
  const settings = settingsSchema.parse({});
  const to = SYNTHETIC_FROM + 3 * DAY;
  const desk = await openDesk({
    source: BUILT_IN,
    symbols: ['BTC/USDT'],
    from: SYNTHETIC_FROM,
    to,
    settings,
    oneTimeCodes: factors,
  });
  const clock = (): Ms => desk.now();
  const codes = createCodes({ clock, random: countedBytes() });
  const gate = createGate({
    state: () => desk.state,
    record: desk.trader.admit,
    now: clock,
    clock,
    codes: { pairing: codes, links: codes },
    factors,
  });
  for (let i = 0; i < 6; i++) {
    for (const id of [7, 8])
      await gate.admit({
        update: `${i} ${id}`,
        from: `telegram:${id}`,
        name: 'Eve',
        message: undefined,
        place: `telegram:${id}`,
        private: true,
        at: desk.now(),
        said: { kind: 'line', line: '/panic now' },
        secondhand: false,
      });
    await desk.play(desk.now() + 6 * HOUR);
  }
  const told = eventsOf(desk.rows(), 'alert').filter(({ alert }) => alert === 'stranger');
  expect(told.map(({ at }) => (at - SYNTHETIC_FROM) / HOUR)).toEqual([0, 24]);
  expect(told[0]).toMatchObject({
    severity: 'notice',
    reply: { lines: ['Eve · telegram:7', expect.any(String), expect.any(String)] },
  });
  expect(eventsOf(desk.rows(), 'ignored')).toHaveLength(12);
  expect(
    (await desk.type('/audit 500')).reply.lines.filter((line) => line.includes('ignored 1 from stranger telegram:8')),
  ).toHaveLength(6);
  await desk.record({ type: 'secondFactor', at: desk.now(), person: 'p1', state: 'locked', who: 'Ana' });
  expect(eventsOf(desk.rows(), 'alert').at(-1)).toMatchObject({
    alert: 'codes locked',
    severity: 'warning',
    reply: { title: 'Ana: codes locked for 15 min' },
  });
});
