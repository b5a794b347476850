import type { StoredEvent } from '../../core/facts/eventLog.ts';
import type { DeskEvent, EventOf, EventType } from '../../core/facts/events.ts';
import { evolve } from '../../core/state/evolve.ts';
import { DESK } from '../../core/state/position.ts';
import { emptyState, type MutableState } from '../../core/state/state.ts';
import { DAY, type Ms } from '../../core/time.ts';

/** What people, or the exchange, changed beside answering: it stays as it was. */
const KEPT = ['settings', 'symbolSwitched', 'paused', 'resumed', 'transfer'] as const satisfies readonly EventType[];
type KeptChange = EventOf<(typeof KEPT)[number]>;

/** Days of an account, as they are played again. */
export type Span = {
  readonly since: Ms;
  /** The account once all of `since` was done. */
  readonly state: MutableState;
  /** Its fills of the day before, oldest first: what a paper venue is told of when it is opened again. */
  readonly fills: readonly EventOf<'fill'>[];
  /** In their order. What the desk did by itself it does by itself again. */
  readonly changes: readonly KeptChange[];
};

const isKept = (event: DeskEvent): event is KeptChange =>
  KEPT.some((type) => type === event.type) && !('who' in event && event.who === DESK);

/** Folds a log up to `since`, and gathers what was changed up to `to`; its rows are read once, in their order. */
export async function spanOf(
  rows: AsyncIterable<Pick<StoredEvent, 'event'>>,
  { since, to }: { readonly since: Ms; readonly to: Ms },
): Promise<Span> {
  const state = emptyState();
  const fills: EventOf<'fill'>[] = [];
  const changes: KeptChange[] = [];
  let begun = false;
  for await (const { event } of rows) {
    if (event.at > to) break;
    begun ||= event.at > since;
    if (begun) {
      if (isKept(event)) changes.push(event);
      continue;
    }
    evolve(state, event);
    if (event.type === 'fill' && event.at > since - DAY) fills.push(event);
  }
  return { since, state, fills, changes };
}
