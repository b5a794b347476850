import { type DeskEvent, type EventType, eventSchema } from './events.ts';

/** What the market shows is no story of a symbol: it is there for all of them, and by far the most. */
const READINGS: ReadonlySet<EventType> = new Set<EventType>(['instant', 'divergence', 'level', 'joined', 'data', 'feed']);

/** The kinds of event in which a symbol or a position can be the subject. */
export const STORIES: readonly EventType[] = eventSchema.options
  .map((option) => option.shape.type.value)
  .filter((type) => !READINGS.has(type));

/** A position as a subject; no symbol is a number. */
export const positionSubject = (position: number): string => String(position);

/** The symbols and positions that an event speaks of, be it in a leg of its plan; none for a reading of the market. */
export function subjectsOf(event: DeskEvent): readonly string[] {
  if (READINGS.has(event.type)) return [];
  const plan = 'plan' in event ? event.plan : undefined;
  const about = 'about' in event ? event.about : undefined;
  const symbols = ['symbol' in event ? event.symbol : undefined, about?.symbol, ...(plan?.legs ?? []).map((leg) => leg.symbol)];
  const positions = ['position' in event ? event.position : undefined, about?.position, plan?.position];
  const all = [...symbols, ...positions.map((id) => (id === undefined ? undefined : positionSubject(id)))];
  return [...new Set(all.filter((subject) => subject !== undefined))];
}
