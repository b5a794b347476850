import type { DeskEvent } from '../../src/core/facts/events.ts';
import { evolve } from '../../src/core/state/evolve.ts';
import { heard } from '../../src/core/state/hearing.ts';
import type { Emitted } from '../../src/core/state/recording.ts';
import { emptyState, type MutableState } from '../../src/core/state/state.ts';
import type { Ms } from '../../src/core/time.ts';

/** Somebody's private chat, and a group that they read. */
const ALONE = 'telegram:1';
const GROUP = 'telegram:-1';

/** An admin who is away between 22 and 06 UTC, and has nothing mean an answer then. */
export const awayAtNight = (at: Ms): readonly Emitted[] => [
  { type: 'person', at, person: 'p1', name: 'Ana', role: 'admin', who: 'terminal' },
  { type: 'linked', at, person: 'p1', account: ALONE, on: true, who: 'terminal' },
  { type: 'away', at, who: 'p1', name: 'Ana', policy: { from: 22 * 60, to: 6 * 60, means: { kind: 'nothing' } } },
];

const nightState = (): MutableState => {
  const state = emptyState();
  for (const event of awayAtNight(0)) evolve(state, event);
  return state;
};

/** The messages among some events that whoever is away so hears in those hours, alone or in a group; what is critical is left out. */
export function soundsForAway(events: readonly DeskEvent[], isNight: (at: Ms) => boolean): number {
  const state = nightState();
  return events.filter((event) => {
    if (event.type !== 'alert' || event.severity === 'critical' || !isNight(event.at)) return false;
    return [ALONE, GROUP].some((place) => {
      const { loudness, besides } = heard(event, place, state, event.at);
      return loudness === 'on' || besides.some((one) => one.place === ALONE && !one.silent);
    });
  }).length;
}
