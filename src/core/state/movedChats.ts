import type { DeskEvent } from '../facts/events.ts';

/** Places that their platform has given a new name: by that, the name under which the desk goes on knowing them. */
export type Moves = Map<string, string>;

/** Applies one event to the names, in place. */
export function applyToMoves(moves: Moves, event: DeskEvent): void {
  if (event.type === 'placeMoved') moves.set(event.to, event.from);
}

/** The name under which the desk knows a place, or a topic of it. */
export function knownAs(moves: ReadonlyMap<string, string>, place: string): string {
  const [group = '', ...topic] = place.split('/');
  return [moves.get(group) ?? group, ...topic].join('/');
}
