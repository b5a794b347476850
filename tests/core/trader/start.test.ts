import { expect, it } from 'vitest';
import { createRecorder } from '../../../src/core/desk/recorder.ts';
import { settingsSchema } from '../../../src/core/facts/settings.ts';
import { fixed } from '../../../src/core/money.ts';
import { standingOf } from '../../../src/core/state/standing.ts';
import { beginAccount } from '../../../src/core/trader/start.ts';

const settings = settingsSchema.parse({ risk: { perTrade: 0.01 }, signal: { strategies: { pairs: { on: false, weight: 1 } } } });

it.each([
  [[], []],
  [['exits.stop'], []],
  [['risk.perTrade'], ['risk.perTrade']],
  [['signal.strategies'], ['signal.strategies.pairs.on']],
] as const)('a later start that was given %j tells of %j alone, though more differs from the usual', (given, told) => {
  const recorder = createRecorder({
    log: { append: () => Promise.resolve(), history: () => Promise.resolve([]) },
    alerts: [],
    desk: () => {
      throw new Error('no alert is told here');
    },
    logger: () => undefined,
    standing: standingOf(
      [
        {
          step: null,
          event: { type: 'settings', at: 1, version: 1, who: 'environment', why: 'initial values', values: settings },
        },
      ],
      false,
    ),
  });
  const notes = beginAccount(recorder, {
    account: { market: 'memory', mode: 'paper', name: 'main' },
    version: '0',
    settings: settingsSchema.parse({}),
    given,
    capital: fixed('1'),
    now: 2,
    leftOut: [],
  });
  expect(notes.map((note) => note.split(' ')[0])).toEqual(told);
});
