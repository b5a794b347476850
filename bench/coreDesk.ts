import { createCodes } from '../src/bots/codes.ts';
import { createStepUp } from '../src/bots/stepUp.ts';
import type { Alert } from '../src/core/alerts/alert.ts';
import type { Ports } from '../src/core/desk/desk.ts';
import type { EventType } from '../src/core/facts/events.ts';
import type { Settings } from '../src/core/facts/settings.ts';
import { fixed } from '../src/core/money.ts';
import { standingOf } from '../src/core/state/standing.ts';
import { openReplayDesk, type ReplayDesk, type Stretch } from '../src/replay/desk.ts';
import { memoryLog } from '../tests/support/memoryLog.ts';
import { countedBytes, memoryOneTimeCodes } from '../tests/support/memoryOneTimeCodes.ts';

/** A log that keeps nothing of what it wants: what is measured is the core alone. */
const nowhere = (wants: (kind: EventType) => boolean): Ports['log'] => ({
  wants,
  append: async () => undefined,
  history: async () => [],
  queries: memoryLog().queries,
});

/** A desk at full speed on candles, without a store, a chat or an alert where none are given. */
export const openCoreDesk = (given: {
  readonly stretch: Stretch;
  readonly settings: Settings;
  readonly wants: (kind: EventType) => boolean;
  readonly alerts?: readonly Alert[];
}): Promise<ReplayDesk> => {
  const { stretch, settings, wants, alerts = [] } = given;
  const clock = (): number => stretch.from;
  return openReplayDesk({
    ports: {
      account: { market: 'bench', mode: 'paper', name: 'main' },
      version: '0.0.0',
      log: nowhere(wants),
      logger: () => undefined,
      oneTimeCodes: createStepUp({ store: memoryOneTimeCodes(), clock, random: countedBytes() }),
      linkCode: createCodes({ clock, random: countedBytes() }).issue,
      configured: async () => settings,
      health: async () => [],
      logs: async () => [],
    },
    stretch,
    label: 'bench',
    pace: () => undefined,
    leap: true,
    standing: standingOf([], true),
    settings,
    capital: fixed('100000'),
    own: { strategies: [], rules: [] },
    alerts,
  });
};
