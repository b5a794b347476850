import type { DeskEvent } from '../facts/events.ts';
import type { MessageKind } from '../facts/messageKinds.ts';

/** The place of each kind of message that has one of its own, by platform. */
export type Rooms = Map<string, Map<MessageKind, string>>;

/** Applies one event to the places, in place. */
export function applyToRooms(rooms: Rooms, event: DeskEvent): void {
  if (event.type !== 'mapped') return;
  const places = rooms.get(event.platform) ?? new Map<MessageKind, string>();
  rooms.set(event.platform, places);
  if (event.place === undefined) places.delete(event.kind);
  else places.set(event.kind, event.place);
}
