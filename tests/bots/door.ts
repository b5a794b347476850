import type { ChatAccount, HeardLine } from '../../src/bots/chat.ts';
import { createCodes } from '../../src/bots/codes.ts';
import { type ChatGate, createGate } from '../../src/bots/gate.ts';
import type { JoinCodes } from '../../src/bots/joining.ts';
import type { DeskEvent } from '../../src/core/facts/events.ts';
import { evolve } from '../../src/core/state/evolve.ts';
import { emptyState, type MutableState } from '../../src/core/state/state.ts';
import type { Ms } from '../../src/core/time.ts';
import { countedBytes } from '../support/memoryOneTimeCodes.ts';

export const AT = Date.UTC(2024, 5, 1, 12);

let updates = 0;

/** A line as a chat hears it, in private unless told otherwise. */
export const heard = (from: ChatAccount, line: string, more: Partial<HeardLine> = {}): HeardLine => ({
  update: `${++updates}`,
  from,
  name: 'Mallory',
  place: from,
  message: undefined,
  private: true,
  at: AT,
  said: { kind: 'line', line },
  secondhand: false,
  ...more,
});

export type Door = {
  readonly gate: ChatGate;
  readonly state: MutableState;
  readonly codes: JoinCodes;
  /** What the gate has recorded. */
  readonly rows: DeskEvent[];
  /** Whose one-time codes it has taken away. */
  readonly forgotten: string[];
  /** Makes events true without the gate. */
  put(...events: readonly DeskEvent[]): void;
};

/** A gate before a list of two: the admin Ana, telegram:1, and the trader Bob, telegram:2. */
export function openDoor(clock: () => Ms = () => AT): Door {
  const state = emptyState();
  const rows: DeskEvent[] = [];
  const forgotten: string[] = [];
  const random = countedBytes();
  const codes = { pairing: createCodes({ clock, random }), links: createCodes({ clock, random }) };
  const put = (...events: readonly DeskEvent[]): void => {
    for (const event of events) evolve(state, event);
  };
  const gate = createGate({
    state: () => state,
    record(make) {
      const made = make();
      put(...made);
      rows.push(...made);
      return Promise.resolve();
    },
    now: () => AT,
    clock,
    codes,
    factors: {
      remove(person) {
        forgotten.push(person);
        return Promise.resolve();
      },
    },
  });
  put(
    { type: 'person', at: AT, person: 'p1', name: 'Ana', role: 'admin', who: 'terminal' },
    { type: 'linked', at: AT, person: 'p1', account: 'telegram:1', on: true, who: 'terminal' },
    { type: 'person', at: AT, person: 'p2', name: 'Bob', role: 'trader', who: 'Ana' },
    { type: 'linked', at: AT, person: 'p2', account: 'telegram:2', on: true, who: 'Ana' },
  );
  return { gate, state, codes, rows, forgotten, put };
}
