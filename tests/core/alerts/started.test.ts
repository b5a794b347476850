import { expect, it } from 'vitest';
import { createRecorder } from '../../../src/core/desk/recorder.ts';
import type { StoredEvent } from '../../../src/core/facts/eventLog.ts';
import type { DeskEvent } from '../../../src/core/facts/events.ts';
import { settingsSchema } from '../../../src/core/facts/settings.ts';
import { fixed } from '../../../src/core/money.ts';
import { standingOf } from '../../../src/core/state/standing.ts';
import { tellStart } from '../../../src/core/trader/start.ts';

const panic: StoredEvent = { seq: 1, step: null, event: { type: 'command', at: 1, who: 'p1', line: '/panic now' } };
const paused: StoredEvent = { seq: 2, step: null, event: { type: 'paused', at: 1, who: 'p1', why: 'panic' } };

it.each([
  ['was cut off before anything came of it', [panic], false, '/panic now'],
  ['had begun', [panic, paused], false, undefined],
  ['is done again, on a replay', [panic], true, undefined],
] as const)('a start after a command that %s', (_name, stored, rerun, undone) => {
  const events: DeskEvent[] = [];
  const recorder = createRecorder({
    log: { append: () => Promise.resolve(), history: () => Promise.resolve([]) },
    alerts: [],
    desk: () => {
      throw new Error('no alert is told here');
    },
    logger: () => undefined,
    standing: standingOf(stored, rerun),
  });
  recorder.onEvent(({ event }) => events.push(event));
  tellStart(
    recorder,
    {
      account: { market: 'memory', mode: 'paper', name: 'main' },
      version: '0',
      given: undefined,
      settings: settingsSchema.parse({}),
      capital: fixed('1'),
      now: 2,
      leftOut: [],
    },
    rerun,
  );
  expect(events.map((event) => (event.type === 'started' ? [event.clean, event.undone] : []))).toEqual([[false, undone]]);
});
